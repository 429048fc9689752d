package dev.supsync.config;

import dev.supsync.config.MailSettings.Encryption;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads who is told of alerts. */
final class AlertReader {

    private static final Pattern ADDRESS = Pattern.compile("[^@\\s<>,;]+@[^@\\s<>,;]+");
    private static final int HIGHEST_PORT = 65_535;
    private static final int SMTP = 25;
    private static final int SUBMISSION = 587;
    private static final int SUBMISSION_TLS = 465;

    private final Section section;

    AlertReader(Section section) {
        this.section = section;
    }

    AlertSettings read() {
        @Nullable
        Duration noSuccessFor = section.find(
                        "no-success-for", Quantities.duration(Duration.ofMinutes(1), Duration.ofDays(366)))
                .orElse(null);
        @Nullable URI webhook = section.find("webhook", AlertReader::webhook).orElse(null);
        @Nullable
        MailSettings mail = section.section("mail").flatMap(AlertReader::mail).orElse(null);
        section.done();
        return new AlertSettings(noSuccessFor, webhook, mail);
    }

    private static Optional<MailSettings> mail(Section mail) {
        List<String> to = mail.list("to", AlertReader::address);
        if (to.isEmpty() && mail.isSound("to")) {
            mail.mistake("to", "expected at least one address");
        }
        Optional<String> from = mail.require("from", AlertReader::address);
        Optional<String> host = mail.require("host", Converters.text());
        Encryption encryption =
                mail.find("encryption", Converters.choice(Encryption.class)).orElse(Encryption.STARTTLS);
        int port = mail.find("port", Converters.number(1, HIGHEST_PORT)).orElseGet(() -> switch (encryption) {
            case NONE -> SMTP;
            case STARTTLS -> SUBMISSION;
            case TLS -> SUBMISSION_TLS;
        });
        @Nullable
        String username = mail.find("username", text -> text)
                .filter(text -> !text.isEmpty())
                .orElse(null);
        Secret password = new PasswordReader(mail).read();
        mail.done();
        return from.flatMap(sender ->
                host.map(server -> new MailSettings(to, sender, server, port, encryption, username, password)));
    }

    private static String address(String text) {
        if (!ADDRESS.matcher(text.strip()).matches()) {
            throw new IllegalArgumentException("an address, such as admins@contoso.example");
        }
        return text.strip();
    }

    private static URI webhook(String text) {
        String expected = "a URL that begins with https:// or http://";
        try {
            URI uri = new URI(text.strip());
            String scheme = String.valueOf(uri.getScheme());
            String user = String.valueOf(uri.getRawUserInfo()).split(":", 2)[0];
            if (user.toUpperCase(Locale.ROOT).contains("%3A")) {
                throw new IllegalArgumentException("a user without a colon, which Basic authentication cannot name");
            }
            if ((scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http")) && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }
}
