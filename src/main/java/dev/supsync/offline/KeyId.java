package dev.supsync.offline;

import java.util.regex.Pattern;

/**
 * Which key it is: the SHA-256 of the public key in its X.509 form, as
 * {@code openssl pkey -pubin -outform DER | sha256sum} prints it.
 *
 * @param value 64 hexadecimal digits in lower case
 */
public record KeyId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public KeyId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a key's ID has 64 hexadecimal digits in lower case");
        }
    }

    /** Its first 16 digits: enough for people. */
    public String brief() {
        return value.substring(0, 16);
    }

    @Override
    public String toString() {
        return value;
    }
}
