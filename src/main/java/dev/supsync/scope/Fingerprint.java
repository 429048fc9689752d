package dev.supsync.scope;

import dev.supsync.metadata.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of what a scope selects, whatever its languages. */
final class Fingerprint {

    private Fingerprint() {}

    static Digest of(ResolvedScope scope) {
        StringBuilder text = new StringBuilder();
        scope.products().forEach(id -> text.append("product ").append(id).append('\n'));
        scope.classifications()
                .forEach(id -> text.append("classification ").append(id).append('\n'));
        text.append("outside ").append(scope.outside()).append('\n');
        return Digest.of(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
