package dev.supsync.offline;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.X509EncodedKeySpec;

/** A public Ed25519 key, and where it came from. */
record VerifyKey(Path file, KeyId id, PublicKey key) {

    static final String LABEL = "PUBLIC KEY";
    static final String ALGORITHM = "Ed25519";

    /**
     * Reads a key.
     *
     * @throws dev.supsync.error.SupsyncException if the file holds none
     */
    static VerifyKey read(Path file) {
        byte[] encoded = PemFile.read(file, LABEL);
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
            if (!(key instanceof EdECPublicKey)) {
                throw PemFile.unusable(file, "holds a key of another kind than Ed25519", LABEL, null);
            }
            return new VerifyKey(file, id(key), key);
        } catch (GeneralSecurityException e) {
            throw PemFile.unusable(file, "holds no Ed25519 key (" + e.getMessage() + ")", LABEL, e);
        }
    }

    static KeyId id(PublicKey key) {
        return new KeyId(Sha256.hex(key.getEncoded()));
    }

    boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance(ALGORITHM);
            ed25519.initVerify(key);
            ed25519.update(message);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of a wrong length, or of bytes that are no point of the curve
        }
    }
}
