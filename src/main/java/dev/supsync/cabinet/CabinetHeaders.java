package dev.supsync.cabinet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What stands before the data of a cabinet that is written: CFHEADER, CFFOLDER and CFFILE (sections 2.1 to 2.3). */
final class CabinetHeaders {

    private static final int HEADER = 36;
    private static final int FOLDER = 8;
    private static final long LARGEST = 0xFFFF_FFFFL;

    private final ByteBuffer bytes;

    /**
     * @param dataLength bytes of all blocks with their headers
     * @throws CabinetException if the cabinet became too large for its format
     */
    CabinetHeaders(String name, List<FolderWriter> folders, List<MemberHeader> members, long dataLength)
            throws CabinetException {
        int filesAt = HEADER + FOLDER * folders.size();
        int dataAt = filesAt + members.stream().mapToInt(MemberHeader::length).sum();
        long length = dataAt + dataLength;
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
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 0);
        long at = dataAt;
        for (FolderWriter folder : folders) {
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

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes.array());
    }
}
