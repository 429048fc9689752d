package dev.supsync.offline;

import dev.supsync.error.Printable;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to export.
 *
 * @param output the cabinet; further ones of a set are written beside it
 * @param recipient for whom: each has positions of its own
 * @param extent how much
 * @param siteName the exporting site, for people
 * @param languages short names of the languages that the site keeps
 * @param signingKey a private key; null if the package is not signed
 * @param volumeSize bytes that no cabinet exceeds; at most 2 GB
 * @param partSize bytes after which a file in the package goes on in another one
 */
public record ExportPlan(
        Path output,
        String recipient,
        Extent extent,
        String siteName,
        Set<String> languages,
        @Nullable Path signingKey,
        long volumeSize,
        long partSize) {

    /** 2 GB: a cabinet holds no more. */
    public static final long VOLUME_SIZE = 0x7FFF_FFFFL;

    /** 1 GB: far from where a member of a cabinet ends. */
    public static final long PART_SIZE = 1L << 30;

    /** How much is exported. */
    public enum Extent {
        /** What is new since the recipient's last package; everything if it had none. */
        AUTOMATIC,
        /** What is new since the recipient's last package. */
        SINCE_LAST,
        /** Everything. */
        FULL
    }

    public ExportPlan {
        if (!recipient.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}")) {
            throw new IllegalArgumentException(Printable.quoted(recipient)
                    + " is no name of a recipient: expected letters, digits, blanks, dots, hyphens and underscores, at"
                    + " most 64");
        }
        languages = Set.copyOf(languages);
    }
}
