package dev.supsync.site.jdbc;

import dev.supsync.embedded.FileErrors;
import dev.supsync.embedded.HotCopy;
import dev.supsync.embedded.OwnFiles;
import dev.supsync.embedded.UrlCuts;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The file of a backup while it is made: a folder beside it holds what is not whole yet, and only its user can read that. Closing this
 * removes the folder, and a kill leaves nothing else.
 */
public final class BackupFile implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(BackupFile.class.getName());

    private final Path file;
    private final Path folder;

    private BackupFile(Path file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /**
     * Begins a backup.
     *
     * @param file an absolute path
     * @throws SupsyncException {@link ErrorCode#BACKUP_EXISTS} if the file is there already, {@link ErrorCode#USAGE} if HSQLDB would cut its
     *     path, and what keeps its folder from being written
     */
    public static BackupFile begin(Path file) {
        UrlCuts.in(file.toString()).ifPresent(cut -> {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "The path " + file + " holds \"" + cut + "\", which HSQLDB does not take for a part of a path.",
                    "Name a file in a folder, and with a name, without \"" + cut + "\".");
        });
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file);
        }
        try {
            Path parent = file.resolveSibling(".").normalize();
            return new BackupFile(file, OwnFiles.createFolder(parent, file.getFileName() + ".partial-"));
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /** An empty folder, for the copy. */
    Path folder() {
        return folder;
    }

    /** Packs a copy, and gives the archive its name. */
    void finish(HotCopy copy, Runnable stopCheck) throws IOException {
        Path archive = folder.resolve("archive");
        copy.pack(archive, stopCheck);
        try {
            Files.move(archive, file); // never over another one
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        }
    }

    SupsyncException failed(String reason) {
        return new SupsyncException(
                ErrorCode.BACKUP_FAILED,
                "The backup " + file + " could not be made: " + reason + ".",
                "Run the command again. Nothing is left of this one, and the database is as it was.");
    }

    SupsyncException unopened(SupsyncException cause) {
        if (cause.code() == ErrorCode.BACKUP_FAILED) {
            return cause;
        }
        // what HSQLDB says where it replays its log and cannot extend the data
        boolean isFull = cause.code() == ErrorCode.NO_SPACE
                || FileErrors.noSpace(cause).isPresent()
                || cause.getMessage().contains("Data File size limit is reached");
        return isFull
                ? full(file, cause)
                : failed("its copy cannot be opened (" + Printable.bare(cause.getMessage()) + ")");
    }

    SupsyncException unwritten(Exception cause) {
        return unwritten(file, cause);
    }

    private static SupsyncException unwritten(Path file, Exception cause) {
        if (FileErrors.noSpace(cause).isPresent()) {
            return full(file, cause);
        }
        return new SupsyncException(
                ErrorCode.BACKUP_FAILED,
                "The backup " + file + " could not be written: " + reason(cause) + ".",
                "Name a file in a folder that exists, and that the account of the process which has the database open may"
                        + " write to; run the command as this account.",
                cause);
    }

    private static String reason(Exception cause) {
        return cause instanceof IOException fault
                ? FileFault.reason(fault)
                : Printable.bare(String.valueOf(cause.getMessage()).strip());
    }

    private static SupsyncException full(Path file, Exception cause) {
        return new SupsyncException(
                ErrorCode.NO_SPACE,
                "The backup " + file + " could not be written: no space is left on its disk.",
                "Make room there for the database and its archive, or name a file on a larger disk. Nothing is left there.",
                cause);
    }

    private static SupsyncException exists(Path file) {
        return new SupsyncException(
                ErrorCode.BACKUP_EXISTS,
                file + " is there already: a backup is never written over.",
                "Name another file, or move this one away.");
    }

    /** The archive's bytes. */
    public long size() {
        return file.toFile().length();
    }

    @Override
    public void close() {
        try (Stream<Path> left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The folder {0} cannot be deleted: {1}", folder, e);
        }
    }
}
