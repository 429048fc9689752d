package dev.supsync.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What is wrong with a file, in words: without the names of Java's classes, and without the path, which the message names. */
public final class FileFault {

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
        String bare = text.strip().replaceAll("[.\\s]+$", "");
        boolean isWord = bare.length() > 1 && Character.isLowerCase(bare.charAt(1));
        return isWord ? Character.toLowerCase(bare.charAt(0)) + bare.substring(1) : bare;
    }

    /** Whether a disk has no room left, by what the operating systems call it. */
    public static boolean isNoSpace(Throwable fault) {
        String text = String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("not enough space") || text.contains("disk full");
    }
}
