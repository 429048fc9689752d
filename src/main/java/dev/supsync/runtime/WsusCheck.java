package dev.supsync.runtime;

import dev.supsync.catalog.susdb.WsusState;
import dev.supsync.catalog.susdb.WsusState.Result;
import dev.supsync.catalog.susdb.WsusState.Synchronization;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.UpdateId;
import dev.supsync.scope.ResolvedScope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds what a WSUS server says of itself against what a site expects of it. */
final class WsusCheck {

    /** How many names a message lists. */
    private static final int NAMED = 5;

    private final String server;
    private final WsusState wsus;
    private final Clock clock;

    WsusCheck(String server, WsusState wsus, Clock clock) {
        this.server = server;
        this.wsus = wsus;
        this.clock = clock;
    }

    /**
     * The age and the result of WSUS's own last synchronization.
     *
     * @throws SupsyncException {@link ErrorCode#WSUS_FAILED}
     */
    String lastSynchronization() {
        if (wsus.last().isEmpty()) {
            return "no events of WSUS's own synchronization: its age and result are unknown" + source();
        }
        Synchronization last = wsus.last().get();
        String when = last.time() + " (" + age(Duration.between(last.time(), clock.instant())) + ")";
        if (last.result() == Result.FAILED || last.result() == Result.CANCELLED) {
            throw new SupsyncException(
                    ErrorCode.WSUS_FAILED,
                    "The last synchronization of WSUS on " + server + " "
                            + (last.result() == Result.FAILED ? "failed" : "was cancelled") + " at " + when
                            + error(last.error()) + ".",
                    "Look at the synchronization results in the console of WSUS.");
        }
        return (last.result() == Result.RUNNING ? "synchronizing since " : "last synchronized ") + when + source();
    }

    /**
     * Whether WSUS synchronizes what the site selects.
     *
     * @throws SupsyncException {@link ErrorCode#WSUS_DRIFT} with what differs
     */
    String configuration(ResolvedScope scope) {
        List<String> differences = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        compare("products", scope.products(), wsus.products(), differences, unknown);
        compare("classifications", scope.classifications(), wsus.classifications(), differences, unknown);
        Set<String> languages = wsus.languages();
        if (languages == null) {
            unknown.add("languages");
        } else {
            List<String> missing = scope.languages().stream()
                    .filter(l -> !languages.contains(l))
                    .toList();
            differ("languages", missing, differences);
        }
        if (!differences.isEmpty()) {
            throw new SupsyncException(
                    ErrorCode.WSUS_DRIFT,
                    "WSUS on " + server + " does not synchronize all that the site selects: "
                            + String.join("; ", differences) + ".",
                    "Select them in the options of WSUS, or take them out of the scope.");
        }
        return unknown.isEmpty()
                ? "WSUS synchronizes all that the site selects"
                : "not told by this WSUS database: its " + String.join(", its ", unknown);
    }

    private void compare(
            String what,
            Collection<UpdateId> wanted,
            @Nullable Set<UpdateId> has,
            List<String> differences,
            List<String> unknown) {
        if (has == null) {
            unknown.add(what);
            return;
        }
        List<String> missing = wanted.stream()
                .filter(id -> !has.contains(id))
                .filter(id -> wsus.titles().containsKey(id)) // a family is what stands below it
                .map(id -> wsus.titles().getOrDefault(id, id.toString()))
                .sorted()
                .toList();
        differ(what, missing, differences);
    }

    private static void differ(String what, List<String> missing, List<String> differences) {
        if (!missing.isEmpty()) {
            differences.add(what + " " + String.join(", ", missing.subList(0, Math.min(NAMED, missing.size())))
                    + (missing.size() > NAMED ? " and " + (missing.size() - NAMED) + " more" : ""));
        }
    }

    private String source() {
        return wsus.source() == null ? "" : "; from " + wsus.source();
    }

    private static String error(@Nullable Long error) {
        return error == null ? "" : String.format(Locale.ROOT, ", error 0x%08X", error & 0xFFFFFFFFL);
    }

    private static String age(Duration age) {
        if (age.toHours() < 1) {
            return "less than an hour ago";
        }
        return age.toDays() < 2 ? age.toHours() + " hours ago" : age.toDays() + " days ago";
    }
}
