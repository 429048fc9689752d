package dev.supsync.metadata;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that an update installs.
 *
 * @param digest base64 of the SHA-1, 28 characters: the file's identity
 * @param size bytes, 0 or more
 * @param modified null when not given
 * @param patchingType null when not given
 * @param sha256 base64 of the SHA-256; null when not given
 * @param sourceUrl where Microsoft offers it; null when the catalog does not say
 */
public record UpdateFile(
        String digest,
        String name,
        long size,
        @Nullable Instant modified,
        @Nullable PatchingType patchingType,
        @Nullable String sha256,
        @Nullable String sourceUrl) {

    /** The same file with the address given. */
    public UpdateFile withSourceUrl(@Nullable String url) {
        return new UpdateFile(digest, name, size, modified, patchingType, sha256, url);
    }

    /** {@code File/@PatchingType}; the ordinal is {@code tbFileForRevision.PatchingType} less one (0 there: none). */
    public enum PatchingType {
        SELF_CONTAINED("SelfContained"),
        EXPRESS("Express"),
        MSP_BINARY_DELTA("MspBinaryDelta");

        private final String text;

        PatchingType(String text) {
            this.text = text;
        }

        /** The value as metadata writes it. */
        public String text() {
            return text;
        }
    }
}
