package dev.supsync.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the service raises an alert, and whom it tells besides its log.
 *
 * @param noSuccessFor after which time without a success, 1 minute to 366 days; null for never
 * @param webhook who hears of it by HTTP; null for nobody. It may hold a secret
 * @param mail who hears of it by mail; null for nobody
 */
public record AlertSettings(@Nullable Duration noSuccessFor, @Nullable URI webhook, @Nullable MailSettings mail) {

    /** What holds where nothing is configured. */
    public static final AlertSettings DEFAULT = new AlertSettings(null, null, null);

    /** Without the address of the webhook: whoever knows it may send there. */
    @Override
    public String toString() {
        return "AlertSettings[noSuccessFor=" + noSuccessFor + ", webhook=" + (webhook == null ? "null" : "****")
                + ", mail=" + mail + "]";
    }
}
