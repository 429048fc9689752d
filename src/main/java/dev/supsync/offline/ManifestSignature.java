package dev.supsync.offline;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature of a manifest, as {@code manifest.sig} holds it: three lines of ASCII.
 *
 * @param key which key made it
 * @param signature Ed25519 over the bytes of manifest.json
 */
record ManifestSignature(KeyId key, byte[] signature) {

    /** No such file is longer. */
    static final int LARGEST = 1024;

    private static final Pattern FORM =
            Pattern.compile("supsync-signature 1\nkey ([0-9a-f]{64})\ned25519 ([A-Za-z0-9+/]{86}==)\n", Pattern.DOTALL);

    static ManifestSignature of(SigningKey key, byte[] manifest) {
        return new ManifestSignature(key.id(), key.sign(manifest));
    }

    byte[] bytes() {
        String text = "supsync-signature 1\nkey " + key + "\ned25519 "
                + Base64.getEncoder().encodeToString(signature) + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads what {@link #bytes()} wrote; empty if it is anything else. */
    static Optional<ManifestSignature> parse(byte[] bytes) {
        Matcher matcher = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        return matcher.matches()
                ? Optional.of(new ManifestSignature(
                        new KeyId(matcher.group(1)), Base64.getDecoder().decode(matcher.group(2))))
                : Optional.empty();
    }
}
