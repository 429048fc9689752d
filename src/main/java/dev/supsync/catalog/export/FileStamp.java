package dev.supsync.catalog.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** What tells whether a file is still the one it was. */
record FileStamp(Path file, long size, FileTime modified, @Nullable Object key) {

    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    boolean unchanged() {
        try {
            return equals(of(file));
        } catch (IOException e) {
            return false;
        }
    }
}
