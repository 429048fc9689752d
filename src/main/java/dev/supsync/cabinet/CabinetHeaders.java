package dev.supsync.cabinet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands before the data of a cabinet that is written: CFHEADER, CFFOLDER and CFFILE (sections 2.1 to 2.3). */
final class CabinetHeaders {

    static final int FOLDER = 8;

    private static final int HEADER = 36;
    private static final int RESERVE_SIZES = 4;
    private static final int HAS_PREVIOUS = 1;
    private static final int HAS_NEXT = 2;
    private static final int HAS_RESERVE = 4;
    private static final long LARGEST = 0xFFFF_FFFFL;

    private final ByteBuffer bytes;

    /**
     * What a cabinet has of a folder.
     *
     * @param length bytes of the blocks with their headers
     */
    record FolderPart(int blocks, int type, long length) {}

    /**
     * The place of a cabinet in its set.
     *
     * @param index from 0
     * @param previous the file name of the cabinet before it
     * @param next the file name of the cabinet after it
     */
    record Place(int setId, int index, @Nullable String previous, @Nullable String next) {
        static final Place ALONE = new Place(0, 0, null, null);

        private byte[] bytes() {
            StringBuilder names = new StringBuilder();
            for (String neighbour : new @Nullable String[] {previous, next}) {
                if (neighbour != null) {
                    names.append(neighbour).append('\0').append('\0'); // no name of a disk
                }
            }
            return names.toString().getBytes(CabinetHeader.WINDOWS_1252);
        }

        private int flags() {
            return (previous == null ? 0 : HAS_PREVIOUS) | (next == null ? 0 : HAS_NEXT);
        }
    }

    /**
     * @param sealed whether an area for a {@link CabinetSeal} is set aside
     * @throws CabinetException if the cabinet became too large for its format
     */
    CabinetHeaders(String name, List<FolderPart> folders, List<MemberHeader> members, Place place, boolean sealed)
            throws CabinetException {
        byte[] neighbours = place.bytes();
        int dataAt = length(members, sealed ? CabinetSeal.RESERVE : 0, neighbours.length) + FOLDER * folders.size();
        int filesAt = dataAt - members.stream().mapToInt(MemberHeader::length).sum();
        long length = dataAt + folders.stream().mapToLong(FolderPart::length).sum();
        if (length > LARGEST) {
            throw new CabinetException(
                    name + ": it would be " + length + " bytes long, at most " + LARGEST + " fit into one cabinet");
        }
        bytes = ByteBuffer.allocate(dataAt).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("MSCF".getBytes(StandardCharsets.US_ASCII))
                .putInt(0)
                .putInt((int) length)
                .putInt(0)
                .putInt(filesAt)
                .putInt(0)
                .put((byte) 3)
                .put((byte) 1)
                .putShort((short) folders.size())
                .putShort((short) members.size())
                .putShort((short) (place.flags() | (sealed ? HAS_RESERVE : 0)))
                .putShort((short) place.setId())
                .putShort((short) place.index());
        if (sealed) {
            bytes.putShort((short) CabinetSeal.RESERVE).putShort((short) 0).put(CabinetSeal.empty());
        }
        bytes.put(neighbours);
        long at = dataAt;
        for (FolderPart folder : folders) {
            bytes.putInt((int) at).putShort((short) folder.blocks()).putShort((short) folder.type());
            at += folder.length();
        }
        for (MemberHeader member : members) {
            bytes.putInt((int) member.size())
                    .putInt((int) member.offset())
                    .putShort((short) member.folder())
                    .putShort((short) member.date())
                    .putShort((short) member.time())
                    .putShort((short) member.attributes())
                    .put(member.name())
                    .put((byte) 0);
        }
    }

    /** Bytes of all that comes before the data but the folders. */
    static int length(List<MemberHeader> members, int reserve, int neighbours) {
        return HEADER
                + (reserve == 0 ? 0 : RESERVE_SIZES + reserve)
                + neighbours
                + members.stream().mapToInt(MemberHeader::length).sum();
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes.array());
    }
}
