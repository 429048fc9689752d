package dev.supsync.cabinet;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the blocks that a writer has spooled into one cabinet, or several of a limited size, each with a
 * {@link CabinetSeal}. A folder that goes on in the next cabinet has a block that is split between both, as other readers
 * expect it.
 */
final class CabinetSet {

    private static final int BLOCK_HEADER = 8;

    private final Path file;
    private final SpoolFile spooled;
    private final List<FolderWriter> folders;
    private final List<MemberHeader> members;
    private final long maximum;
    private final int setId;
    private final List<List<Part>> volumes = new ArrayList<>();
    private final long base;
    private long used;

    /**
     * The part of a folder that lies in one cabinet.
     *
     * @param at where its first block begins in the spool
     * @param skip bytes of that block's data that are in the cabinet before
     */
    private static final class Part {
        private final int folder;
        private final long at;
        private final int skip;
        private int blocks;
        private long length;
        /** Bytes of the last block's data, from its beginning, up to the end of this part; negative: all. */
        private int end = -1;

        private boolean goesOn;

        Part(int folder, long at, int skip) {
            this.folder = folder;
            this.at = at;
            this.skip = skip;
        }
    }

    /**
     * @param members one in each folder
     * @param maximum bytes of each cabinet
     */
    CabinetSet(
            Path file,
            SpoolFile spooled,
            List<FolderWriter> folders,
            List<MemberHeader> members,
            long maximum,
            int setId) {
        this.file = file;
        this.spooled = spooled;
        this.folders = folders;
        this.members = members;
        this.maximum = maximum;
        this.setId = setId;
        base = CabinetHeaders.length(
                        members, CabinetSeal.RESERVE, 2 * (name(file, 9_999).length() + 2))
                + (long) CabinetHeaders.FOLDER * folders.size();
    }

    /** Writes all of them, the first one last: as long as it is missing, there is no set. */
    List<Path> write() throws IOException {
        plan();
        if (volumes.size() > 1 && !CabinetHeader.WINDOWS_1252.newEncoder().canEncode(name(file, 0))) {
            throw new CabinetException(
                    file + ": the cabinets of a set name each other in windows-1252, which does not have"
                            + " all characters of this name. Take a file name of Latin letters and digits");
        }
        List<Path> written = new ArrayList<>();
        for (int i = 0; i < volumes.size(); i++) {
            Path target = file.resolveSibling(name(file, i));
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            written.add(target);
        }
        List<Path> parts = written.stream()
                .map(p -> p.resolveSibling(p.getFileName() + ".part"))
                .toList();
        try {
            for (int i = 0; i < volumes.size(); i++) {
                write(parts.get(i), i);
            }
            for (int i = volumes.size() - 1; i >= 0; i--) {
                Files.move(parts.get(i), written.get(i), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        }
        return written;
    }

    /** The name of a cabinet of the set: {@code export.cab}, {@code export-2.cab} and so on. */
    static String name(Path file, int index) {
        String first = String.valueOf(file.getFileName());
        int dot = first.lastIndexOf('.');
        String stem = dot < 0 ? first : first.substring(0, dot);
        return index == 0 ? first : stem + "-" + (index + 1) + (dot < 0 ? "" : first.substring(dot));
    }

    private void plan() throws IOException {
        next();
        DataInputStream in = new DataInputStream(new BufferedInputStream(spooled.input(), 1 << 16));
        long at = 0;
        for (int folder = 0; folder < folders.size(); folder++) {
            if (used + BLOCK_HEADER + 1 > maximum && used > base) {
                next();
            }
            Part part = begin(folder, at, 0);
            int blocks = folders.get(folder).blocks();
            for (int number = 0; number < blocks; number++) {
                in.skipNBytes(4);
                int length = Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
                in.skipNBytes(2L + length);
                part = place(part, at, length, number + 1 == blocks);
                at += BLOCK_HEADER + length;
            }
        }
    }

    /** Places a block, whole if it fits; where others follow it, some room must be left for a piece of the next one. */
    private Part place(Part first, long at, int length, boolean last) throws CabinetException {
        Part part = first;
        int from = 0;
        int behind = last ? 0 : BLOCK_HEADER + 1;
        while (true) {
            long room = maximum - used - BLOCK_HEADER;
            int left = length - from;
            if (left + behind <= room) {
                add(part, left);
                return part;
            }
            int piece = (int) Math.min(room, left - 1);
            if (piece < 1) {
                throw new CabinetException(file + ": a cabinet of " + maximum + " bytes is too small for its members");
            }
            add(part, piece);
            from += piece;
            part.end = from;
            part.goesOn = true;
            next();
            part = begin(part.folder, at, from);
        }
    }

    private void add(Part part, int length) {
        part.blocks++;
        part.length += BLOCK_HEADER + length;
        used += BLOCK_HEADER + length;
    }

    private Part begin(int folder, long at, int skip) {
        Part part = new Part(folder, at, skip);
        volumes.get(volumes.size() - 1).add(part);
        return part;
    }

    private void next() {
        volumes.add(new ArrayList<>());
        used = base;
    }

    private void write(Path target, int index) throws IOException {
        List<Part> parts = volumes.get(index);
        @Nullable String previous = index == 0 ? null : name(file, index - 1);
        @Nullable String next = index + 1 == volumes.size() ? null : name(file, index + 1);
        List<CabinetHeaders.FolderPart> folderParts = new ArrayList<>();
        List<MemberHeader> listed = new ArrayList<>();
        for (Part part : parts) {
            folderParts.add(new CabinetHeaders.FolderPart(
                    part.blocks, folders.get(part.folder).type(), part.length));
            listed.add(members.get(part.folder).in(mark(part, folderParts.size() - 1)));
        }
        CabinetHeaders headers = new CabinetHeaders(
                target.toString(), folderParts, listed, new CabinetHeaders.Place(setId, index, previous, next), true);
        try (FileChannel channel = SpoolFile.createNew(target)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            headers.writeTo(out);
            for (Part part : parts) {
                copy(part, out);
            }
            out.flush();
            CabinetSeal.put(channel);
            channel.force(true);
        }
    }

    private static int mark(Part part, int folder) {
        boolean continued = part.skip > 0;
        if (continued && part.goesOn) {
            return CabinetHeader.PREVIOUS_AND_NEXT;
        }
        return continued ? CabinetHeader.FROM_PREVIOUS : part.goesOn ? CabinetHeader.TO_NEXT : folder;
    }

    private void copy(Part part, OutputStream out) throws IOException {
        long at = part.at;
        ByteBuffer header = ByteBuffer.allocate(BLOCK_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        for (int number = 0; number < part.blocks; number++) {
            spooled.read(at, header.clear());
            int length = Short.toUnsignedInt(header.getShort(4));
            ByteBuffer data = ByteBuffer.allocate(length);
            spooled.read(at + BLOCK_HEADER, data);
            int from = number == 0 ? part.skip : 0;
            boolean isCut = number + 1 == part.blocks && part.end >= 0;
            int to = isCut ? part.end : length;
            if (from > 0 || isCut) {
                header.putShort(4, (short) (to - from));
                header.putShort(6, isCut ? 0 : header.getShort(6));
                int sum = BlockChecksum.of(data.array(), from, to - from, 0);
                header.putInt(0, BlockChecksum.of(header.array(), 4, 4, sum));
            }
            out.write(header.array());
            out.write(data.array(), from, to - from);
            at += BLOCK_HEADER + length;
        }
    }
}
