package dev.supsync.runtime;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import dev.supsync.explain.Subject;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.jdbc.DeploymentStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells a site what is deployed or in an update group. */
public final class Deployments {

    private static final int SHOWN = 100;

    private final SupsyncSettings settings;
    private final SiteSettings site;
    private final Clock clock;

    public Deployments(SupsyncSettings settings, SiteSettings site, Clock clock) {
        this.settings = settings;
        this.site = site;
        this.clock = clock;
    }

    /**
     * What became of each update.
     *
     * @param changed those that were marked, or whose mark was taken back
     * @param unchanged those that were so already
     */
    public record Result(List<UpdateId> changed, List<UpdateId> unchanged, List<Failure> failed) {}

    /**
     * Something that names no update of the site.
     *
     * @param id what was given
     */
    public record Failure(String id, String reason) {}

    /** Something that is marked, as a reading command shows it. */
    public record Entry(
            String name,
            UpdateId id,
            @Nullable Instant markedAt,
            @Nullable String article,
            @Nullable String title,
            boolean expired) {}

    /**
     * Marks updates as deployed, under the site's lease.
     *
     * @param name of the deployment or group
     * @param updates GUIDs, or articles
     */
    public Result mark(String name, Collection<String> updates) {
        return write((store, lease) -> {
            Choice choice = choose(store, updates, true);
            Set<UpdateId> marked = store.mark(lease, name, choice.ids(), clock.instant());
            return result(choice, marked);
        });
    }

    /**
     * Takes marks back, under the site's lease.
     *
     * @param updates as above; null for all of the deployment
     * @throws SupsyncException {@link ErrorCode#USAGE} if nothing is marked by this name
     */
    public Result unmark(String name, @Nullable Collection<String> updates) {
        return write((store, lease) -> {
            if (!store.isKnown(name)) {
                throw new SupsyncException(
                        ErrorCode.USAGE,
                        "Nothing is marked by the name \"" + name + "\" in site " + site.code() + ".",
                        "\"supsync deployments list\" shows the names.");
            }
            if (updates == null) {
                Set<UpdateId> all = store.unmark(lease, name, null, clock.instant());
                return new Result(List.copyOf(all), List.of(), List.of());
            }
            Choice choice = choose(store, updates, false);
            return result(choice, store.unmark(lease, name, choice.ids(), clock.instant()));
        });
    }

    /**
     * Everything that is marked, by name.
     *
     * @param name only this deployment; null for all
     */
    public static void list(SiteRuntime runtime, @Nullable String name, Consumer<Entry> consumer) {
        new DeploymentStore(runtime.database())
                .list(
                        name,
                        m -> consumer.accept(
                                new Entry(m.name(), m.id(), m.markedAt(), m.article(), m.title(), m.expired())));
    }

    private Result write(BiFunction<DeploymentStore, SiteLease, Result> work) {
        try (SiteRuntime runtime = SiteRuntime.forWriting(site);
                SiteLease lease = runtime.take(settings.lease())) {
            DeploymentStore store = new DeploymentStore(runtime.database());
            return runtime.database().inTransaction(() -> work.apply(store, lease));
        }
    }

    private record Choice(Set<UpdateId> ids, List<Failure> failed) {}

    private static Choice choose(DeploymentStore store, Collection<String> updates, boolean mustBeHeld) {
        Set<UpdateId> ids = new LinkedHashSet<>();
        List<Failure> failed = new ArrayList<>();
        for (String update : updates) {
            Subject subject;
            try {
                subject = Subject.parse(update);
            } catch (SupsyncException e) {
                failed.add(new Failure(shown(update), "it is neither a GUID nor an article such as KB5066835"));
                continue;
            }
            if (subject instanceof Subject.ById one) {
                ids.add(one.id());
            } else if (subject instanceof Subject.ByArticle of) {
                List<UpdateId> found = store.ofArticle(of.article());
                ids.addAll(found);
                if (found.isEmpty()) {
                    failed.add(new Failure(of.article().toString(), "the site has no update with this article"));
                }
            }
        }
        if (mustBeHeld) {
            Map<UpdateId, Integer> held = store.held(ids);
            for (UpdateId id : List.copyOf(ids)) {
                if (!held.containsKey(id)) {
                    ids.remove(id);
                    failed.add(new Failure(id.toString(), "the site has no such update"));
                }
            }
        }
        return new Choice(ids, failed);
    }

    /** What was given may be anything, of any length. */
    private static String shown(String update) {
        return Printable.line(update, SHOWN);
    }

    private static Result result(Choice choice, Set<UpdateId> changed) {
        return new Result(
                choice.ids().stream().filter(changed::contains).toList(),
                choice.ids().stream().filter(id -> !changed.contains(id)).toList(),
                choice.failed());
    }
}
