package dev.supsync.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How mail is sent.
 *
 * @param to at least one address
 * @param host of the SMTP server
 * @param port 1 to 65535
 * @param username null where the server asks for none
 */
public record MailSettings(
        List<String> to,
        String from,
        String host,
        int port,
        Encryption encryption,
        @Nullable String username,
        Secret password) {

    /** How the way to the server is protected. */
    public enum Encryption {
        NONE,
        /** Required: a server that does not offer it gets no mail. */
        STARTTLS,
        TLS
    }

    public MailSettings {
        to = List.copyOf(to);
    }
}
