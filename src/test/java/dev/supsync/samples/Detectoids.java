package dev.supsync.samples;

import dev.supsync.metadata.LocalizedText;
import dev.supsync.metadata.Relation;
import dev.supsync.metadata.RevisionKey;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import dev.supsync.metadata.UpdateType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What updates require to be detected on a computer. */
final class Detectoids {

    private static final Instant CREATED = Instant.parse("2005-05-31T17:48:44.873Z");

    private final Map<String, UpdateId> ids = new LinkedHashMap<>();
    private final List<UpdateRevision> revisions = new ArrayList<>();

    Detectoids(Chance chance) {
        for (List<String> row : Rows.of("detectoids.tsv")) {
            UpdateId id = chance.id(Chance.For.DETECTOID, ids.size());
            ids.put(row.get(0), id);
            boolean build = row.get(0).startsWith("build");
            revisions.add(new UpdateRevision(
                    new RevisionKey(id, 51 + ids.size() % 3),
                    new PropertiesBuilder(UpdateType.DETECTOID, CREATED)
                            .detectoidType(row.get(2))
                            .build(),
                    List.of(new LocalizedText("en", row.get(1), null, null, null, null)),
                    build
                            ? List.of(new Relation.Requires(0, get("client")), new Relation.Requires(0, get("server")))
                            : List.of(),
                    List.of(),
                    List.of(),
                    null));
        }
    }

    UpdateId get(String name) {
        return Objects.requireNonNull(ids.get(name), name);
    }

    List<UpdateRevision> revisions() {
        return revisions;
    }
}
