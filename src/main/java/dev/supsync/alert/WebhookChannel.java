package dev.supsync.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells by HTTP: one POST with one JSON object. Any answer but 2xx means that it was not heard. */
final class WebhookChannel implements Channel {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonFactory JSON = new JsonFactory();

    private final URI uri;
    private final @Nullable String authorization;
    private final HttpClient client;

    /** @param uri who logs in may stand before its host: {@code user:password@}, in UTF-8 and with percent signs */
    WebhookChannel(URI uri) {
        String user = uri.getRawUserInfo();
        this.uri = user == null ? uri : URI.create(uri.toString().replaceFirst("//[^@/]*@", "//"));
        this.authorization = user == null ? null : basic(user);
        this.client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void send(Notice notice) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", notice.id().toString())
                .POST(BodyPublishers.ofString(json(notice)));
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        HttpResponse<Void> response = client.send(builder.build(), BodyHandlers.discarding());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the webhook answered with status " + response.statusCode());
        }
    }

    /** Basic authentication (RFC 7617). */
    private static String basic(String userInfo) {
        // a plus sign is one: no form is decoded here
        String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        String both = userInfo.contains(":") ? decoded : decoded + ":";
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Notice notice) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("id", notice.id().toString());
            json.writeStringField("event", notice.event().name());
            json.writeStringField("alert", notice.kind().name());
            json.writeStringField("site", notice.site());
            json.writeStringField("time", notice.time().toString());
            json.writeStringField("code", notice.code());
            json.writeStringField("subject", notice.subject());
            json.writeStringField("message", notice.message());
            json.writeStringField("remedy", notice.remedy());
            json.writeEndObject();
        }
        return text.toString();
    }
}
