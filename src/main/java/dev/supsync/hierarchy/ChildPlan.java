package dev.supsync.hierarchy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a child site synchronizes.
 *
 * @param parent the code of the site above
 * @param active its active software update point; null where it has none
 * @param others its replicas, then its Internet-based one
 * @param policy what its clients are told
 * @param policyFolder where the policy's file is
 * @param retryAfter how long one of the others that failed waits
 */
public record ChildPlan(
        String parent,
        @Nullable PointCatalog active,
        List<PointCatalog> others,
        Policy policy,
        Path policyFolder,
        Duration retryAfter) {

    public ChildPlan {
        others = List.copyOf(others);
    }
}
