package dev.supsync.cabinet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Writes the bytes of one cabinet. */
final class CabinetSerializer {

    /** What is set aside for applications; filled with a pattern unless {@code filler} is 0. */
    record Reserve(int header, int folder, int block, int filler) {
        boolean any() {
            return header + folder + block > 0;
        }
    }

    private final OutputStream out;
    private final Spool spool;
    private final Reserve reserve;
    private final boolean checksums;

    CabinetSerializer(OutputStream out, Spool spool, Reserve reserve, boolean checksums) {
        this.out = out;
        this.spool = spool;
        this.reserve = reserve;
        this.checksums = checksums;
    }

    void write(List<CabinetLayout.Segment> segments, int setId, int index, String previous, String next)
            throws IOException {
        int header = 36
                + (reserve.any() ? 4 + reserve.header() : 0)
                + (previous.isEmpty() ? 0 : previous.length() + 2)
                + (next.isEmpty() ? 0 : next.length() + 2);
        int folders = segments.size() * (8 + reserve.folder());
        int files = 0;
        int fileCount = 0;
        long data = 0;
        for (CabinetLayout.Segment segment : segments) {
            for (CabinetLayout.Member member : segment.folder().members()) {
                if (segment.lists(member)) {
                    files += member.cost();
                    fileCount++;
                }
            }
            data += dataLength(segment);
        }
        long dataStart = (long) header + folders + files;
        out.write("MSCF".getBytes(StandardCharsets.US_ASCII));
        u4(0);
        u4(dataStart + data);
        u4(0);
        u4(header + folders);
        u4(0);
        out.write(3);
        out.write(1);
        u2(segments.size());
        u2(fileCount);
        u2((previous.isEmpty() ? 0 : 1) | (next.isEmpty() ? 0 : 2) | (reserve.any() ? 4 : 0));
        u2(setId);
        u2(index);
        if (reserve.any()) {
            u2(reserve.header());
            out.write(reserve.folder());
            out.write(reserve.block());
            out.write(filler(reserve.header()));
        }
        neighbour(previous);
        neighbour(next);
        long position = dataStart;
        for (CabinetLayout.Segment segment : segments) {
            u4(position);
            u2(segment.pieces().size());
            u2(segment.folder().type());
            out.write(filler(reserve.folder()));
            position += dataLength(segment);
        }
        for (int i = 0; i < segments.size(); i++) {
            files(segments.get(i), i);
        }
        for (CabinetLayout.Segment segment : segments) {
            for (CabinetLayout.Piece piece : segment.pieces()) {
                piece(piece);
            }
        }
    }

    private long dataLength(CabinetLayout.Segment segment) {
        return segment.pieces().stream()
                .mapToLong(piece -> 8L + reserve.block() + piece.to() - piece.from())
                .sum();
    }

    private void neighbour(String name) throws IOException {
        if (!name.isEmpty()) {
            out.write(name.getBytes(StandardCharsets.ISO_8859_1));
            out.write(0);
            out.write(0);
        }
    }

    private void files(CabinetLayout.Segment segment, int folder) throws IOException {
        for (CabinetLayout.Member member : segment.folder().members()) {
            if (!segment.lists(member)) {
                continue;
            }
            boolean from = segment.fromPrevious(member);
            boolean to = segment.toNext(member);
            u4(member.size());
            u4(member.offset());
            u2(from && to ? 0xFFFF : from ? 0xFFFD : to ? 0xFFFE : folder);
            u2(member.date());
            u2(member.time());
            u2(member.attributes());
            out.write(member.name());
            out.write(0);
        }
    }

    private void piece(CabinetLayout.Piece piece) throws IOException {
        int length = piece.to() - piece.from();
        byte[] data = spool.read(piece.block().at() + piece.from(), length);
        byte[] header = new byte[4 + reserve.block()];
        Arrays.fill(header, (byte) reserve.filler());
        int size = piece.last() ? piece.block().size() : 0;
        header[0] = (byte) length;
        header[1] = (byte) (length >> 8);
        header[2] = (byte) size;
        header[3] = (byte) (size >> 8);
        u4(checksums ? checksum(header, checksum(data, 0)) : 0);
        out.write(header);
        out.write(data);
    }

    static long checksum(byte[] bytes, long seed) {
        long sum = seed;
        int i = 0;
        for (; i + 4 <= bytes.length; i += 4) {
            sum ^= (bytes[i] & 0xFFL)
                    | (bytes[i + 1] & 0xFFL) << 8
                    | (bytes[i + 2] & 0xFFL) << 16
                    | (bytes[i + 3] & 0xFFL) << 24;
        }
        long rest = 0;
        for (; i < bytes.length; i++) {
            rest = rest << 8 | (bytes[i] & 0xFFL);
        }
        return sum ^ rest;
    }

    private byte[] filler(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) reserve.filler());
        return bytes;
    }

    private void u2(int value) throws IOException {
        out.write(value);
        out.write(value >> 8);
    }

    private void u4(long value) throws IOException {
        u2((int) value);
        u2((int) (value >> 16));
    }
}
