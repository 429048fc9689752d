package dev.supsync.hierarchy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes what clients read: rows of the site database, and a file {@code <CODE>.json}. */
public final class PolicyWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final SiteDatabase database;
    private final Path folder;

    /**
     * @param folder where the files are; made when missing
     */
    public PolicyWriter(SiteDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    private record Source(@Nullable UUID id, @Nullable String name, int version) {}

    /** Whether what stands is this policy at the content version that the site has now, and the file is there. */
    public boolean isSatisfied(Policy policy) {
        int version = source().version();
        List<String> wanted = policy.addresses().stream()
                .map(a -> text(a.connection().name(), a.server(), a.url(), version))
                .sorted()
                .toList();
        List<String> held = database.translating(() -> database.jdbc()
                .query(
                        "SELECT CONNECTION_TYPE, SERVER_NAME, URL, CONTENT_VERSION FROM SUP_POLICY WHERE SITE_CODE = ?",
                        (row, number) -> text(row.getString(1), row.getString(2), row.getString(3), row.getInt(4)),
                        policy.site()));
        return wanted.equals(held.stream().sorted().toList())
                && Files.exists(file(policy)) != policy.addresses().isEmpty();
    }

    /** Writes the policy with the update source and the content version of the site, in the caller's transaction. */
    public void write(Policy policy, Instant now) {
        Source source = source();
        database.translating(() -> database.jdbc().update("DELETE FROM SUP_POLICY WHERE SITE_CODE = ?", policy.site()));
        for (Policy.Address address : policy.addresses()) {
            UUID id = source.id();
            database.translating(() -> database.jdbc()
                    .update(
                            "INSERT INTO SUP_POLICY (SITE_CODE, CONNECTION_TYPE, SERVER_NAME, URL, SOURCE_ID,"
                                    + " CONTENT_VERSION, WRITTEN_AT) VALUES (?, ?, ?, ?, ?, ?, ?)",
                            policy.site(),
                            address.connection().name(),
                            address.server(),
                            address.url(),
                            id == null ? null : database.parameter(id),
                            source.version(),
                            ChildLinks.utc(now)));
        }
        writeFile(policy, source, now);
    }

    private Source source() {
        return database.translating(() -> database.jdbc()
                .query(
                        "SELECT SOURCE_ID, SOURCE_NAME, CONTENT_VERSION FROM SUP_SITE WHERE SITE_ID = 1",
                        (row, number) -> new Source(database.guid(row, "SOURCE_ID"), row.getString(2), row.getInt(3)))
                .get(0));
    }

    private static String text(String connection, String server, String url, int version) {
        return String.join("\n", connection, server, url, Integer.toString(version));
    }

    private Path file(Policy policy) {
        return folder.resolve(policy.site() + ".json");
    }

    /** Whoever reads it finds the one before or the new one, and never a part. */
    private void writeFile(Policy policy, Source source, Instant now) {
        Path file = file(policy);
        try {
            if (policy.addresses().isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Files.createDirectories(folder);
            replace(file, json(policy, source, now));
        } catch (IOException e) {
            throw new SupsyncException(
                    ErrorCode.POLICY_FAILED,
                    "The policy file " + file + " cannot be written: " + FileFault.reason(e) + ".",
                    "Give the user who runs supsync the right to write there, or name another place with"
                            + " policy.folder.",
                    e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(half); // a link there is not followed
            Files.writeString(
                    half, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw e;
        }
    }

    private static String json(Policy policy, Source source, Instant now) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("site", policy.site());
            json.writeStringField("updateSource", source.id() == null ? "" : String.valueOf(source.id()));
            json.writeStringField("updateSourceName", source.name() == null ? "" : source.name());
            json.writeNumberField("contentVersion", source.version());
            json.writeStringField(
                    "writtenAt", now.truncatedTo(ChronoUnit.SECONDS).toString());
            json.writeObjectFieldStart("softwareUpdatePoints");
            for (Policy.Address address : policy.addresses()) {
                json.writeObjectFieldStart(address.connection().name().toLowerCase(Locale.ROOT));
                json.writeStringField("server", address.server());
                json.writeStringField("url", address.url());
                json.writeEndObject();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }
}
