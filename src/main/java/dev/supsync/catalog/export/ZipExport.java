package dev.supsync.catalog.export;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** An export that someone packed as a zip; the files may be in a folder of it. */
final class ZipExport {

    private ZipExport() {}

    static void spool(Path export, ExportOptions options, WorkFolder folder) throws IOException {
        try (ZipFile zip = new ZipFile(export.toFile())) {
            List<Member> members = new ArrayList<>();
            zip.stream()
                    .filter(entry -> !entry.isDirectory() && Member.isOne(entry.getName()))
                    .forEach(entry -> members.add(member(zip, entry)));
            ExportInput.requireBoth(export, members, "zip");
            new Spool(export, options, folder).write(members);
        } catch (ZipException | EOFException e) {
            throw ExportFault.damaged(export, "the zip cannot be read: " + e.getMessage(), e);
        }
    }

    private static Member member(ZipFile zip, ZipEntry entry) {
        return new Member(
                entry.getName(),
                entry.getSize(),
                () -> new VerifiedStream(zip.getInputStream(entry), entry.getName(), entry.getSize(), entry.getCrc()));
    }
}
