package dev.supsync.metadata;

import org.jspecify.annotations.Nullable;

/** A document that cannot be read as update metadata; the message names the element and the line. */
public final class MetadataException extends Exception {

    private static final long serialVersionUID = 1L;

    public MetadataException(String message) {
        super(message);
    }

    public MetadataException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The message, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
