package dev.supsync.offline;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java platform has. */
final class Sha256 {

    /** Bytes of a digest. */
    static final int LENGTH = 32;

    private Sha256() {}

    static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In lower case. */
    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(create().digest(bytes));
    }
}
