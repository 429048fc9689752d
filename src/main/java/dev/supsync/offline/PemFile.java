package dev.supsync.offline;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.error.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A PEM file (RFC 7468) with one object. */
final class PemFile {

    /** A key has some hundred bytes; a larger file is none. */
    private static final int LARGEST = 64 * 1024;

    private static final int LINE = 64;

    private PemFile() {}

    /** The text of an object. */
    static String text(String label, byte[] content) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /**
     * The content of the file's first object of a label; what stands before it is a comment.
     *
     * @throws SupsyncException {@link ErrorCode#KEY_UNUSABLE} if there is none
     */
    static byte[] read(Path file, String label) {
        String text = text(file, label);
        Matcher matcher = Pattern.compile(
                        "-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]*)-----END " + label + "-----")
                .matcher(text);
        if (!matcher.find()) {
            Matcher other = Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----").matcher(text);
            String found = other.find() ? "a \"" + other.group(1) + "\"" : "no PEM text";
            throw unusable(file, "holds " + found + ", expected a \"" + label + "\"", label, null);
        }
        try {
            return Base64.getMimeDecoder().decode(matcher.group(1));
        } catch (IllegalArgumentException e) {
            throw unusable(file, "holds broken Base64 (" + e.getMessage() + ")", label, e);
        }
    }

    /** The error of a key that cannot be used. */
    static SupsyncException unusable(Path file, String what, String label, @Nullable Throwable cause) {
        return new SupsyncException(
                ErrorCode.KEY_UNUSABLE,
                "The key file " + file + " " + what + ".",
                "Name a PEM file with an Ed25519 "
                        + (label.startsWith("PUBLIC") ? "public" : "private")
                        + " key, as \"supsync keys create\" writes it.",
                cause);
    }

    private static String text(Path file, String label) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw unusable(file, "is larger than " + LARGEST + " bytes: it holds no key", label, null);
            }
            if (TextFile.isUtf16(bytes)) {
                throw unusable(file, "is UTF-16; save it as UTF-8", label, null);
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw unusable(file, "does not exist", label, e);
        } catch (IOException e) {
            throw unusable(file, "cannot be read (" + e + ")", label, e);
        }
    }
}
