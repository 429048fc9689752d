package dev.supsync.embedded;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The files of a database that HSQLDB copied while it was written. Its {@code BACKUP DATABASE ... NOT BLOCKING AS FILES} copies the
 * data first, whose pages change meanwhile, and then {@code .backup}: every page that was changed, as it was at the last
 * checkpoint. The log leads from there to the last commit before the copy.
 *
 * <p>When HSQLDB 2.7.3 opens such files, it puts the old pages back only if the data's first page says that the data were being changed.
 * That page was copied first. If the first change since the checkpoint came later, HSQLDB deletes the old pages instead, and goes on with
 * data of which each page is of another moment. So the pages are put back here, whatever the first one says.
 */
public final class HotCopy {

    private static final Pattern WHOLE = Pattern.compile("(?m)^modified=no\\s*$");
    private static final int MOST_PAGE = 1 << 24;
    private static final int BUFFER = 1 << 16;

    private final DatabaseFiles files;

    public HotCopy(DatabaseFiles files) {
        this.files = files;
    }

    /** Brings the data back to the last checkpoint, where the log begins. */
    public void restorePages() throws IOException {
        Path pages = files.file(".backup");
        if (!Files.exists(pages)) {
            return;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(pages)));
                RandomAccessFile data = new RandomAccessFile(files.file(".data").toFile(), "rw")) {
            for (long left = Files.size(pages); left > 0; ) {
                int size = in.readInt();
                long position = in.readLong();
                if (size <= 0 || size > MOST_PAGE || position < 0) {
                    throw new IOException(pages + " holds a page of " + size + " bytes at " + position);
                }
                byte[] page = new byte[size];
                in.readFully(page);
                data.seek(position);
                data.write(page);
                left -= Integer.BYTES + Long.BYTES + size;
            }
        }
        Files.delete(pages);
    }

    /** Whether HSQLDB has opened the copy and closed it again, so that nothing has to be replayed any more. */
    public boolean isClosed() throws IOException {
        return WHOLE.matcher(Files.readString(files.file(".properties"), StandardCharsets.ISO_8859_1))
                        .find()
                && !Files.exists(files.file(".log"));
    }

    /**
     * Packs what belongs to the database into an archive, which is on the disk when this returns.
     *
     * @param archive must not be there yet; only its user can read it
     * @param stopCheck runs often, and throws to stop
     */
    public void pack(Path archive, Runnable stopCheck) throws IOException {
        OwnFiles.createFile(archive);
        try (ZipOutputStream zip = new ZipOutputStream(
                new BufferedOutputStream(Files.newOutputStream(archive, StandardOpenOption.WRITE), BUFFER))) {
            byte[] buffer = new byte[BUFFER];
            for (Path file : packed()) {
                ZipEntry entry = new ZipEntry(String.valueOf(file.getFileName()));
                entry.setLastModifiedTime(Files.getLastModifiedTime(file));
                zip.putNextEntry(entry);
                try (InputStream in = Files.newInputStream(file)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        stopCheck.run();
                        zip.write(buffer, 0, read);
                    }
                }
                zip.closeEntry();
            }
        }
        try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private List<Path> packed() {
        List<Path> found = new ArrayList<>();
        Stream.of(".properties", ".script", ".data", ".lobs")
                .map(files::file)
                .filter(Files::exists)
                .forEach(found::add);
        return found;
    }
}
