package dev.supsync.cabinet;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one cabinet: members are streamed, one after the other, into folders that are stored or compressed with MSZIP.
 * Compressed data waits in a file beside the cabinet until all members are known; memory holds one block of 32 KB.
 *
 * <p>A folder holds less than 2 GB, and a cabinet at most 65,535 members. Not for several threads at once.
 */
public final class CabinetWriter implements Closeable {

    /** How the members of a folder are compressed. */
    public enum Packing {
        /** Not at all. */
        STORED(0),
        /** Deflate, in blocks of 32 KB. */
        MSZIP(1);

        private final int type;

        Packing(int type) {
            this.type = type;
        }

        int type() {
            return type;
        }
    }

    private static final int MOST_MEMBERS = 0xFFFF;

    /** 2 GB, less one byte: sizes are signed numbers to some readers. */
    private static final long LARGEST_PART = 0x7FFF_FFFFL;

    private final String name;
    private final @Nullable Path file;
    private final OutputStream spool;
    private final @Nullable SpoolFile spooled;
    private final List<FolderWriter> folders = new ArrayList<>();
    private final List<MemberHeader> members = new ArrayList<>();
    private Packing packing = Packing.MSZIP;
    private boolean folderBegins = true;
    private boolean memberOpen;
    private boolean finished;

    private CabinetWriter(String name, @Nullable Path file, @Nullable SpoolFile spooled, OutputStream spool) {
        this.name = name;
        this.file = file;
        this.spooled = spooled;
        this.spool = spool;
    }

    /**
     * Begins a cabinet. The file appears with {@link #finishSealed}.
     *
     * @throws IOException if nothing can be written beside it
     */
    public static CabinetWriter to(Path file) throws IOException {
        SpoolFile spooled = SpoolFile.create(file.resolveSibling(file.getFileName() + ".data"));
        return new CabinetWriter(file.toString(), file, spooled, spooled.output());
    }

    /** Writes a member's content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A cabinet in memory, with one member in MSZIP: what WSUS keeps documents in. */
    public static byte[] of(String member, LocalDateTime modified, Content content) throws IOException {
        ByteArrayOutputStream spool = new ByteArrayOutputStream();
        try (CabinetWriter writer = new CabinetWriter(member, null, null, spool)) {
            try (OutputStream out = writer.member(member, modified)) {
                content.writeTo(out);
            }
            writer.endFolder();
            ByteArrayOutputStream cabinet = new ByteArrayOutputStream(spool.size() + 128);
            writer.headers().writeTo(cabinet);
            spool.writeTo(cabinet);
            return cabinet.toByteArray();
        }
    }

    /** The packing of the members from now on; they begin a new folder. At first it is MSZIP. */
    public CabinetWriter packing(Packing wanted) {
        packing = wanted;
        folderBegins = true;
        return this;
    }

    /**
     * Begins a member; it ends when its stream is closed, before the next one begins.
     *
     * @param member its name, separated by backslashes if it has folders; beyond ASCII it is stored as UTF-8
     * @param modified local time, 1980 to 2107, kept to two seconds
     * @throws CabinetException if no more members fit
     */
    public OutputStream member(String member, LocalDateTime modified) throws IOException {
        if (memberOpen || finished) {
            throw new IllegalStateException(
                    name + ": " + (finished ? "the cabinet is finished" : "the member before is not closed"));
        }
        if (members.size() == MOST_MEMBERS) {
            throw new CabinetException(name + ": a cabinet holds at most " + MOST_MEMBERS + " members");
        }
        if (folderBegins) {
            endFolder();
            folders.add(new FolderWriter(name, packing, spool));
            folderBegins = false;
        }
        FolderWriter folder = folders.get(folders.size() - 1);
        memberOpen = true;
        return new MemberOutputStream(folder, folder.size(), member, modified);
    }

    /**
     * Puts the members together, as a set of cabinets if they need more than one; nothing can be added any more: {@code export.cab},
     * {@code export-2.cab} and so on. Each bears a {@link CabinetSeal}. They appear when all are complete, the first one last.
     * Every member must have a folder of its own.
     *
     * @param maximumSize bytes that no cabinet exceeds; at most 2 GB, so that everybody reads it
     * @param setId what the cabinets of the set have in common; 16 bits
     * @return the files, the first one first
     * @throws java.nio.file.FileAlreadyExistsException if one of them is there already
     */
    public List<Path> finishSealed(long maximumSize, int setId) throws IOException {
        if (memberOpen || finished || file == null || spooled == null || members.size() != folders.size()) {
            throw new IllegalStateException(name + " cannot be finished now as a set");
        }
        finished = true;
        endFolder();
        return new CabinetSet(file, spooled, folders, members, Math.min(maximumSize, LARGEST_PART), setId).write();
    }

    /** Removes what waited; without {@link #finishSealed} nothing remains. */
    @Override
    public void close() throws IOException {
        finished = true;
        for (FolderWriter folder : folders) {
            folder.close();
        }
        spool.close();
        if (spooled != null) {
            spooled.close();
        }
    }

    private void endFolder() throws IOException {
        if (!folders.isEmpty()) {
            folders.get(folders.size() - 1).end();
        }
    }

    private CabinetHeaders headers() throws CabinetException {
        List<CabinetHeaders.FolderPart> parts = folders.stream()
                .map(f -> new CabinetHeaders.FolderPart(f.blocks(), f.type(), f.length()))
                .toList();
        return new CabinetHeaders(name, parts, members, CabinetHeaders.Place.ALONE, false);
    }

    /** The bytes of one member on their way into its folder. */
    private final class MemberOutputStream extends OutputStream {

        private final FolderWriter folder;
        private final long start;
        private final String member;
        private final LocalDateTime modified;
        private boolean closed;

        MemberOutputStream(FolderWriter folder, long start, String member, LocalDateTime modified) {
            this.folder = folder;
            this.start = start;
            this.member = member;
            this.modified = modified;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (closed) {
                throw new IOException(name + ": member \"" + member + "\" is closed already");
            }
            folder.write(bytes, from, length);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                memberOpen = false;
                members.add(new MemberHeader(
                        member.getBytes(StandardCharsets.UTF_8),
                        folder.size() - start,
                        start,
                        folders.size() - 1,
                        modified));
            }
        }
    }
}
