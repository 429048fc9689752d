package dev.supsync.alert;

import dev.supsync.config.MailSettings;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Tells by mail: one message to all addresses. */
final class MailChannel implements Channel {

    private static final String PATIENCE_MILLIS = "10000";

    private final MailSettings settings;
    private final Session session;

    MailChannel(MailSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings), authenticator(settings));
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public void send(Notice notice) throws MessagingException {
        MimeMessage message = new Identified(session, "<" + notice.id() + "@supsync>");
        message.setFrom(new InternetAddress(settings.from()));
        for (String address : settings.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(address));
        }
        message.setSubject("supsync: " + notice.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(notice.time()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setText(notice.text(), StandardCharsets.UTF_8.name());
        Transport.send(message);
    }

    private static Properties properties(MailSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
        properties.setProperty("mail.smtp.connectiontimeout", PATIENCE_MILLIS);
        properties.setProperty("mail.smtp.timeout", PATIENCE_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", PATIENCE_MILLIS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        switch (settings.encryption()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
        }
        return properties;
    }

    private static @Nullable Authenticator authenticator(MailSettings settings) {
        String username = settings.username();
        if (username == null) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(username, settings.password().value());
            }
        };
    }

    /** A message whose ID stays the same when it has to be sent again. */
    private static final class Identified extends MimeMessage {

        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
