package dev.supsync.catalog.susdb;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A text as a stream of UTF-8, encoded a little at a time. Half a surrogate pair becomes a question mark. */
final class Utf8Stream extends InputStream {

    private static final int CHARACTERS = 8_192;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final Reader text;
    private final Closeable source;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer characters = CharBuffer.allocate(CHARACTERS).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(3 * CHARACTERS).flip();
    private boolean ended;

    private Utf8Stream(Reader text, Closeable source) {
        this.text = text;
        this.source = source;
    }

    /**
     * The text without byte order mark, blanks before it and XML declaration: that may name another encoding.
     *
     * @param source closed with the stream
     */
    static Utf8Stream of(Reader text, Closeable source) throws IOException {
        Reader marked = text.markSupported() ? text : new BufferedReader(text);
        skipBlanks(marked);
        skipDeclaration(marked);
        return new Utf8Stream(marked, source);
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(into, from, count);
        return count;
    }

    @Override
    public void close() throws IOException {
        try (source) {
            text.close();
        }
    }

    private boolean fill() throws IOException {
        while (!bytes.hasRemaining() && !ended) {
            characters.compact();
            boolean last = text.read(characters) < 0;
            characters.flip();
            bytes.clear();
            encoder.encode(characters, bytes, last);
            if (last && !characters.hasRemaining()) {
                encoder.flush(bytes);
                ended = true;
            }
            bytes.flip();
        }
        return bytes.hasRemaining();
    }

    private static void skipBlanks(Reader text) throws IOException {
        int character;
        do {
            text.mark(1);
            character = text.read();
        } while (character == BYTE_ORDER_MARK || (character >= 0 && character <= ' '));
        text.reset();
    }

    private static void skipDeclaration(Reader text) throws IOException {
        text.mark(CHARACTERS);
        char[] start = new char[6];
        int length = 0;
        for (int c = text.read(); c >= 0; c = text.read()) {
            start[length++] = (char) c;
            if (length == start.length) {
                break;
            }
        }
        if (length < start.length || !new String(start).equals("<?xml ")) {
            text.reset();
            return;
        }
        int last = 0;
        for (int c = text.read(); c >= 0; c = text.read()) {
            if (last == '?' && c == '>') {
                skipBlanks(text);
                return;
            }
            last = c;
        }
    }
}
