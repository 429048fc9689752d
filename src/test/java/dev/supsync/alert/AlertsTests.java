package dev.supsync.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.supsync.config.AlertSettings;
import dev.supsync.config.MailSettings;
import dev.supsync.config.Secret;
import dev.supsync.site.TestSite;
import dev.supsync.site.jdbc.SiteDatabase;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts arrive at a real HTTP listener and at a real SMTP server: once each. */
class AlertsTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final List<String> posts = new CopyOnWriteArrayList<>();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private String userInfo = "";
    private HttpServer http;
    private SiteDatabase database;
    private volatile int answer = 204;
    private boolean mayWrite = true;

    @BeforeEach
    void start() throws IOException {
        mail.setUser("supsync", "pa55");
        mail.start();
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        http.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posts.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " " + body);
            headers.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            requests.add(exchange.getRequestURI() + " on "
                    + exchange.getRequestHeaders().getFirst("Host"));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        http.start();
        database = TestSite.inMemory();
        TestSite.prepare(database);
    }

    @AfterEach
    void stop() {
        http.stop(0);
        mail.stop();
        database.close();
    }

    @Test
    void everyRaiseAndEveryCancelIsToldOnce() throws Exception {
        Alerts alerts = alerts();
        raise(alerts, "The catalog \"düsseldorf.cab\" cannot be read.");
        alerts.deliver(NOON);
        raise(alerts, "It still cannot be read.");
        alerts.deliver(NOON);
        alerts().deliver(NOON.plusSeconds(3_600)); // after a restart
        assertThat(posts).hasSize(1);
        assertThat(posts.get(0))
                .contains(
                        "\"event\":\"RAISED\"",
                        "\"alert\":\"SYNC_FAILED\"",
                        "\"site\":\"CS1\"",
                        "\"code\":\"SUP-2000\"")
                .contains("\"message\":\"The catalog \\\"düsseldorf.cab\\\" cannot be read.\"")
                .contains("\"time\":\"2026-11-21T12:00:00Z\"");

        alerts.cancel(AlertKind.SYNC_FAILED, NOON.plusSeconds(7_200));
        alerts.cancel(AlertKind.SYNC_FAILED, NOON.plusSeconds(7_300));
        alerts.deliver(NOON.plusSeconds(7_300));
        alerts().deliver(NOON.plusSeconds(7_400));
        assertThat(posts).hasSize(2);
        assertThat(posts.get(1)).contains("\"event\":\"CANCELLED\"");

        MimeMessage[] messages = mail.getReceivedMessages();
        assertThat(messages).hasSize(2);
        assertThat(messages[0].getSubject()).isEqualTo("supsync: site CS1: synchronization failed (SUP-2000)");
        assertThat(String.valueOf(messages[0].getContent()))
                .contains("SUP-2000: The catalog \"düsseldorf.cab\" cannot be read.", "Check the path.");
        assertThat(messages[0].getFrom()).extracting(Object::toString).containsExactly("supsync@contoso.example");
        assertThat(messages[1].getSubject()).startsWith("supsync: site CS1: over:");
        assertThat(posts.get(0)).startsWith(id(messages[0]));
        assertThat(posts.get(1)).startsWith(id(messages[1]));
    }

    @Test
    void whatIsNotHeardIsToldAgainAndInItsOrder() {
        answer = 503;
        Alerts alerts = alerts();
        raise(alerts, "It failed.");
        alerts.deliver(NOON);
        alerts.cancel(AlertKind.SYNC_FAILED, NOON.plusSeconds(10));
        alerts.deliver(NOON.plusSeconds(59));
        assertThat(posts).hasSize(1);
        assertThat(mail.getReceivedMessages()).hasSize(2); // the other channel does not wait

        alerts.deliver(NOON.plusSeconds(60));
        answer = 200;
        alerts.deliver(NOON.plusSeconds(179));
        assertThat(posts).hasSize(2);
        alerts.deliver(NOON.plusSeconds(180));
        assertThat(posts).hasSize(4);
        assertThat(posts.get(2)).isEqualTo(posts.get(0)); // the same, with the same ID
        assertThat(posts.get(3)).contains("CANCELLED");
        alerts.deliver(NOON.plus(Duration.ofDays(1)));
        assertThat(posts).hasSize(4);
        assertThat(mail.getReceivedMessages()).hasSize(2);
    }

    @Test
    void aNextTryIn2040IsNotWaitedFor() {
        Instant ahead = Instant.parse("2040-01-01T00:00:00Z");
        answer = 503;
        Alerts alerts = alerts();
        alerts.raise(AlertKind.SYNC_FAILED, "SUP-2000", "It failed.", "Look.", ahead);
        alerts.deliver(ahead);
        assertThat(posts).hasSize(1);
        answer = 200;
        alerts.deliver(NOON);
        assertThat(posts).hasSize(2);
        alerts.deliver(NOON.plusSeconds(60));
        assertThat(posts).hasSize(2);
    }

    @Test
    void aMailServerThatIsDownIsTriedAgain() {
        int port = mail.getSmtp().getPort();
        mail.stop();
        Alerts alerts = alerts(port);
        raise(alerts, "It failed.");
        alerts.deliver(NOON);
        assertThat(posts).hasSize(1);

        GreenMail again = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        again.setUser("supsync", "pa55");
        again.start();
        try {
            alerts.deliver(NOON.plusSeconds(60));
            alerts.deliver(NOON.plusSeconds(120));
            assertThat(again.getReceivedMessages()).hasSize(1);
        } finally {
            again.stop();
        }
        assertThat(posts).hasSize(1);
    }

    @Test
    void whoLogsInByTheUrlIsNamedInAHeaderAlone() {
        userInfo = "ops%40contoso:p%C3%A4ss+w%3Ard@";
        Alerts alerts = alerts();
        raise(alerts, "It failed");
        alerts.deliver(NOON);
        assertThat(posts).hasSize(1);
        assertThat(headers.get(0))
                .isEqualTo("Basic "
                        + Base64.getEncoder()
                                .encodeToString("ops@contoso:p\u00E4ss+w:rd".getBytes(StandardCharsets.UTF_8)));
        assertThat(requests.get(0))
                .isEqualTo("/hook on 127.0.0.1:" + http.getAddress().getPort());
    }

    @Test
    void aMessageIsASentenceWhateverFollows() {
        Alerts alerts = alerts();
        raise(alerts, "day-9.cab: there is no such file");
        alerts.deliver(NOON);
        assertThat(posts.get(0)).contains("\"message\":\"day-9.cab: there is no such file.\"");
    }

    @Test
    void differentAlertsStandBesideEachOther() {
        Alerts alerts = alerts();
        raise(alerts, "It failed.");
        alerts.raise(AlertKind.NO_SUCCESS, "SUP-6000", "None for a day.", "Look.", NOON);
        alerts.cancel(AlertKind.SYNC_FAILED, NOON);
        alerts.deliver(NOON);
        assertThat(posts).hasSize(3);
        assertThat(alerts.raisedAt(AlertKind.SYNC_FAILED)).isEmpty();
        assertThat(alerts.raisedAt(AlertKind.NO_SUCCESS)).contains(NOON);
    }

    @Test
    void aChannelThatIsNotConfiguredAnyMoreIsNotWaitedFor() {
        answer = 500;
        raise(alerts(), "It failed.");
        alerts().deliver(NOON);
        new Alerts(database, "CS1", AlertSettings.DEFAULT, this::fence).deliver(NOON.plusSeconds(600));
        answer = 200;
        alerts().deliver(NOON.plusSeconds(7_200));
        assertThat(posts).hasSize(1);
    }

    @Test
    void whoHasLostTheSiteTellsNobody() {
        raise(alerts(), "It failed.");
        mayWrite = false;
        assertThatThrownBy(() -> alerts().deliver(NOON)).hasMessageContaining("lost");
        assertThat(posts).isEmpty();
    }

    private static String id(MimeMessage message) throws Exception {
        return message.getMessageID().replaceAll("^<|@supsync>$", "");
    }

    private void raise(Alerts alerts, String message) {
        alerts.raise(AlertKind.SYNC_FAILED, "SUP-2000", message, "Check the path.", NOON);
    }

    private Alerts alerts() {
        return alerts(mail.getSmtp().getPort());
    }

    private Alerts alerts(int port) {
        MailSettings settings = new MailSettings(
                List.of("admins@contoso.example"),
                "supsync@contoso.example",
                "127.0.0.1",
                port,
                MailSettings.Encryption.NONE,
                "supsync",
                new Secret("pa55"));
        URI hook = URI.create(
                "http://" + userInfo + "127.0.0.1:" + http.getAddress().getPort() + "/hook");
        return new Alerts(database, "CS1", new AlertSettings(null, hook, settings), this::fence);
    }

    private void fence() {
        if (!mayWrite) {
            throw new IllegalStateException("lost");
        }
    }
}
