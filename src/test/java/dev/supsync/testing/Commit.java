package dev.supsync.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The commit that is built.
 *
 * @param name its hash, abbreviated; "none" outside a git work tree
 * @param seed the hash as a number, below 2^28; a fixed one outside a git work tree
 */
record Commit(String name, long seed) {

    private static final int DIGITS = 7;
    private static final Commit NONE = new Commit("none", 20_261_121);

    /** That of the folder in which the tests run. */
    static Commit ofWorkTree() {
        return of("git", "rev-parse", "HEAD");
    }

    /** That which a command prints; none if there is no such command, or it fails. */
    static Commit of(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String hash = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            boolean ended = process.waitFor(1, TimeUnit.MINUTES);
            return ended && process.exitValue() == 0 && hash.matches("[0-9a-f]{40,64}")
                    ? new Commit(hash.substring(0, DIGITS), Long.parseLong(hash.substring(0, DIGITS), 16))
                    : NONE;
        } catch (IOException e) {
            return NONE; // no such command here
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NONE;
        }
    }
}
