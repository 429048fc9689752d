package dev.supsync.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream of this process: in UTF-8, with line feeds. It keeps why a write failed, which a PrintStream forgets, and never
 * throws it: whoever ends the command asks.
 */
final class Output {

    private static final int BUFFER = 1 << 15;

    private final Guard guard;
    private final PrintStream printer;

    private Output(Guard guard, boolean autoFlush) {
        this.guard = guard;
        this.printer = new PrintStream(new BufferedOutputStream(guard, BUFFER), autoFlush, StandardCharsets.UTF_8);
    }

    /** For results: after a failed write nothing more is written, so that what arrived has no hole. */
    static Output ofResults(OutputStream target) {
        return new Output(new Guard(target, true), false);
    }

    /** For messages, each flushed: those after a failed write are tried, and the first that arrives tells of the others. */
    static Output ofMessages(OutputStream target) {
        return new Output(new Guard(target, false), true);
    }

    /** The stream for those who need one; it hides failures. */
    PrintStream printer() {
        return printer;
    }

    void print(String text) {
        printer.print(text);
    }

    void flush() {
        printer.flush();
    }

    /** Whether not all that was printed has arrived. */
    boolean isBroken() {
        flush();
        return guard.failure != null;
    }

    /** Why something did not arrive, for a person; null if all has, or if the reader has closed its end. */
    @Nullable
    String fault() {
        flush();
        IOException failure = guard.failure;
        if (failure == null || isClosedPipe(failure)) {
            return null;
        }
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }

    /** By its words, as Java has no other sign; they are those of the platform's language. */
    private static boolean isClosedPipe(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.toLowerCase(Locale.ROOT).contains("pipe") || message.equals(wordsOfAClosedPipe());
    }

    private static @Nullable String wordsOfAClosedPipe() {
        try {
            Pipe pipe = Pipe.open();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                pipe.source().close();
                sink.write(ByteBuffer.allocate(1));
                return null;
            }
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** Passes bytes on, and keeps the failure from the streams before it. */
    private static final class Guard extends OutputStream {

        private final OutputStream target;
        private final boolean isFinal;
        private volatile @Nullable IOException failure;

        Guard(OutputStream target, boolean isFinal) {
            this.target = target;
            this.isFinal = isFinal;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            IOException before = failure;
            if (before != null && isFinal) {
                return;
            }
            try {
                if (before != null) {
                    target.write(gap(before));
                }
                target.write(bytes, from, length);
                target.flush();
                failure = null;
            } catch (IOException e) {
                failure = e;
            }
        }

        private static byte[] gap(IOException before) {
            return ("note: messages are missing here, they could not be written: " + before.getMessage() + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
