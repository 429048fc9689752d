package dev.supsync.sync;

import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import dev.supsync.site.ScopeState;
import dev.supsync.site.UpdateRecord;
import dev.supsync.site.jdbc.PlainWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The floor of the benchmark: a hand-written loop that parses the same export and writes the same rows, with nothing
 * around it. It cannot be restarted, trusts its input, and writes whatever it reads.
 */
final class Floor {

    private static final int BATCH = 1_000;

    private final RunContext.Resolved resolved;
    private final Predicate<UpdateId> wanted;
    private final SupersededIds superseded = new SupersededIds();

    /** Takes as given what costs supsync an effort: the scope resolved, and which updates it makes the site hold. */
    Floor(RunContext.Resolved resolved, Predicate<UpdateId> wanted) {
        this.resolved = resolved;
        this.wanted = wanted;
    }

    void run(Path export, Connection connection)
            throws IOException, XMLStreamException, MetadataException, SQLException {
        RecordNormalizer normalizer = new RecordNormalizer(resolved.tree(), resolved.scope());
        List<UpdateRecord> batch = new ArrayList<>(BATCH);
        try (PlainExport in = new PlainExport(export);
                PlainWriter out = new PlainWriter(connection)) {
            for (byte[] document = in.nextDocument(); document != null; document = in.nextDocument()) {
                UpdateRevision revision = in.parse(document);
                UpdateRecord record = record(revision, document, normalizer);
                if (record != null) {
                    batch.add(record);
                } else {
                    out.decide(revision.id(), revision.key().revisionNumber(), 1, Digests.of(document));
                }
                if (batch.size() == BATCH) {
                    out.insert(batch, Instant.EPOCH);
                    out.commit();
                    batch.clear();
                }
            }
            out.insert(batch, Instant.EPOCH);
            out.supersede(superseded.all());
            out.commit();
        }
    }

    private @Nullable UpdateRecord record(UpdateRevision revision, byte[] document, RecordNormalizer normalizer) {
        if (revision.properties().type() == UpdateType.CATEGORY) {
            return null;
        }
        boolean written = wanted.test(revision.id());
        superseded.add(revision, written);
        if (!written) {
            return null;
        }
        boolean listed = revision.properties().explicitlyDeployable();
        return normalizer.normalize(revision, listed, listed ? ScopeState.IN : ScopeState.NEVER, Digests.of(document));
    }
}
