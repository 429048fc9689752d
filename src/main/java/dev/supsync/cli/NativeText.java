package dev.supsync.cli;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.PlatformLocale;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments and variables whose characters the locale lacks, as UTF-8 from the bytes that the process was given: the JVM
 * has put U+FFFD in their place.
 */
final class NativeText {

    private final Path process;

    /** @param process where Linux shows the bytes: /proc/self */
    NativeText(Path process) {
        this.process = process;
    }

    /**
     * The arguments of the command.
     *
     * @throws SupsyncException with USAGE if an argument has lost characters and its bytes cannot be had
     */
    String[] arguments(String[] given) {
        if (Arrays.stream(given).noneMatch(PlatformLocale::hasLost)) {
            return given;
        }
        List<byte[]> all = parts("cmdline");
        int before = all.size() - given.length;
        String[] found = new String[given.length];
        for (int i = 0; i < given.length; i++) {
            String text = before < 0 ? null : text(all.get(before + i));
            if (text == null || !ascii(text).equals(ascii(given[i]))) {
                throw new SupsyncException(
                        ErrorCode.USAGE,
                        "The argument " + Printable.quoted(given[i]) + " has characters that the locale ("
                                + PlatformLocale.name() + ") lacks.",
                        PlatformLocale.REMEDY);
            }
            found[i] = text;
        }
        return found;
    }

    /** The variables; one whose bytes cannot be had stays as it is. */
    Map<String, String> environment(Map<String, String> given) {
        Map<String, String> found = new HashMap<>(given);
        if (given.values().stream().noneMatch(PlatformLocale::hasLost)) {
            return found;
        }
        for (byte[] bytes : parts("environ")) {
            String text = text(bytes);
            int equals = text == null ? -1 : text.indexOf('=');
            if (text != null && equals > 0) {
                found.computeIfPresent(
                        text.substring(0, equals),
                        (name, value) -> PlatformLocale.hasLost(value) ? text.substring(equals + 1) : value);
            }
        }
        return found;
    }

    /** The parts of a file that end in a zero byte each. */
    private List<byte[]> parts(String name) {
        List<byte[]> parts = new ArrayList<>();
        try {
            byte[] bytes = Files.readAllBytes(process.resolve(name));
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == 0) {
                    parts.add(Arrays.copyOfRange(bytes, start, i));
                    start = i + 1;
                }
            }
            return parts;
        } catch (IOException e) {
            return List.of(); // a platform that does not show them
        }
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String ascii(String text) {
        return text.replaceAll("[^\\x00-\\x7F]", "");
    }
}
