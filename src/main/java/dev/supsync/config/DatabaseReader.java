package dev.supsync.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how to reach a database. */
final class DatabaseReader {

    private final Section section;
    private final Path folder;

    DatabaseReader(Section section) {
        this.section = section;
        this.folder = section.reading().folder();
    }

    Optional<DatabaseSettings> read() {
        Optional<String> url = section.require("url", Locations.jdbcUrl(folder));
        String username = section.find("username", text -> text).orElse(null);
        Secret password = new PasswordReader(section).read();
        section.done();
        return url.map(text -> new DatabaseSettings(text, emptyToNull(username), password));
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
