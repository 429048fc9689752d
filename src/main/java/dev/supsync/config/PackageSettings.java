package dev.supsync.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of packages for disconnected sites: PEM files, absolute.
 *
 * @param signingKey the private key that packages are signed with; null if they are not
 * @param trustedKeys public keys whose signatures count
 * @param revokedKeys public keys whose signatures do not count any more, even if they are trusted
 * @param signatureRequired whether a package without a trusted signature is refused
 */
public record PackageSettings(
        @Nullable Path signingKey, List<Path> trustedKeys, List<Path> revokedKeys, boolean signatureRequired) {

    /** Nothing is signed, and no signature is asked for. */
    public static final PackageSettings NONE = new PackageSettings(null, List.of(), List.of(), false);

    public PackageSettings {
        trustedKeys = List.copyOf(trustedKeys);
        revokedKeys = List.copyOf(revokedKeys);
    }
}
