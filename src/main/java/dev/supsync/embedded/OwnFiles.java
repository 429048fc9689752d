package dev.supsync.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files and folders that only their user can read, from their beginning on. */
public final class OwnFiles {

    private OwnFiles() {}

    /** Makes an empty file, which must not be there yet. */
    public static void createFile(Path file) throws IOException {
        if (isPosix()) {
            Files.createFile(file, permissions("rw-------"));
        } else {
            Files.createFile(file);
            keepForOwner(file, Set.of());
        }
    }

    /** Makes a folder with a name of its own, which begins so. */
    public static Path createFolder(Path parent, String prefix) throws IOException {
        if (isPosix()) {
            return Files.createTempDirectory(parent, prefix, permissions("rwx------"));
        }
        Path folder = Files.createTempDirectory(parent, prefix);
        keepForOwner(folder, EnumSet.of(AclEntryFlag.FILE_INHERIT, AclEntryFlag.DIRECTORY_INHERIT));
        return folder;
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static void keepForOwner(Path file, Set<AclEntryFlag> flags) throws IOException {
        AclFileAttributeView view = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (view != null) {
            view.setAcl(List.of(AclEntry.newBuilder()
                    .setType(AclEntryType.ALLOW)
                    .setPrincipal(view.getOwner())
                    .setPermissions(EnumSet.allOf(AclEntryPermission.class))
                    .setFlags(flags)
                    .build()));
        }
    }
}
