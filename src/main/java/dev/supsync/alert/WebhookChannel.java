package dev.supsync.alert;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Tells by HTTP: one POST with one JSON object. Any answer but 2xx means that it was not heard. */
final class WebhookChannel implements Channel {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final JsonFactory JSON = new JsonFactory();

    private final URI uri;
    private final HttpClient client;

    WebhookChannel(URI uri) {
        this.uri = uri;
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
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", notice.id().toString())
                .POST(BodyPublishers.ofString(json(notice)))
                .build();
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("the webhook answered with status " + response.statusCode());
        }
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
