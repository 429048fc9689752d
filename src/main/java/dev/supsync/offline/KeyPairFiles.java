package dev.supsync.offline;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * A new pair of keys in two PEM files: {@code NAME.private.pem} in PKCS#8, which only this account may read, and
 * {@code NAME.public.pem} in X.509.
 *
 * @param privateFile signs packages; it stays where it was made
 * @param publicFile is trusted where packages are imported
 */
public record KeyPairFiles(KeyId id, Path privateFile, Path publicFile) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /**
     * Makes a pair.
     *
     * @param folder made if it is missing
     * @param name letters, digits, dots, hyphens and underscores; at most 64 of them
     * @throws SupsyncException {@link ErrorCode#KEY_UNUSABLE} if a file of that name is there, or none can be written
     */
    public static KeyPairFiles create(Path folder, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "\"" + name + "\" is no name for a key: expected letters, digits, dots, hyphens and underscores, at"
                            + " most 64.",
                    "Take a name such as export-2026.");
        }
        Path privateFile = folder.resolve(name + ".private.pem");
        Path publicFile = folder.resolve(name + ".public.pem");
        for (Path file : new Path[] {privateFile, publicFile}) {
            if (Files.exists(file)) {
                throw exists(file);
            }
        }
        KeyPair pair = generate();
        try {
            Files.createDirectories(folder);
            write(privateFile, SigningKey.LABEL, pair.getPrivate().getEncoded(), secret());
            write(publicFile, VerifyKey.LABEL, pair.getPublic().getEncoded());
        } catch (FileAlreadyExistsException e) {
            throw exists(Path.of(e.getFile()));
        } catch (IOException e) {
            throw new SupsyncException(
                    ErrorCode.KEY_UNUSABLE,
                    "The keys cannot be written to " + folder + " (" + e + ").",
                    "Name a folder that this account may write to.",
                    e);
        }
        return new KeyPairFiles(VerifyKey.id(pair.getPublic()), privateFile, publicFile);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(VerifyKey.ALGORITHM).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String label, byte[] key, FileAttribute<?>... attributes) throws IOException {
        Files.createFile(file, attributes);
        Files.writeString(file, PemFile.text(label, key), StandardCharsets.US_ASCII);
    }

    /** The rights are set when the file is made, so that there is no moment in which others can read it. */
    private static FileAttribute<?>[] secret() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static SupsyncException exists(Path file) {
        return new SupsyncException(
                ErrorCode.KEY_UNUSABLE,
                file + " is there already: a key is never written over.",
                "Take another name, or move the old pair away.");
    }
}
