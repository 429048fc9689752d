package dev.supsync.runtime;

import dev.supsync.config.JobSettings;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the site that a command is about. */
public final class Sites {

    private Sites() {}

    /**
     * The site of this code; without one, the top-level site.
     *
     * @param where what named the code, for the message: {@code --site}, or a job file
     * @throws SupsyncException with USAGE and the codes that are configured
     */
    public static SiteSettings choose(SupsyncSettings settings, @Nullable String code, String where) {
        if (code == null) {
            return settings.tree().top();
        }
        try {
            SiteSettings site = settings.sites().get(SiteCode.parse(code.strip()));
            if (site != null) {
                return site;
            }
        } catch (IllegalArgumentException e) {
            throw unknown(settings, code, where, "is no site code: expected " + e.getMessage());
        }
        throw unknown(settings, code, where, "is no site of " + settings.file());
    }

    /**
     * As {@link #choose}, for what only the top-level site does: synchronizing on a schedule or on a person's wish.
     *
     * @throws SupsyncException with USAGE if another site is named
     */
    public static SiteSettings chooseTop(SupsyncSettings settings, @Nullable String code, String where) {
        SiteSettings chosen = choose(settings, code, where);
        SiteSettings top = settings.tree().top();
        if (chosen == top) {
            return chosen;
        }
        String why = settings.tree().isBelowTop(chosen)
                ? " has no synchronization of its own: it follows the top-level site " + top.code() + "."
                : " takes no part in synchronizations: the top-level site is " + top.code() + ".";
        throw new SupsyncException(
                ErrorCode.USAGE,
                "The site " + chosen.code() + " (" + where + ")" + why,
                "Name " + top.code() + ", or no site: the sites below it follow.");
    }

    /** The site that a job file is about. */
    public static SiteSettings of(SupsyncSettings settings, JobSettings job) {
        String code = job.site() == null ? null : job.site().value();
        String where = "in " + job.file();
        return switch (job.type()) {
            case FULL_SYNC, DELTA_SYNC -> chooseTop(settings, code, where);
            case CLEANUP, HEALTH_CHECK -> choose(settings, code, where);
        };
    }

    private static SupsyncException unknown(SupsyncSettings settings, String code, String where, String what) {
        return new SupsyncException(
                ErrorCode.USAGE,
                Printable.quoted(code) + " (" + where + ") " + what + ".",
                "Name one of the configured sites: " + codes(settings) + ".");
    }

    private static String codes(SupsyncSettings settings) {
        return settings.sites().keySet().stream().map(SiteCode::value).collect(Collectors.joining(", "));
    }
}
