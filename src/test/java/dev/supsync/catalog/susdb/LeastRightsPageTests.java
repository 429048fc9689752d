package dev.supsync.catalog.susdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about rights grants the tables that are read: all of them, and no others. */
class LeastRightsPageTests {

    private static final Path SOURCES = Path.of("src/main/java/dev/supsync/catalog/susdb");
    private static final Pattern READ = Pattern.compile("dbo\\.(tb\\w+)");
    private static final Pattern GRANTED = Pattern.compile("GRANT SELECT ON dbo\\.(tb\\w+) TO supsync_reader;");

    @Test
    void thePageGrantsWhatIsRead() throws IOException {
        String page = Files.readString(Path.of("docs/how-to/grant-least-rights.md"));
        Set<String> read = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.forEach(file -> read.addAll(names(READ, text(file))));
        }
        assertThat(read).contains("tbUpdate", "tbXml");
        assertThat(names(GRANTED, page)).as("the tables of the page").isEqualTo(read);
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new TreeSet<>();
        pattern.matcher(text).results().forEach(match -> names.add(match.group(1)));
        return names;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
