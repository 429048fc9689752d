package dev.supsync.hierarchy;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.site.jdbc.JdbcSiteStore;
import dev.supsync.status.Counter;
import dev.supsync.status.StatusMessage;
import dev.supsync.status.StatusMessages;
import dev.supsync.status.Tally;
import dev.supsync.sync.LicenseTerms;
import dev.supsync.sync.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secondary site without a database: all there is of it is the catalog of its software update point, which its parent
 * synchronizes. Its messages, its states and its policy stand with its parent's.
 */
public final class CatalogChild implements ChildSite {

    private final String code;
    private final @Nullable PointCatalog point;
    private final Policy policy;
    private final Path policyFolder;
    private final Duration retryAfter;

    /**
     * @param point null if it has none either: then it has a policy only
     * @param retryAfter how long it waits after a failure
     */
    public CatalogChild(
            String code, @Nullable PointCatalog point, Policy policy, Path policyFolder, Duration retryAfter) {
        this.code = code;
        this.point = point;
        this.policy = policy;
        this.policyFolder = policyFolder;
        this.retryAfter = retryAfter;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(retryAfter);
    }

    @Override
    public Delivery deliver(Parent parent, StopSignal stop) {
        ChildLinks links = new ChildLinks(parent.database());
        links.begun(parent.lease(), code, parent.now());
        long run = links.newestRun();
        int version = new JdbcSiteStore(parent.database()).state().contentVersion();
        PointCatalog catalog = point;
        if (catalog == null) {
            write(parent, () -> writePolicy(parent, parent.now()));
            return Delivery.succeeded(code, run, null, version);
        }
        StatusMessages messages = new StatusMessages(parent.database(), code, catalog.server(), catalog.source());
        write(parent, () -> {
            messages.write(StatusMessage.STARTED, parent.now(), version, null, List.of("FULL"));
            messages.write(StatusMessage.SYNCHRONIZING_WSUS, parent.now(), version, null, List.of());
        });
        try {
            Optional<String> difference = catalog.synchronize(parent.listener(), stop);
            Tally counts = new Tally();
            counts.add(
                    Counter.WITHOUT_LICENSE_TERMS,
                    LicenseTerms.missing(new JdbcSiteStore(parent.database()), catalog.withoutLicenseTerms())
                            .size());
            write(parent, () -> {
                Instant now = parent.now();
                difference.ifPresent(d -> messages.write(
                        StatusMessage.OUT_OF_SYNC, now, version, null, List.of(catalog.server(), catalog.source(), d)));
                writePolicy(parent, now);
                messages.writeSuccess(counts, now, version);
            });
            difference.ifPresent(d -> parent.listener().note(catalog.outOfSync(d)));
            return Delivery.succeeded(code, run, null, version);
        } catch (RuntimeException | Error e) {
            SupsyncException error = SupsyncException.of(e);
            if (error.code() != ErrorCode.LEASE_LOST) {
                write(
                        parent,
                        () -> messages.write(
                                StatusMessage.FAILED,
                                parent.now(),
                                version,
                                error.code().code(),
                                List.of(
                                        error.getMessage(),
                                        catalog.source(),
                                        error.code().code())));
            }
            throw error;
        }
    }

    private void writePolicy(Parent parent, Instant now) {
        new PolicyWriter(parent.database(), policyFolder).write(policy, now);
    }

    private static void write(Parent parent, Runnable work) {
        parent.database().inTransaction(() -> {
            parent.lease().verify();
            work.run();
            return true;
        });
    }

    /** There is nothing to be reached. */
    @Override
    public boolean look(Parent parent, StopSignal stop) {
        new ChildLinks(parent.database()).seen(parent.lease(), code, null, true, parent.now());
        return true;
    }
}
