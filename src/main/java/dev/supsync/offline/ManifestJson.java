package dev.supsync.offline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.supsync.error.Printable;
import dev.supsync.replication.SiteHead;
import dev.supsync.site.Publication;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A manifest as JSON. What is read is not trusted. */
final class ManifestJson {

    static final String FORMAT = "supsync-package";

    private static final JsonFactory FACTORY = new JsonFactory();

    private ManifestJson() {}

    static byte[] write(Manifest manifest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("formatVersion", Manifest.FORMAT_VERSION);
            json.writeStringField("packageId", manifest.packageId().toString());
            json.writeStringField("kind", manifest.isFull() ? "full" : "since");
            json.writeStringField("recipient", manifest.recipient());
            json.writeStringField("createdAt", manifest.createdAt().toString());
            site(json, manifest);
            Manifest.Mark from = manifest.from();
            if (from != null) {
                json.writeObjectFieldStart("from");
                json.writeNumberField("changeNumber", from.changeNumber());
                json.writeStringField("stamp", from.stamp().toString());
                json.writeEndObject();
            }
            Publication to = manifest.to();
            json.writeObjectFieldStart("to");
            json.writeNumberField("changeNumber", to.changeNumber());
            json.writeStringField("stamp", to.stamp().toString());
            json.writeNumberField("contentVersion", to.contentVersion());
            json.writeStringField("publishedAt", to.publishedAt().toString());
            json.writeEndObject();
            json.writeArrayFieldStart("epochs");
            for (Manifest.Epoch epoch : manifest.epochs()) {
                json.writeStartObject();
                json.writeNumberField("firstChange", epoch.firstChange());
                json.writeStringField("id", epoch.id().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            counts(json, manifest.counts());
            json.writeArrayFieldStart("members");
            for (Manifest.Member member : manifest.members()) {
                json.writeStartObject();
                json.writeStringField("name", member.name());
                json.writeNumberField("size", member.size());
                json.writeStringField("sha256", member.sha256());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory there is nothing to fail
        }
        return out.toByteArray();
    }

    private static void site(JsonGenerator json, Manifest manifest) throws IOException {
        SiteHead head = manifest.head();
        UUID sourceId = head.sourceId();
        String sourceName = head.sourceName();
        json.writeObjectFieldStart("site");
        json.writeStringField("code", head.code());
        json.writeStringField("name", manifest.siteName());
        json.writeStringField("lineage", head.lineage().toString());
        if (sourceId != null) {
            json.writeStringField("sourceId", sourceId.toString());
        }
        if (sourceName != null) {
            json.writeStringField("sourceName", sourceName);
        }
        json.writeStringField("sourceSite", head.sourceSite());
        json.writeNumberField("lastChange", head.seen());
        json.writeStringField("epoch", head.epoch().toString());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, PackageCounts counts) throws IOException {
        json.writeObjectFieldStart("counts");
        json.writeNumberField("updates", counts.updates());
        json.writeNumberField("categories", counts.categories());
        json.writeNumberField("removed", counts.removed());
        json.writeNumberField("documents", counts.documents());
        json.writeNumberField("leftOut", counts.leftOut());
        json.writeEndObject();
    }

    /** Thrown when a manifest is of a format that this program does not read. */
    static final class OtherFormat extends Exception {
        private static final long serialVersionUID = 1L;

        OtherFormat(String message) {
            super(message);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws IOException if it is none, with what is wrong
     * @throws OtherFormat if it is one of another format or version
     */
    static Manifest read(byte[] bytes) throws IOException, OtherFormat {
        try {
            return read(JsonObject.parse(bytes));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Manifest read(JsonObject root) throws IOException, OtherFormat {
        String format = root.text("format");
        if (!format.equals(FORMAT)) {
            throw new OtherFormat("its format is " + Printable.quoted(format) + ", expected \"" + FORMAT + "\"");
        }
        long version = root.number("formatVersion", Long.MAX_VALUE);
        if (version != Manifest.FORMAT_VERSION) {
            throw new OtherFormat("its format has the version " + version + ", expected " + Manifest.FORMAT_VERSION);
        }
        String kind = root.text("kind");
        boolean isFull = kind.equals("full");
        if (!isFull && !kind.equals("since")) {
            throw new IOException("its kind is " + Printable.quoted(kind) + ", expected \"full\" or \"since\"");
        }
        JsonObject to = root.object("to");
        Publication publication = new Publication(
                to.number("changeNumber", Long.MAX_VALUE),
                UUID.fromString(to.text("stamp")),
                (int) to.number("contentVersion", Integer.MAX_VALUE),
                Instant.parse(to.text("publishedAt")));
        JsonObject site = root.object("site");
        String code = site.text("code");
        if (!code.matches("[A-Z0-9]{3}")) {
            throw new IOException("its site code is " + Printable.quoted(code) + ", expected three letters or digits");
        }
        String sourceSite = site.text("sourceSite");
        if (!sourceSite.matches("[A-Z0-9]{3}")) {
            throw new IOException(
                    "its source site is " + Printable.quoted(sourceSite) + ", expected three letters or digits");
        }
        String sourceId = site.textOrNull("sourceId");
        SiteHead head = new SiteHead(
                code,
                UUID.fromString(site.text("lineage")),
                publication,
                sourceId == null ? null : UUID.fromString(sourceId),
                site.textOrNull("sourceName"),
                sourceSite,
                site.number("lastChange", Long.MAX_VALUE),
                UUID.fromString(site.text("epoch")));
        Manifest.@Nullable Mark from = null;
        if (!isFull) {
            JsonObject mark = root.object("from");
            from = new Manifest.Mark(
                    mark.number("changeNumber", publication.changeNumber()), UUID.fromString(mark.text("stamp")));
        }
        List<Manifest.Epoch> epochs = new ArrayList<>();
        for (JsonObject epoch : root.objects("epochs")) {
            epochs.add(
                    new Manifest.Epoch(epoch.number("firstChange", Long.MAX_VALUE), UUID.fromString(epoch.text("id"))));
        }
        List<Manifest.Member> members = new ArrayList<>();
        for (JsonObject member : root.objects("members")) {
            String name = member.text("name");
            String sha256 = member.text("sha256");
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IOException("the SHA-256 of " + name + " is none");
            }
            members.add(new Manifest.Member(name, member.number("size", Long.MAX_VALUE >> 16), sha256));
        }
        JsonObject counts = root.object("counts");
        return new Manifest(
                UUID.fromString(root.text("packageId")),
                root.text("recipient"),
                Instant.parse(root.text("createdAt")),
                site.text("name"),
                head,
                from,
                epochs,
                new PackageCounts(
                        counts.number("updates", Long.MAX_VALUE),
                        counts.number("categories", Long.MAX_VALUE),
                        counts.number("removed", Long.MAX_VALUE),
                        counts.number("documents", Long.MAX_VALUE),
                        counts.number("leftOut", Long.MAX_VALUE)),
                members);
    }
}
