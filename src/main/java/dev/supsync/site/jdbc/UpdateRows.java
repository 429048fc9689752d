package dev.supsync.site.jdbc;

import dev.supsync.metadata.DriverMetadata;
import dev.supsync.metadata.UpdateFile;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.UpdateRecord;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of updates, table by table, gathered for one chunk. */
final class UpdateRows {

    private static final int ARTICLE = 1;
    private static final int BULLETIN = 2;
    private static final int CVE = 3;

    private static final Table.Projection REPLACED = Tables.UPDATE.without("UPDATE_ID", "DATE_CREATED");

    /** Neither the counter nor the date of a change that no view shows moves. */
    private static final Table.Projection UNSEEN =
            Tables.UPDATE.without("UPDATE_ID", "DATE_CREATED", "DATE_LAST_MODIFIED");

    private final List<Object[]> unseen = new ArrayList<>();
    private final List<Object[]> updates = new ArrayList<>();
    private final List<Object[]> replacements = new ArrayList<>();
    private final Map<Table, List<Object[]>> details = new LinkedHashMap<>();

    UpdateRows() {
        Tables.DETAILS.forEach(t -> details.put(t, new ArrayList<>()));
    }

    List<Object[]> updates() {
        return updates;
    }

    /** The columns of {@link #replacements()}. */
    static Table replacedColumns() {
        return REPLACED.table();
    }

    List<Object[]> replacements() {
        return replacements;
    }

    /** The columns of {@link #unseen()}. */
    static Table unseenColumns() {
        return UNSEEN.table();
    }

    List<Object[]> unseen() {
        return unseen;
    }

    /** The detail rows by table, in an order that is always the same. */
    Map<Table, List<Object[]>> details() {
        return details;
    }

    /** Adds a new update and its details. */
    void insert(int ciId, UpdateRecord record, long changeNumber, Instant time) {
        updates.add(updateRow(ciId, record, 1, time, changeNumber));
        addDetails(ciId, record);
    }

    /** Adds an update's new content and details; its flags and its date of creation stay as they are. */
    void replace(int ciId, int version, UpdateRecord record, long changeNumber, Instant time) {
        replacements.add(REPLACED.project(updateRow(ciId, record, version, time, changeNumber)));
        addDetails(ciId, record);
    }

    /** As {@link #replace}, of a change that no view shows. */
    void replaceUnseen(int ciId, int version, UpdateRecord record, long changeNumber, Instant time) {
        unseen.add(UNSEEN.project(updateRow(ciId, record, version, time, changeNumber)));
        addDetails(ciId, record);
    }

    private static Object[] updateRow(int ciId, UpdateRecord r, int version, Instant time, long changeNumber) {
        return row(
                ciId,
                r.id().value(),
                r.key().revisionNumber(),
                version,
                r.type().text(),
                r.listed(),
                r.deployable(),
                r.bundle(),
                r.scopeState().ordinal(),
                r.publicationState().ordinal(),
                utc(r.creationDate()),
                r.defaultLcid(),
                r.severity().number(),
                first(r.articles()),
                first(r.bulletins()),
                r.infoUrl(),
                r.supportUrl(),
                r.legacyName(),
                r.detectoidType(),
                r.handler(),
                r.publisherId(),
                r.eulaId(),
                r.eulaReacceptance(),
                r.beta(),
                r.locallyPublished(),
                r.installation().impact().ordinal(),
                r.installation().reboot().ordinal(),
                r.installation().canRequestUserInput(),
                r.installation().requiresNetworkConnectivity(),
                r.canUninstall(),
                r.maxExecutionTime(),
                r.contentLocales(),
                utc(time),
                utc(time),
                r.source().bytes(),
                r.content().bytes(),
                changeNumber);
    }

    private void addDetails(int ciId, UpdateRecord r) {
        for (UpdateRecord.Text text : r.texts()) {
            add(Tables.TEXTS, ciId, text.lcid(), text.title(), text.description(), text.infoUrl());
        }
        for (UpdateId category : r.categories()) {
            add(Tables.CATEGORIES, ciId, category.value());
        }
        addReferences(ciId, r.references());
        addFiles(ciId, r.files());
        addArticles(ciId, ARTICLE, r.articles(), 1);
        addArticles(ciId, BULLETIN, r.bulletins(), 1);
        addArticles(ciId, CVE, r.cves(), 0);
        addDrivers(ciId, r.drivers());
    }

    private void addReferences(int ciId, List<UpdateRecord.Reference> references) {
        int ordinal = 0;
        for (UpdateRecord.Reference reference : references) {
            Object target = reference.target().value();
            if (reference.type() != UpdateRecord.Reference.Type.SUPERSEDES) {
                add(
                        Tables.RELATIONS,
                        ciId,
                        ordinal++,
                        reference.type().number(),
                        reference.clause(),
                        target,
                        reference.revisionNumber(),
                        reference.first());
            } else if (reference.first()) {
                add(Tables.SUPERSEDENCE, ciId, target);
            }
        }
    }

    private void addFiles(int ciId, List<UpdateFile> files) {
        int ordinal = 0;
        for (UpdateFile file : files) {
            Instant modified = file.modified();
            UpdateFile.PatchingType patching = file.patchingType();
            add(
                    Tables.FILES,
                    ciId,
                    ordinal++,
                    file.digest(),
                    file.name(),
                    file.size(),
                    modified == null ? null : utc(modified),
                    patching == null ? null : patching.ordinal() + 1,
                    file.sha256(),
                    file.sourceUrl());
        }
    }

    private void addArticles(int ciId, int kind, List<String> articles, int from) {
        for (int i = from; i < articles.size(); i++) {
            add(Tables.ARTICLES, ciId, kind, i, articles.get(i));
        }
    }

    private void addDrivers(int ciId, List<DriverMetadata> drivers) {
        int ordinal = 0;
        for (DriverMetadata d : drivers) {
            add(
                    Tables.DRIVERS,
                    ciId,
                    ordinal++,
                    d.hardwareId(),
                    d.driverDate(),
                    d.version(),
                    d.driverClass(),
                    d.company(),
                    d.provider(),
                    d.manufacturer(),
                    d.model(),
                    d.whqlDriverId());
        }
    }

    private void add(Table table, @Nullable Object... values) {
        List<Object[]> rows = details.get(table);
        if (rows == null) {
            throw new IllegalArgumentException(table.name() + " is no detail of an update");
        }
        rows.add(row(values));
    }

    /** A row; its values may be null, which arrays of objects cannot say to every checker. */
    @SuppressWarnings("NullAway")
    static Object[] row(@Nullable Object... values) {
        return values;
    }

    /** A point in time as the database holds it: UTC, milliseconds. */
    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time.truncatedTo(java.time.temporal.ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.get(0);
    }
}
