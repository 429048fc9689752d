package dev.supsync.catalog.export;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.Printable;
import dev.supsync.error.SupsyncException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Writes the files of an export into the work folder, uncompressed, and no more than allowed. */
final class Spool {

    /** Less than this counts as a full disk when writing fails. */
    private static final long FULL = 1L << 20;

    private final Path export;
    private final ExportOptions options;
    private final WorkFolder folder;
    private long written;

    Spool(Path export, ExportOptions options, WorkFolder folder) {
        this.export = export;
        this.options = options;
        this.folder = folder;
    }

    /** Writes the members, in their order, under their plain names; metadata.txt becomes UTF-8. */
    void write(List<Member> members) throws IOException {
        long declared = 0;
        for (Member member : members) {
            declared += Math.max(0, member.size());
        }
        if (declared > options.exportSize()) {
            throw ExportFault.limit(export, options.exportSize(), declared + " bytes");
        }
        requireSpace(declared);
        for (Member member : members) {
            write(member);
        }
    }

    private void requireSpace(long needed) throws IOException {
        long available = Files.getFileStore(folder.path()).getUsableSpace();
        if (needed > available) {
            throw noSpace("needs " + needed + " bytes in " + folder.path() + ", " + available + " are free");
        }
    }

    private SupsyncException noSpace(String what) {
        return new SupsyncException(
                ErrorCode.NO_SPACE,
                export + ": uncompressing it " + what,
                "Free some space there, or set the work directory to a larger disk.");
    }

    private void write(Member member) throws IOException {
        String plain = Member.plainName(member.name());
        Path file = folder.file(plain);
        try (InputStream content = new BufferedInputStream(member.content().open(), 1 << 16);
                InputStream in = plain.equals(Member.METADATA) ? asUtf8(content) : content;
                OutputStream out =
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[1 << 18];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                written += read;
                if (written > options.exportSize()) {
                    throw ExportFault.limit(
                            export,
                            options.exportSize(),
                            "more bytes than that (the rest of " + Printable.line(member.name(), 80)
                                    + " was not read)");
                }
                write(out, buffer, read);
            }
        }
    }

    private void write(OutputStream out, byte[] buffer, int length) throws IOException {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            long available = Files.getFileStore(folder.path()).getUsableSpace();
            if (available < FULL) {
                throw noSpace("filled " + folder.path() + " after " + written + " bytes, " + available + " are free");
            }
            throw new SupsyncException(
                    ErrorCode.NO_SPACE,
                    export + ": uncompressing it to " + folder.path() + " failed (" + ExportFault.reason(e) + ")",
                    "Check the disk of the work directory, or set another one.",
                    e);
        }
    }

    /** The text as UTF-8, whichever of the two encodings it has. */
    private InputStream asUtf8(InputStream text) throws IOException {
        text.mark(Utf16Reader.START);
        byte[] start = text.readNBytes(Utf16Reader.START);
        text.reset();
        ExportInput.refuseBigEndian(export, start);
        return Utf16Reader.isUtf16(start) ? new Utf16Reader(text) : text;
    }
}
