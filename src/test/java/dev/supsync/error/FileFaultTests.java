package dev.supsync.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileFaultTests {

    private static final IOException GERMAN = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No space left on device",
                "There is not enough space on the disk",
                "Disk quota exceeded",
                "The requested file operation failed because the storage quota was exceeded"
            })
    void aFullDiskIsKnownByItsWords(String words) {
        assertThat(FileFault.isNoSpace(new IOException(words))).isTrue();
    }

    @Test
    void aFullDiskIsKnownInAnyLanguageByAskingIt() {
        Path missing = folder.resolve("data/CS1.data");

        assertThat(FileFault.isNoSpace(GERMAN, missing, place -> new Disk(1_000_000_000, 4096, false)))
                .isTrue();
        assertThat(FileFault.isNoSpace(GERMAN, missing, place -> new Disk(1_000_000_000, 500_000_000, false)))
                .isFalse();
        assertThat(FileFault.isNoSpace(GERMAN, missing)).isFalse();
    }

    @Test
    void whatDoesNotTellItsRoomIsNotFull() {
        assertThat(FileFault.isNoSpace(GERMAN, folder, place -> new Disk(0, 0, false)))
                .isFalse();
        assertThat(FileFault.isNoSpace(GERMAN, folder, place -> new Disk(1_000_000_000, 0, true)))
                .isFalse();
        assertThat(FileFault.isNoSpace(GERMAN, folder, place -> {
                    throw new IOException("gone");
                }))
                .isFalse();
    }

    @Test
    void aFaultThatSaysWhatItIsIsNoFullDisk() {
        assertThat(FileFault.isNoSpace(
                        new AccessDeniedException("CS1.data"), folder, place -> new Disk(1_000_000_000, 0, false)))
                .isFalse();
    }

    private static final class Disk extends FileStore {

        private final long total;
        private final long usable;
        private final boolean readOnly;

        Disk(long total, long usable, boolean readOnly) {
            this.total = total;
            this.usable = usable;
            this.readOnly = readOnly;
        }

        @Override
        public String name() {
            return "disk";
        }

        @Override
        public String type() {
            return "ext4";
        }

        @Override
        public boolean isReadOnly() {
            return readOnly;
        }

        @Override
        public long getTotalSpace() {
            return total;
        }

        @Override
        public long getUsableSpace() {
            return usable;
        }

        @Override
        public long getUnallocatedSpace() {
            return usable;
        }

        @Override
        public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
            return false;
        }

        @Override
        public boolean supportsFileAttributeView(String name) {
            return false;
        }

        @Override
        public <V extends FileStoreAttributeView> V getFileStoreAttributeView(Class<V> type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object getAttribute(String attribute) {
            throw new UnsupportedOperationException();
        }
    }
}
