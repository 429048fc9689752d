package dev.supsync.offline;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose packages are taken: several keys at once, so that one can follow another; a revoked one never. */
public final class Trust {

    private final Map<KeyId, VerifyKey> trusted;
    private final Map<KeyId, VerifyKey> revoked;
    private final boolean required;

    private Trust(Map<KeyId, VerifyKey> trusted, Map<KeyId, VerifyKey> revoked, boolean required) {
        this.trusted = trusted;
        this.revoked = revoked;
        this.required = required;
    }

    /**
     * Reads the keys.
     *
     * @param required whether a package without a signature of a trusted key is refused
     * @throws SupsyncException {@link ErrorCode#KEY_UNUSABLE} if one of the files holds no key
     */
    public static Trust of(List<Path> trusted, List<Path> revoked, boolean required) {
        return new Trust(read(trusted), read(revoked), required);
    }

    private static Map<KeyId, VerifyKey> read(List<Path> files) {
        Map<KeyId, VerifyKey> keys = new LinkedHashMap<>();
        for (Path file : files) {
            VerifyKey key = VerifyKey.read(file);
            keys.put(key.id(), key);
        }
        return keys;
    }

    /**
     * Judges a manifest.
     *
     * @param name the package, for messages
     * @param signature null if the package has none
     * @return the key that signed it, if it is a trusted one; sentences about what else there is to say go to the notes
     * @throws SupsyncException if the package is refused for its signature
     */
    Optional<KeyId> judge(String name, byte[] manifest, @Nullable ManifestSignature signature, List<String> notes) {
        if (signature == null) {
            if (required) {
                throw new SupsyncException(
                        ErrorCode.PACKAGE_UNSIGNED,
                        name + ": the package is not signed, and packages.require-signature is set.",
                        "Bring a package that is signed by one of the trusted keys: " + names() + ".");
            }
            return Optional.empty();
        }
        VerifyKey bad = revoked.get(signature.key());
        if (bad != null) {
            throw new SupsyncException(
                    ErrorCode.PACKAGE_REVOKED,
                    name + ": the package is signed by the key "
                            + signature.key().brief() + ", which is revoked (" + bad.file() + ").",
                    "Bring a package that is signed by another key. Find out who signed this one.");
        }
        VerifyKey key = trusted.get(signature.key());
        if (key == null) {
            if (required) {
                throw new SupsyncException(
                        ErrorCode.PACKAGE_UNTRUSTED,
                        name + ": the package is signed by the key "
                                + signature.key().brief() + ", which is none of the trusted ones.",
                        "Trusted are " + names()
                                + ". If the key is a new one of the exporting site, add its public key to"
                                + " packages.trusted-keys.");
            }
            notes.add("The package is signed by the key " + signature.key().brief()
                    + ", which this site does not know: its signature proves nothing.");
            return Optional.empty();
        }
        if (!key.verifies(manifest, signature.signature())) {
            throw new SupsyncException(
                    ErrorCode.PACKAGE_FORGED,
                    name + ": the signature of the key " + key.id().brief() + " (" + key.file()
                            + ") does not fit the manifest: one of them was changed.",
                    "Do not use the package. Bring the one that the exporting site wrote.");
        }
        return Optional.of(key.id());
    }

    private String names() {
        List<String> names = new ArrayList<>();
        trusted.values().forEach(key -> names.add(key.id().brief() + " (" + key.file() + ")"));
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
