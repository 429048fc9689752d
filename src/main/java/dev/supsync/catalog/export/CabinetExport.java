package dev.supsync.catalog.export;

import dev.supsync.cabinet.CabinetEntry;
import dev.supsync.cabinet.CabinetException;
import dev.supsync.cabinet.CabinetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An export as a cabinet, or a set of them. */
final class CabinetExport {

    private CabinetExport() {}

    static void spool(Path export, ExportOptions options, WorkFolder folder) throws IOException {
        try (CabinetReader cabinet = CabinetReader.open(export)) {
            List<Member> members = new ArrayList<>();
            for (CabinetEntry entry : cabinet.entries()) {
                if (Member.isOne(entry.name())) {
                    members.add(new Member(entry.displayName(), entry.size(), () -> cabinet.open(entry)));
                }
            }
            ExportInput.requireBoth(export, members, "cabinet");
            new Spool(export, options, folder).write(members);
        } catch (CabinetException e) {
            throw ExportFault.damaged(export, "the cabinet cannot be read: " + e.getMessage(), e);
        }
    }
}
