package dev.supsync.runtime;

import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses the site that a command is about. */
public final class Sites {

    private Sites() {}

    /**
     * The site of this code; without one, the only site there is.
     *
     * @param where what named the code, for the message: {@code --site}, or a job file
     * @throws SupsyncException with USAGE and the codes that are configured
     */
    public static SiteSettings choose(SupsyncSettings settings, @Nullable String code, String where) {
        if (code == null) {
            if (settings.sites().size() == 1) {
                return settings.sites().values().iterator().next();
            }
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    settings.file() + " configures " + settings.sites().size() + " sites: " + codes(settings) + ".",
                    "Name one of them with --site.");
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

    private static SupsyncException unknown(SupsyncSettings settings, String code, String where, String what) {
        return new SupsyncException(
                ErrorCode.USAGE,
                "\"" + code + "\" (" + where + ") " + what + ".",
                "Name one of the configured sites: " + codes(settings) + ".");
    }

    private static String codes(SupsyncSettings settings) {
        return settings.sites().keySet().stream().map(SiteCode::value).collect(Collectors.joining(", "));
    }
}
