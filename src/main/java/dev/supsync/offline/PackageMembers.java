package dev.supsync.offline;

import dev.supsync.cabinet.CabinetWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The files of a package on their way into its cabinet, each in a folder of its own, with size and SHA-256. */
final class PackageMembers {

    private final CabinetWriter cabinet;
    private final LocalDateTime time;
    private final long partSize;
    private final List<Manifest.Member> members = new ArrayList<>();

    /**
     * @param time of all members
     * @param partSize bytes after which a member that has parts goes on in the next one
     */
    PackageMembers(CabinetWriter cabinet, LocalDateTime time, long partSize) {
        this.cabinet = cabinet;
        this.time = time;
        this.partSize = partSize;
    }

    /** Begins a member; it ends when its stream is closed, before the next one begins. */
    OutputStream open(String name) throws IOException {
        cabinet.packing(CabinetWriter.Packing.MSZIP);
        return new BufferedOutputStream(new Measured(name, cabinet.member(name, time)), 1 << 16);
    }

    /** Begins a member that may become larger than one can be. */
    Parts parts(String kind) {
        return new Parts(kind);
    }

    /** What was written so far. */
    List<Manifest.Member> members() {
        return List.copyOf(members);
    }

    /** A member in parts: whoever writes says where the next part may begin. */
    final class Parts implements AutoCloseable {

        private final String kind;
        private int part;
        private long written;
        private OutputStream out = OutputStream.nullOutputStream();

        private Parts(String kind) {
            this.kind = kind;
        }

        /** The stream for the next whole piece. */
        OutputStream next() throws IOException {
            if (part == 0 || written >= partSize) {
                out.close();
                out = new Counting(open(MemberName.of(kind, ++part)));
                written = 0;
            }
            return out;
        }

        @Override
        public void close() throws IOException {
            next(); // a member without content is there, too
            out.close();
        }

        private final class Counting extends java.io.FilterOutputStream {
            Counting(OutputStream out) {
                super(out);
            }

            @Override
            public void write(int b) throws IOException {
                out.write(b);
                written++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
                written += length;
            }
        }
    }

    private final class Measured extends OutputStream {

        private final String name;
        private final OutputStream out;
        private final MessageDigest digest = Sha256.create();
        private long size;
        private boolean closed;

        Measured(String name, OutputStream out) {
            this.name = name;
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            digest.update(bytes, from, length);
            size += length;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                out.close();
                members.add(new Manifest.Member(name, size, HexFormat.of().formatHex(digest.digest())));
            }
        }
    }
}
