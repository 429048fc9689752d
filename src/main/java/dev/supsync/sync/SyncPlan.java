package dev.supsync.sync;

import dev.supsync.catalog.Catalog;
import dev.supsync.metadata.Digest;
import dev.supsync.scope.ScopeSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run synchronizes.
 *
 * @param server the software update point
 * @param picks what an import brings; null of other types
 */
public record SyncPlan(
        Catalog catalog,
        ScopeSettings scope,
        SyncOptions options,
        String server,
        SyncType type,
        @Nullable ImportPicks picks) {

    /** A full synchronization. */
    public SyncPlan(Catalog catalog, ScopeSettings scope, SyncOptions options, String server) {
        this(catalog, scope, options, server, SyncType.FULL, null);
    }

    /** A synchronization. */
    public SyncPlan(Catalog catalog, ScopeSettings scope, SyncOptions options, String server, SyncType type) {
        this(catalog, scope, options, server, type, null);
    }

    /** An import of picked updates. */
    public SyncPlan(Catalog catalog, ScopeSettings scope, SyncOptions options, String server, ImportPicks picks) {
        this(catalog, scope, options, server, SyncType.IMPORT, picks);
    }

    /** The same of another type. */
    SyncPlan as(SyncType other) {
        return new SyncPlan(catalog, scope, options, server, other, picks);
    }

    /** The parts that must be the same for a run to be continued, each as a digest. */
    Map<String, Digest> parts() {
        Map<String, Digest> parts = new LinkedHashMap<>();
        parts.put(
                "catalog",
                digest(catalog.identity().kind() + "|" + catalog.identity().fingerprint()));
        parts.put("type", digest(type.name()));
        if (picks != null) {
            parts.put("picks", digest(picks.toString()));
        }
        parts.put("scope", digest(scope.toString()));
        parts.put("options", digest(options.limits().toString()));
        parts.put("supersedence rule", digest(options.rule().toString()));
        return parts;
    }

    /** The parts as text, to be kept with the run. */
    String text() {
        List<String> texts = new ArrayList<>();
        parts().forEach((name, digest) -> texts.add(name + "=" + digest));
        return String.join(",", texts);
    }

    /** One digest of all parts. */
    Digest digest() {
        return digest(text());
    }

    /** The names of the parts in which the kept text differs from this plan. */
    List<String> differences(String keptText) {
        List<String> kept = List.of(keptText.split(",", -1));
        return parts().entrySet().stream()
                .filter(e -> !kept.contains(e.getKey() + "=" + e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Digest digest(String text) {
        return Digests.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
