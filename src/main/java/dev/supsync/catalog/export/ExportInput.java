package dev.supsync.catalog.export;

import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The two files of an export where they can be read at any place: in the folder given, or uncompressed in the work
 * folder.
 *
 * @param stamps what the files of a folder were like when they were found; empty for what was uncompressed
 */
record ExportInput(Path metadata, Path packageXml, List<FileStamp> stamps) {

    /** Finds the files; a cabinet and a zip are recognized by their content and uncompressed. */
    static ExportInput open(Path export, ExportOptions options, WorkFolder folder) throws IOException {
        if (Files.isDirectory(export)) {
            return FolderExport.open(export, options, folder);
        }
        byte[] start = start(export);
        if (start.length == 0) {
            throw ExportFault.zeroBytes(export, "the file");
        }
        String name = String.valueOf(export.getFileName()).toLowerCase(Locale.ROOT);
        if (startsWith(start, 0x1F, 0x8B) || name.endsWith(".gz")) {
            throw ExportFault.unsupported(
                    export,
                    "this is an export as .xml.gz, expected a cabinet (.cab), a zip or a folder: Microsoft has not"
                            + " published what such a file looks like inside, and no sample of one is known",
                    "Export as a cabinet: " + ExportFault.COMMAND + ".");
        }
        FileStamp before = FileStamp.of(export);
        if (startsWith(start, 'M', 'S', 'C', 'F')) {
            CabinetExport.spool(export, options, folder);
        } else if (startsWith(start, 'P', 'K')) {
            ZipExport.spool(export, options, folder);
        } else {
            throw ExportFault.unsupported(
                    export,
                    "the file begins with the bytes "
                            + HexFormat.ofDelimiter(" ").formatHex(start)
                            + ", expected a cabinet (4d 53 43 46) or a zip (50 4b), or a folder that holds "
                            + Member.METADATA + " and " + Member.PACKAGE,
                    "Give the cabinet that WSUS writes: " + ExportFault.COMMAND + ".");
        }
        if (!before.unchanged()) {
            throw ExportFault.changed(export);
        }
        return new ExportInput(folder.file(Member.METADATA), folder.file(Member.PACKAGE), List.of());
    }

    /** UTF-16 with the bytes the other way round is written by nothing known. */
    static void refuseBigEndian(Path export, byte[] start) {
        if (startsWith(start, 0xFE, 0xFF)) {
            throw ExportFault.unsupported(
                    export,
                    "metadata.txt is UTF-16 with the high byte first (it begins with fe ff), expected UTF-8 or UTF-16"
                            + " with the low byte first",
                    "Write the export again: " + ExportFault.COMMAND + ".");
        }
    }

    /** Whether the files of a folder are still those that were found. */
    boolean unchanged() {
        return stamps.stream().allMatch(FileStamp::unchanged);
    }

    /** Refuses a container in which a file is missing, empty or there twice. */
    static void requireBoth(Path export, List<Member> members, String container) {
        for (String name : List.of(Member.METADATA, Member.PACKAGE)) {
            List<Member> found = members.stream()
                    .filter(member -> Member.plainName(member.name()).equals(name))
                    .toList();
            if (found.isEmpty()) {
                throw ExportFault.damaged(
                        export,
                        "the " + container + " holds no " + name + ", expected both " + Member.METADATA + " and "
                                + Member.PACKAGE);
            }
            if (found.size() > 1) {
                throw ExportFault.damaged(
                        export, "the " + container + " holds " + found.size() + " files " + name + ", expected one");
            }
            if (found.get(0).size() == 0) {
                throw ExportFault.zeroBytes(export, name);
            }
        }
    }

    private static byte[] start(Path export) throws IOException {
        try (InputStream in = Files.newInputStream(export)) {
            return in.readNBytes(4);
        } catch (NoSuchFileException e) {
            throw new SupsyncException(
                    ErrorCode.CATALOG_UNREACHABLE,
                    export + ": there is no such file or folder",
                    "Check the path of the export.",
                    e);
        }
    }

    private static boolean startsWith(byte[] start, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (i >= start.length || (start[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
