package dev.supsync.catalog.export;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * The work folders that killed processes left in a folder which others may write to, too. Only those count that this account
 * made and that are private to it: nobody else can have put something into them.
 */
final class DeadFolders {

    private DeadFolders() {}

    /** Removes them. What cannot be removed stays for the next time, and keeps nobody from working. */
    static void remove(Path parent, UserPrincipal account) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, WorkFolder.PREFIX + "*")) {
            for (Path folder : folders) {
                removeIfDead(folder, account);
            }
        } catch (IOException | DirectoryIteratorException e) {
            log("what is in {0} cannot be listed: {1}", parent, e);
        }
    }

    private static void removeIfDead(Path path, UserPrincipal account) {
        try {
            boolean emptied = false;
            try (OpenFolder folder = OpenFolder.of(path)) {
                WorkLock lock = folder.isPrivateOf(account) ? WorkLock.take(folder) : null;
                if (lock != null) {
                    try (lock) {
                        folder.empty();
                        emptied = true;
                    }
                }
            }
            if (emptied) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // not ours, or being made or removed by another process this moment
            log("{0} stays: {1}", path, e);
        }
    }

    private static void log(String text, Path path, Exception e) {
        System.getLogger(DeadFolders.class.getName()).log(System.Logger.Level.DEBUG, text, path, e.toString());
    }
}
