package dev.supsync.replication;

import java.io.IOException;

/** Bytes that are no batch of records. The message is a sentence that says what is wrong with them. */
public final class RecordFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    RecordFormatException(String message) {
        super(message);
    }
}
