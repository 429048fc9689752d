package dev.supsync.offline;

import dev.supsync.cabinet.CabinetException;
import dev.supsync.cabinet.CabinetWriter;
import dev.supsync.catalog.Catalog;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.FileFault;
import dev.supsync.error.SupsyncException;
import dev.supsync.metadata.CategoryType;
import dev.supsync.metadata.UpdateId;
import dev.supsync.offline.DocumentWriter.Wanted;
import dev.supsync.replication.RecordBatch;
import dev.supsync.replication.ReplicationSource;
import dev.supsync.replication.SiteHead;
import dev.supsync.site.Fence;
import dev.supsync.site.Publication;
import dev.supsync.site.jdbc.Numbers;
import dev.supsync.site.jdbc.SiteDatabase;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes packages. The site must not be written meanwhile: the caller holds its lease. A package appears when it is
 * complete, and is remembered then.
 */
public final class PackageWriter {

    /** Documents are looked up so many at a time. */
    private static final int PAGE = 200;

    private static final String UPDATES =
            """
            SELECT u.CI_ID, u.UPDATE_ID, u.REVISION_NUMBER, u.IS_LISTED, COALESCE(s.REASONS, 0) AS REASONS, i.REVISION_NUMBER AS PICKED
            FROM SUP_UPDATE u
            LEFT JOIN SUP_UPDATE_STATE s ON s.CI_ID = u.CI_ID
            LEFT JOIN SUP_IMPORT i ON i.UPDATE_ID = u.UPDATE_ID
            WHERE u.CI_ID IN (""";

    private static final String CATEGORIES =
            """
            SELECT c.CATEGORY_GUID, c.REVISION_NUMBER, c.CATEGORY_TYPE, c.IS_EXPIRED, c.CHANGE_NUMBER,
                   (SELECT MAX(a.DISTANCE) FROM SUP_CATEGORY_ANCESTOR a WHERE a.CATEGORY_ID = c.CATEGORY_ID) AS DEPTH
            FROM SUP_CATEGORY c""";

    private final SiteDatabase database;
    private final Fence fence;
    private final Catalog catalog;
    private final ExportPlan plan;
    private final Clock clock;
    private final Runnable stopCheck;
    private final ReplicationSource source;

    /**
     * @param fence of the lease on the site
     * @param catalog the site's active one
     * @param stopCheck runs often, and throws to stop
     */
    public PackageWriter(
            SiteDatabase database, Fence fence, Catalog catalog, ExportPlan plan, Clock clock, Runnable stopCheck) {
        this.database = database;
        this.fence = fence;
        this.catalog = catalog;
        this.plan = plan;
        this.clock = clock;
        this.stopCheck = stopCheck;
        this.source = new ReplicationSource(database);
    }

    /**
     * Writes one package.
     *
     * @return empty if there is nothing new for the recipient
     * @throws SupsyncException if the site has published nothing yet, if a document is missing, if the file is there already or
     *     cannot be written
     */
    public Optional<ExportedPackage> write() {
        SiteHead head = source.head();
        Publication to = head.publication();
        if (to == null) {
            throw new SupsyncException(
                    ErrorCode.SITE_UNPREPARED,
                    "There is nothing to export: " + database.name() + " was never synchronized by this version.",
                    "Run \"supsync sync full\" first.");
        }
        Manifest.@Nullable Mark from = from();
        if (from != null && from.changeNumber() == to.changeNumber()) {
            return Optional.empty();
        }
        @Nullable Path key = plan.signingKey();
        @Nullable SigningKey signing = key == null ? null : SigningKey.read(key);
        try {
            return Optional.of(write(head, to, from, signing));
        } catch (FileAlreadyExistsException e) {
            throw new SupsyncException(
                    ErrorCode.PACKAGE_EXISTS,
                    e.getFile() + " is there already: a package is never written over.",
                    "Name another file, or move this one away.",
                    e);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private SupsyncException unwritten(IOException e) {
        String message = "The package " + plan.output() + " could not be written: " + FileFault.reason(e) + ".";
        if (FileFault.isNoSpace(e)) {
            return new SupsyncException(
                    ErrorCode.NO_SPACE,
                    message,
                    "Make room there, or name a file on a larger disk. Nothing is left there.",
                    e);
        }
        if (e instanceof CabinetException) {
            return new SupsyncException(
                    ErrorCode.CATALOG_LIMIT, message, "Export less at once: --since-last instead of --full.", e);
        }
        return new SupsyncException(
                ErrorCode.PACKAGE_FILE,
                message,
                "Name a file in a folder that exists and that this account may write to.",
                e);
    }

    private Manifest.@Nullable Mark from() {
        if (plan.extent() == ExportPlan.Extent.FULL) {
            return null;
        }
        Optional<ExportedPackage> last = new ExportLog(database).last(plan.recipient());
        if (last.isEmpty() && plan.extent() == ExportPlan.Extent.SINCE_LAST) {
            throw new SupsyncException(
                    ErrorCode.USAGE,
                    "Nothing was exported for \"" + plan.recipient() + "\" yet, so there is no last package.",
                    "Export in full: leave --since-last out. \"supsync export --list\" shows what was exported for"
                            + " whom.");
        }
        return last.map(e -> new Manifest.Mark(e.toChange(), e.toStamp())).orElse(null);
    }

    private ExportedPackage write(
            SiteHead head, Publication to, Manifest.@Nullable Mark from, @Nullable SigningKey signing)
            throws IOException {
        UUID id = UUID.randomUUID();
        Instant created = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        long upTo = from == null ? Long.MAX_VALUE : to.changeNumber();
        long after = from == null ? -1 : from.changeNumber();
        LocalDateTime time = LocalDateTime.ofInstant(created, ZoneOffset.UTC);
        List<Path> files;
        PackageCounts counts;
        if (Files.exists(plan.output())) {
            throw new FileAlreadyExistsException(plan.output().toString());
        }
        try (CabinetWriter cabinet = CabinetWriter.to(plan.output())) {
            PackageMembers members = new PackageMembers(cabinet, time, plan.partSize());
            long[] documents = documents(members, head, created, after, upTo);
            long removed;
            try (OutputStream out = members.open(Manifest.REMOVALS)) {
                removed = RemovalList.write(database, after, upTo, from == null, out);
            }
            long updates = records(members, from == null, after, upTo);
            counts = new PackageCounts(updates, documents[0], removed, documents[1], documents[2]);
            Manifest manifest = new Manifest(
                    id,
                    plan.recipient(),
                    created,
                    plan.siteName(),
                    head,
                    from,
                    from == null ? List.of() : epochs(from),
                    counts,
                    members.members());
            byte[] json = ManifestJson.write(manifest);
            if (json.length > Manifest.LARGEST) {
                throw new IOException("its manifest would have " + json.length + " bytes");
            }
            try (OutputStream out = members.open(Manifest.FILE)) {
                out.write(json);
            }
            if (signing != null) {
                try (OutputStream out = members.open(Manifest.SIGNATURE)) {
                    out.write(ManifestSignature.of(signing, json).bytes());
                }
            }
            stopCheck.run();
            files = cabinet.finishSealed(plan.volumeSize(), id.hashCode() & 0xFFFF);
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        ExportedPackage exported = new ExportedPackage(
                id,
                plan.recipient(),
                created,
                plan.output().toString(),
                bytes,
                from == null ? null : from.changeNumber(),
                from == null ? null : from.stamp(),
                to.changeNumber(),
                to.stamp(),
                to.contentVersion(),
                counts,
                signing == null ? null : signing.id().value());
        remember(exported);
        return exported;
    }

    /** A kill before this leaves a package that is not remembered: the next one begins where this one did. */
    private void remember(ExportedPackage exported) {
        database.inTransaction(() -> {
            new Numbers(database).verify(fence);
            new ExportLog(database).add(exported);
            return true;
        });
    }

    /** Metadata.txt and package.xml; returns how many categories there are, and documents written and left out. */
    private long[] documents(PackageMembers members, SiteHead head, Instant created, long after, long upTo)
            throws IOException {
        List<CategoryRow> categories = categories();
        Set<UpdateId> classifications = categories.stream()
                .filter(c -> c.type() == CategoryType.UPDATE_CLASSIFICATION)
                .map(c -> c.wanted().id())
                .collect(Collectors.toCollection(HashSet::new));
        List<Wanted> changed = categories.stream()
                .filter(c -> c.change() > after && c.change() <= upTo)
                .map(CategoryRow::wanted)
                .toList();
        try (PackageListing listing = new PackageListing(plan.output(), classifications)) {
            DocumentWriter writer;
            try (PackageMembers.Parts metadata = members.parts(Manifest.METADATA)) {
                writer = new DocumentWriter(catalog, metadata, listing);
                DocumentOrder.Order order = DocumentOrder.of(database, after, upTo);
                updates(order, 0, order.detectoids(), writer);
                writer.write(changed);
                updates(order, order.detectoids(), order.numbers().size(), writer);
            }
            try (OutputStream out = members.open(Manifest.PACKAGE_XML)) {
                listing.writeTo(out, head.lineage(), created, plan.languages());
            }
            return new long[] {changed.size(), writer.written(), writer.leftOut()};
        }
    }

    private void updates(DocumentOrder.Order order, int first, int end, DocumentWriter writer) throws IOException {
        for (int from = first; from < end; from += PAGE) {
            stopCheck.run();
            int count = Math.min(PAGE, end - from);
            Object[] numbers = new Object[PAGE];
            Map<Integer, Wanted> rows = new HashMap<>();
            for (int i = 0; i < PAGE; i++) {
                numbers[i] = order.numbers().get(from + Math.min(i, count - 1));
            }
            database.each(
                    UPDATES + "?, ".repeat(PAGE - 1) + "?)",
                    row -> {
                        UpdateId id = database.updateId(row, "UPDATE_ID");
                        row.getInt("PICKED");
                        boolean isPicked = !row.wasNull();
                        boolean mayLack = isPicked || row.getInt("REASONS") != 0 || !row.getBoolean("IS_LISTED");
                        rows.put(
                                row.getInt("CI_ID"),
                                new Wanted(id, row.getInt("REVISION_NUMBER"), mayLack, "update " + id));
                    },
                    numbers);
            List<Wanted> wanted = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Wanted row = rows.get(order.numbers().get(from + i));
                if (row != null) {
                    wanted.add(row);
                }
            }
            writer.write(wanted);
        }
    }

    private record CategoryRow(Wanted wanted, @Nullable CategoryType type, int depth, long change) {}

    /** Classifications first, then companies before what is below them. */
    private List<CategoryRow> categories() {
        List<CategoryRow> rows = new ArrayList<>();
        database.each(CATEGORIES, row -> {
            UpdateId id = database.updateId(row, "CATEGORY_GUID");
            String type = row.getString("CATEGORY_TYPE");
            rows.add(new CategoryRow(
                    new Wanted(id, row.getInt("REVISION_NUMBER"), true, "category " + id),
                    type == null ? null : CategoryType.parse(type),
                    row.getInt("DEPTH"),
                    row.getLong("CHANGE_NUMBER")));
        });
        rows.sort(Comparator.<CategoryRow>comparingInt(
                        c -> c.type() == CategoryType.UPDATE_CLASSIFICATION ? -1 : c.depth())
                .thenComparing(c -> c.wanted().id().value()));
        return rows;
    }

    /** The records for site databases; returns how many updates. */
    private long records(PackageMembers members, boolean isFull, long after, long upTo) throws IOException {
        long updates = 0;
        try (PackageMembers.Parts parts = members.parts(Manifest.RECORDS)) {
            if (isFull) {
                updates += add(parts, source.categories());
                long last = 0;
                for (Optional<RecordBatch> page = source.page(last); page.isPresent(); page = source.page(last)) {
                    last = page.get().reached();
                    updates += add(parts, page.get());
                }
            } else {
                for (long reached = after; reached < upTo; ) {
                    RecordBatch batch = source.changes(reached, upTo);
                    reached = batch.reached();
                    updates += add(parts, batch);
                }
            }
        }
        return updates;
    }

    private int add(PackageMembers.Parts parts, RecordBatch batch) throws IOException {
        stopCheck.run();
        DataOutputStream out = new DataOutputStream(parts.next());
        batch.writeTo(out);
        out.flush();
        return batch.updates();
    }

    /** The epochs of the site after a place, and the one before it. */
    private List<Manifest.Epoch> epochs(Manifest.Mark from) {
        List<Manifest.Epoch> epochs = new ArrayList<>();
        database.each(
                """
                SELECT FIRST_CHANGE, EPOCH_ID FROM SUP_EPOCH
                WHERE FIRST_CHANGE > ? OR FIRST_CHANGE = (SELECT MAX(FIRST_CHANGE) FROM SUP_EPOCH WHERE FIRST_CHANGE <= ?)
                ORDER BY FIRST_CHANGE""",
                row -> epochs.add(new Manifest.Epoch(
                        row.getLong("FIRST_CHANGE"),
                        database.updateId(row, "EPOCH_ID").value())),
                from.changeNumber(),
                from.changeNumber());
        return epochs;
    }
}
