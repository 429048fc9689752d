package dev.supsync.cabinet;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The folders and members of a whole set, put together from the headers of its cabinets. */
final class CabinetIndex {

    /** What must be the same wherever the parts of a set list a member. */
    private record Extent(String name, long offset, long size) {
        static Extent of(CabinetEntry entry) {
            return new Extent(entry.name(), entry.offset(), entry.size());
        }
    }

    private final long maximumMemberSize;
    private final List<Folder> folders = new ArrayList<>(1);
    private final List<CabinetEntry> entries = new ArrayList<>();
    /** The members that the cabinet before said go on in the next one. */
    private Set<Extent> continued = new HashSet<>();

    private CabinetIndex(long maximumMemberSize) {
        this.maximumMemberSize = maximumMemberSize;
    }

    static CabinetIndex of(List<Volume> volumes, long maximumMemberSize) throws CabinetException {
        CabinetIndex index = new CabinetIndex(maximumMemberSize);
        for (int i = 0; i < volumes.size(); i++) {
            index.add(volumes.get(i), i == 0, i + 1 == volumes.size());
        }
        index.checkExtents(volumes.get(0).name());
        return index;
    }

    List<Folder> folders() {
        return folders;
    }

    List<CabinetEntry> entries() {
        return entries;
    }

    private void add(Volume volume, boolean first, boolean last) throws CabinetException {
        CabinetHeader header = volume.header();
        boolean goesOnFromPrevious = header.files().stream().anyMatch(CabinetHeader.FileRow::fromPrevious);
        if (goesOnFromPrevious != !continued.isEmpty() || (goesOnFromPrevious && first)) {
            throw CabinetException.damaged(
                    volume.name(),
                    goesOnFromPrevious
                            ? "begins with the rest of a member, but the cabinet before it does not say so"
                            : "does not begin with the rest of the member in which the cabinet before it ends");
        }
        int base = folders.size() - (goesOnFromPrevious ? 1 : 0);
        addFolders(volume, base, goesOnFromPrevious);
        Set<Extent> before = continued;
        continued = new HashSet<>();
        for (CabinetHeader.FileRow file : header.files()) {
            CabinetEntry entry = entry(volume, file, base);
            if (file.toNext()) {
                if (last) {
                    throw CabinetException.damaged(
                            volume.name(),
                            "says that member \"%s\" goes on in a further cabinet, but names none",
                            entry.displayName());
                }
                continued.add(Extent.of(entry));
            }
            if (!file.fromPrevious()) {
                entries.add(entry);
            } else if (!before.contains(Extent.of(entry))) {
                throw CabinetException.damaged(
                        volume.name(),
                        "goes on with member \"%s\", which the cabinet before it does not begin",
                        entry.displayName());
            }
        }
    }

    private void addFolders(Volume volume, int base, boolean goesOnFromPrevious) throws CabinetException {
        List<CabinetHeader.FolderRow> rows = volume.header().folders();
        for (int i = 0; i < rows.size(); i++) {
            CabinetHeader.FolderRow row = rows.get(i);
            Folder.Part part = new Folder.Part(volume, row.dataOffset(), row.blocks());
            Compression compression = new Compression(row.compression());
            if (i == 0 && goesOnFromPrevious) {
                Folder folder = folders.get(base);
                if (!folder.compression().equals(compression)) {
                    throw CabinetException.damaged(
                            volume.name(),
                            "goes on with a folder compressed by method 0x%04x, the cabinet before it used 0x%04x",
                            compression.type(),
                            folder.compression().type());
                }
                folder.parts().add(part);
            } else {
                List<Folder.Part> parts = new ArrayList<>(1);
                parts.add(part);
                folders.add(new Folder(folders.size(), compression, parts));
            }
        }
    }

    private CabinetEntry entry(Volume volume, CabinetHeader.FileRow file, int base) throws CabinetException {
        int count = volume.header().folders().size();
        int local = file.folder();
        if (file.fromPrevious()) {
            local = 0;
        } else if (file.toNext()) {
            local = count - 1;
        }
        if (local < 0 || local >= count || (file.folder() == CabinetHeader.PREVIOUS_AND_NEXT && count != 1)) {
            throw CabinetException.damaged(
                    volume.name(),
                    "places member \"%s\" in folder 0x%04x, the cabinet has %d",
                    CabinetException.printable(file.name()),
                    file.folder(),
                    count);
        }
        CabinetEntry entry = new CabinetEntry(
                file.name(), file.size(), base + local, file.offset(), file.attributes(), file.modified());
        if (entry.size() > maximumMemberSize) {
            throw new CabinetException(String.format(
                    Locale.ROOT,
                    "%s: member \"%s\" is said to hold %d bytes, the limit is %d. If the cabinet can be trusted, open"
                            + " it with a higher limit",
                    CabinetException.printable(volume.name()),
                    entry.displayName(),
                    entry.size(),
                    maximumMemberSize));
        }
        return entry;
    }

    /** Members must lie within what the blocks of their folder can stand for. */
    private void checkExtents(String file) throws CabinetException {
        long[] maxima = folders.stream().mapToLong(Folder::maximumSize).toArray();
        for (CabinetEntry entry : entries) {
            long maximum = maxima[entry.folder()];
            if (entry.end() > maximum && entry.size() > 0) {
                throw CabinetException.damaged(
                        file,
                        "member \"%s\" ends at %d uncompressed bytes of folder %d, which holds at most %d",
                        entry.displayName(),
                        entry.end(),
                        entry.folder(),
                        maximum);
            }
        }
    }
}
