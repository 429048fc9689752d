package dev.supsync.catalog;

import dev.supsync.error.Printable;

/** A place in a catalog's stable order. Only positions of one catalog compare. */
public sealed interface Position {

    /** Before the first record. */
    record Start() implements Position {
        @Override
        public String encode() {
            return "start";
        }
    }

    /** After the record of an export's metadata.txt that ends before this byte of the (uncompressed) file. */
    record ByteOffset(long value) implements Position {
        @Override
        public String encode() {
            return "offset:" + value;
        }
    }

    /** After this {@code tbRevision.RevisionID} of a WSUS database. */
    record RevisionId(long value) implements Position {
        @Override
        public String encode() {
            return "revision:" + value;
        }
    }

    /** Before the first record. */
    Position START = new Start();

    /** The position as text, for the metadata of a job. */
    String encode();

    /**
     * Reads what {@link #encode()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static Position decode(String text) {
        if (text.equals("start")) {
            return START;
        }
        int colon = text.indexOf(':');
        if (colon > 0) {
            long value = Long.parseLong(text.substring(colon + 1));
            switch (text.substring(0, colon)) {
                case "offset":
                    return new ByteOffset(value);
                case "revision":
                    return new RevisionId(value);
                default:
                    break;
            }
        }
        throw new IllegalArgumentException(Printable.quoted(text) + " is not a position in a catalog");
    }
}
