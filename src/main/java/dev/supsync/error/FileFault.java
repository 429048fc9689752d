package dev.supsync.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** What is wrong with a file, in words: without the names of Java's classes, and without the path, which the message names. */
public final class FileFault {

    /** Less than what HSQLDB and supsync write at once. */
    private static final long LEAST_ROOM = 1_000_000;

    private FileFault() {}

    /** The reason, to stand behind a colon: "no space left on device", "access is denied". */
    public static String reason(IOException fault) {
        if (fault instanceof NoSuchFileException) {
            return "it does not exist, or its folder does not";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "there is a file in the place of a folder";
        }
        if (fault instanceof AccessDeniedException) {
            return "access is denied";
        }
        String text = fault instanceof FileSystemException file && file.getReason() != null
                ? file.getReason()
                : fault.getMessage();
        if (text == null || text.isBlank()) {
            return fault.getClass().getSimpleName();
        }
        String bare = Printable.bare(text.strip());
        boolean isWord = bare.length() > 1 && Character.isLowerCase(bare.charAt(1));
        return isWord ? Character.toLowerCase(bare.charAt(0)) + bare.substring(1) : bare;
    }

    /** Whether a disk has no room left, by what the operating systems call it in English. */
    public static boolean isNoSpace(Throwable fault) {
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left")
                || text.contains("not enough space")
                || text.contains("disk full")
                || text.contains("quota exceeded")
                || text.contains("quota was exceeded");
    }

    /**
     * Whether the disk of a file has no room left. The words of a fault are in the language of the operating system: where they
     * do not tell, the disk itself is asked.
     *
     * @param file what could not be written; it need not exist
     */
    public static boolean isNoSpace(Throwable fault, Path file) {
        return isNoSpace(fault) || isNoSpace(fault, file, Files::getFileStore);
    }

    /** Tells the disk of a file. */
    interface Disks {
        FileStore of(Path file) throws IOException;
    }

    static boolean isNoSpace(Throwable fault, Path file, Disks disks) {
        if (fault instanceof AccessDeniedException
                || fault instanceof NoSuchFileException
                || fault instanceof FileAlreadyExistsException) {
            return false; // these say what it is, in any language
        }
        Path place = file.toAbsolutePath();
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        try {
            FileStore disk = disks.of(place);
            boolean isKnown = disk.getTotalSpace() > 0 && !disk.isReadOnly();
            return isKnown && disk.getUsableSpace() < LEAST_ROOM && Files.isWritable(place);
        } catch (IOException e) {
            return false; // nothing is known
        }
    }
}
