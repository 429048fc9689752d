package dev.supsync.catalog.export;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An export as a folder: read in place, unless metadata.txt is UTF-16. */
final class FolderExport {

    private FolderExport() {}

    static ExportInput open(Path export, ExportOptions options, WorkFolder folder) throws IOException {
        List<Member> members = new ArrayList<>();
        Path metadata = export;
        Path packageXml = export;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(export, Files::isRegularFile)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (Member.isOne(name)) {
                    members.add(new Member(name, Files.size(file), () -> Files.newInputStream(file)));
                }
                metadata = Member.plainName(name).equals(Member.METADATA) ? file : metadata;
                packageXml = Member.plainName(name).equals(Member.PACKAGE) ? file : packageXml;
            }
        }
        ExportInput.requireBoth(export, members, "folder");
        List<FileStamp> stamps = List.of(FileStamp.of(metadata), FileStamp.of(packageXml));
        long size = stamps.get(0).size() + stamps.get(1).size();
        if (size > options.exportSize()) {
            throw ExportFault.limit(export, options.exportSize(), size + " bytes");
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(metadata)) {
            start = in.readNBytes(Utf16Reader.START);
        }
        ExportInput.refuseBigEndian(export, start);
        if (!Utf16Reader.isUtf16(start)) {
            return new ExportInput(metadata, packageXml, stamps);
        }
        new Spool(export, options, folder).write(members);
        if (!stamps.stream().allMatch(FileStamp::unchanged)) {
            throw ExportFault.changed(export);
        }
        return new ExportInput(folder.file(Member.METADATA), folder.file(Member.PACKAGE), List.of());
    }
}
