package dev.supsync.sync;

import dev.supsync.metadata.MetadataException;
import dev.supsync.metadata.PublicationState;
import dev.supsync.metadata.Relation;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * The floor of the benchmark: a hand-written loop that parses the same export and writes the same rows, with nothing
 * around it. It cannot be restarted, trusts its input, and writes whatever it reads.
 */
final class Floor {

    private static final int BATCH = 1_000;

    private final RunContext.Resolved resolved;

    /** Takes the scope resolved, as given. */
    Floor(RunContext.Resolved resolved) {
        this.resolved = resolved;
    }

    void run(Path export, Connection connection)
            throws IOException, XMLStreamException, MetadataException, SQLException {
        RecordNormalizer normalizer = new RecordNormalizer(resolved.tree(), resolved.scope());
        Set<UpdateId> superseded = new HashSet<>();
        List<UpdateRecord> batch = new ArrayList<>(BATCH);
        try (PlainExport in = new PlainExport(export);
                PlainWriter out = new PlainWriter(connection)) {
            for (byte[] document = in.nextDocument(); document != null; document = in.nextDocument()) {
                UpdateRevision revision = in.parse(document);
                UpdateRecord record = record(revision, document, normalizer, superseded);
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
            out.supersede(superseded);
            out.commit();
        }
    }

    private static @Nullable UpdateRecord record(
            UpdateRevision revision, byte[] document, RecordNormalizer normalizer, Set<UpdateId> superseded) {
        if (revision.properties().type() == UpdateType.CATEGORY
                || revision.properties().publicationState() == PublicationState.EXPIRED) {
            return null;
        }
        revision.relations().stream()
                .filter(Relation.Supersedes.class::isInstance)
                .forEach(r -> superseded.add(r.target()));
        boolean listed = revision.properties().explicitlyDeployable();
        return normalizer.normalize(revision, listed, listed ? ScopeState.IN : ScopeState.NEVER, Digests.of(document));
    }
}
