package dev.supsync.offline;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A new pair of keys in two PEM files: {@code NAME.private.pem} in PKCS#8, which only this account may read, and
 * {@code NAME.public.pem} in X.509.
 *
 * @param privateFile signs packages; it stays where it was made
 * @param publicFile is trusted where packages are imported
 * @param isSecret false if the file system keeps no rights, so that others may be able to read the private key
 */
public record KeyPairFiles(KeyId id, Path privateFile, Path publicFile, boolean isSecret) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

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
                    Printable.quoted(name)
                            + " is no name for a key: expected letters, digits, dots, hyphens and underscores, at"
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
        boolean isSecret;
        try {
            Files.createDirectories(folder);
            isSecret = createSecret(privateFile);
            write(privateFile, SigningKey.LABEL, pair.getPrivate().getEncoded());
            Files.createFile(publicFile);
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
        return new KeyPairFiles(VerifyKey.id(pair.getPublic()), privateFile, publicFile, isSecret);
    }

    private static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(VerifyKey.ALGORITHM).generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String label, byte[] key) throws IOException {
        Files.writeString(file, PemFile.text(label, key), StandardCharsets.US_ASCII);
    }

    /** The rights are set while the file is empty, so that there is no moment in which others can read the key. */
    private static boolean createSecret(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file)); // some mounts keep none
        }
        Files.createFile(file);
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view == null) {
            return false;
        }
        try {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .build()));
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false; // a volume without lists of rights
        }
    }

    private static SupsyncException exists(Path file) {
        return new SupsyncException(
                ErrorCode.KEY_UNUSABLE,
                file + " is there already: a key is never written over.",
                "Take another name, or move the old pair away.");
    }
}
