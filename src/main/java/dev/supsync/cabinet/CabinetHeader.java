package dev.supsync.cabinet;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What stands in front of the data of one cabinet file (sections 2.1 to 2.3).
 *
 * @param length the bytes that belong to the cabinet; a signature may follow them
 * @param setId the same in all cabinets of a set
 * @param index the place of this cabinet in its set, from 0
 * @param previous the file name of the cabinet before this one
 * @param next the file name of the cabinet after this one
 * @param blockReserve the bytes set aside in each data block for applications
 */
record CabinetHeader(
        long length,
        int setId,
        int index,
        @Nullable String previous,
        @Nullable String next,
        int blockReserve,
        List<FolderRow> folders,
        List<FileRow> files) {

    /** CFFOLDER, section 2.2. */
    record FolderRow(long dataOffset, int blocks, int compression) {}

    /** CFFILE, section 2.3; the folder is an index or one of the three marks below. */
    record FileRow(String name, long size, long offset, int folder, int attributes, @Nullable LocalDateTime modified) {
        boolean fromPrevious() {
            return folder == FROM_PREVIOUS || folder == PREVIOUS_AND_NEXT;
        }

        boolean toNext() {
            return folder == TO_NEXT || folder == PREVIOUS_AND_NEXT;
        }
    }

    static final int FROM_PREVIOUS = 0xFFFD;
    static final int TO_NEXT = 0xFFFE;
    static final int PREVIOUS_AND_NEXT = 0xFFFF;

    private static final long SIGNATURE = 0x4643534D;
    private static final int MINIMUM_LENGTH = 36;
    private static final int HAS_PREVIOUS = 1;
    private static final int HAS_NEXT = 2;
    private static final int HAS_RESERVE = 4;
    private static final int MAXIMUM_HEADER_RESERVE = 60_000;
    private static final int MAXIMUM_NAME = 256;
    private static final int MAXIMUM_CABINET_NAME = 255;
    private static final int BLOCK_HEADER = 8;
    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    static CabinetHeader read(String file, ByteSource source) throws CabinetException {
        if (source.size() < MINIMUM_LENGTH) {
            throw CabinetException.damaged(
                    file, "holds %d bytes, a cabinet has at least the %d of its header", source.size(), MINIMUM_LENGTH);
        }
        HeaderCursor in = new HeaderCursor(file, source);
        String part = "the header";
        long signature = in.u4(part);
        if (signature != SIGNATURE) {
            throw new CabinetException(String.format(
                    Locale.ROOT,
                    "%s: is not a cabinet: it begins with 0x%08x where \"MSCF\" (0x%08x) was expected. Check that the"
                            + " right file was given, or copy it again",
                    CabinetException.printable(file),
                    signature,
                    SIGNATURE));
        }
        in.skip(4, part);
        long length = in.u4(part);
        if (length < MINIMUM_LENGTH || length > source.size()) {
            throw CabinetException.damaged(
                    file, "holds %d bytes, its header says that it has %d", source.size(), length);
        }
        in.limit(length);
        in.skip(4, part);
        long filesOffset = in.u4(part);
        in.skip(4, part);
        int minor = in.u1(part);
        int major = in.u1(part);
        if (major != 1 || minor > 3) {
            throw CabinetException.damaged(
                    file, "is of format version %d.%d, the cabinets that can be read are of version 1.3", major, minor);
        }
        int folderCount = in.u2(part);
        int fileCount = in.u2(part);
        int flags = in.u2(part);
        int setId = in.u2(part);
        int index = in.u2(part);
        int folderReserve = 0;
        int blockReserve = 0;
        if ((flags & HAS_RESERVE) != 0) {
            int headerReserve = in.u2(part);
            if (headerReserve > MAXIMUM_HEADER_RESERVE) {
                throw CabinetException.damaged(
                        file,
                        "sets aside %d bytes in its header, at most %d are allowed",
                        headerReserve,
                        MAXIMUM_HEADER_RESERVE);
            }
            folderReserve = in.u1(part);
            blockReserve = in.u1(part);
            in.skip(headerReserve, "the area set aside in the header");
        }
        String previous = (flags & HAS_PREVIOUS) == 0 ? null : neighbour(in, "the previous cabinet");
        String next = (flags & HAS_NEXT) == 0 ? null : neighbour(in, "the next cabinet");
        List<FolderRow> folders = folders(file, in, folderCount, folderReserve, length);
        if (filesOffset < in.position() || filesOffset > length) {
            throw CabinetException.damaged(
                    file,
                    "says that its list of members begins at byte %d, it must lie between bytes %d and %d",
                    filesOffset,
                    in.position(),
                    length);
        }
        in.moveTo(filesOffset);
        return new CabinetHeader(
                length, setId, index, previous, next, blockReserve, folders, files(file, in, fileCount));
    }

    private static String neighbour(HeaderCursor in, String which) throws CabinetException {
        String name = in.zeroTerminated(MAXIMUM_CABINET_NAME, "the name of " + which, WINDOWS_1252);
        in.zeroTerminated(MAXIMUM_CABINET_NAME, "the disk name of " + which);
        return name;
    }

    private static List<FolderRow> folders(String file, HeaderCursor in, int count, int reserve, long length)
            throws CabinetException {
        List<FolderRow> folders = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            String part = "the list of folders";
            FolderRow row = new FolderRow(in.u4(part), in.u2(part), in.u2(part));
            in.skip(reserve, part);
            if (row.dataOffset() > length || (long) row.blocks() * BLOCK_HEADER > length - row.dataOffset()) {
                throw CabinetException.damaged(
                        file,
                        "folder %d claims %d data blocks from byte %d on, the cabinet ends at byte %d",
                        i,
                        row.blocks(),
                        row.dataOffset(),
                        length);
            }
            folders.add(row);
        }
        return folders;
    }

    private static List<FileRow> files(String file, HeaderCursor in, int count) throws CabinetException {
        List<FileRow> files = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            String part = "the list of members";
            long start = in.position();
            long size = in.u4(part);
            long offset = in.u4(part);
            int folder = in.u2(part);
            int date = in.u2(part);
            int time = in.u2(part);
            int attributes = in.u2(part);
            String name = in.zeroTerminated(
                    MAXIMUM_NAME,
                    "the name of member " + i,
                    (attributes & CabinetEntry.NAME_IS_UTF8) != 0 ? StandardCharsets.UTF_8 : WINDOWS_1252);
            if (name.isEmpty()) {
                throw CabinetException.damaged(file, "member %d at byte %d has no name", i, start);
            }
            files.add(new FileRow(name, size, offset, folder, attributes, CabinetEntry.dosTime(date, time)));
        }
        return files;
    }
}
