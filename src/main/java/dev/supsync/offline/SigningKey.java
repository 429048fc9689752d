package dev.supsync.offline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

/** A private Ed25519 key, with the ID of its public one. */
record SigningKey(KeyId id, PrivateKey key) {

    static final String LABEL = "PRIVATE KEY";

    /**
     * Reads a key.
     *
     * @throws dev.supsync.error.SupsyncException if the file holds none
     */
    static SigningKey read(Path file) {
        byte[] encoded = PemFile.read(file, LABEL);
        try {
            PrivateKey key =
                    KeyFactory.getInstance(VerifyKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] seed = key instanceof EdECPrivateKey ed25519
                    ? ed25519.getBytes().orElseThrow(() -> new GeneralSecurityException("its bytes cannot be read"))
                    : new byte[0];
            PublicKey shown = publicKey(seed);
            SigningKey signing = new SigningKey(VerifyKey.id(shown), key);
            byte[] trial = "supsync".getBytes(StandardCharsets.US_ASCII);
            if (!new VerifyKey(file, signing.id, shown).verifies(trial, signing.sign(trial))) {
                throw new GeneralSecurityException("its public key cannot be found");
            }
            return signing;
        } catch (GeneralSecurityException e) {
            throw PemFile.unusable(file, "holds no Ed25519 key (" + e.getMessage() + ")", LABEL, e);
        }
    }

    byte[] sign(byte[] message) {
        try {
            Signature ed25519 = Signature.getInstance(VerifyKey.ALGORITHM);
            ed25519.initSign(key);
            ed25519.update(message);
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key that was read does not sign", e);
        }
    }

    /** The JDK computes a public key only for a pair that it makes: so it makes one, of the seed that we have. */
    private static PublicKey publicKey(byte[] seed)
            throws NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(VerifyKey.ALGORITHM);
        generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
        KeyPair pair = generator.generateKeyPair();
        return pair.getPublic();
    }

    /** Gives out what it was given. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] given;

        Given(byte[] given) {
            this.given = given.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (bytes.length != given.length) {
                throw new IllegalStateException(bytes.length + " bytes are asked for, " + given.length + " are there");
            }
            System.arraycopy(given, 0, bytes, 0, given.length);
        }
    }
}
