package dev.supsync.site.jdbc;

import static dev.supsync.site.jdbc.UpdateRows.row;
import static dev.supsync.site.jdbc.UpdateRows.utc;

import dev.supsync.metadata.Article;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.Fence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is told of deployments and update groups. Methods that write take part in the caller's transaction. */
public final class DeploymentStore {

    private static final String HELD =
            "SELECT CI_ID, UPDATE_ID FROM SUP_UPDATE WHERE IS_LISTED = %s AND UPDATE_ID IN (";

    private static final String OF_ARTICLE =
            "SELECT u.UPDATE_ID FROM SUP_UPDATE u WHERE u.IS_LISTED = %s AND %s ORDER BY u.CI_ID";

    private static final String LIST =
            """
            SELECT d.DEPLOYMENT_NAME, d.UPDATE_ID, d.MARKED_AT, v.ArticleID, v.Title, v.IsExpired
            FROM SUP_DEPLOYMENT d LEFT JOIN SUP_UPDATE u ON u.UPDATE_ID = d.UPDATE_ID
            LEFT JOIN v_UpdateInfo v ON v.CI_ID = u.CI_ID
            %s ORDER BY d.DEPLOYMENT_NAME, d.UPDATE_ID""";

    private static final Table TOUCHED = new Table(
            "SUP_UPDATE",
            1,
            Table.column("CI_ID", Table.Kind.INT),
            Table.column("DATE_LAST_MODIFIED", Table.Kind.TIMESTAMP),
            Table.column("CHANGE_NUMBER", Table.Kind.BIGINT));

    private final SiteDatabase database;
    private final Numbers numbers;

    public DeploymentStore(SiteDatabase database) {
        this.database = database;
        this.numbers = new Numbers(database);
    }

    /**
     * An update in a deployment or group.
     *
     * @param markedAt null if another program wrote it without a time
     * @param article empty when it has none, null when the site does not hold the update
     * @param title null when the site does not hold the update
     */
    public record Marked(
            String name,
            UpdateId id,
            @Nullable Instant markedAt,
            @Nullable String article,
            @Nullable String title,
            boolean expired) {}

    /** Everything that is marked, by name; only of one deployment, if it is named. */
    public void list(@Nullable String name, Consumer<Marked> consumer) {
        String sql = LIST.formatted(name == null ? "" : "WHERE d.DEPLOYMENT_NAME = ?");
        Object[] parameters = name == null ? new Object[0] : new Object[] {name};
        database.each(sql, row -> consumer.accept(marked(row)), parameters);
    }

    /** The updates of the views among these, with their local numbers. */
    public Map<UpdateId, Integer> held(Collection<UpdateId> ids) {
        Map<UpdateId, Integer> held = new LinkedHashMap<>();
        database.each(
                HELD.formatted(database.literal(true)),
                ids,
                row -> held.put(database.updateId(row, "UPDATE_ID"), row.getInt("CI_ID")));
        return held;
    }

    /** The updates of the views with this knowledge base article. */
    public List<UpdateId> ofArticle(Article article) {
        return database.translating(() -> database.jdbc()
                .query(
                        OF_ARTICLE.formatted(database.literal(true), database.hasArticle()),
                        (row, number) -> database.updateId(row, "UPDATE_ID"),
                        article.name(),
                        article.name()));
    }

    /** Marks updates; returns those that were not marked so before. */
    public Set<UpdateId> mark(Fence fence, String name, Collection<UpdateId> ids, Instant time) {
        numbers.verify(fence);
        Set<UpdateId> added = new LinkedHashSet<>(ids);
        added.removeAll(marked(name));
        Set<UpdateId> deployed = deployed(added);
        for (UpdateId id : added) {
            database.translating(() -> database.jdbc()
                    .update(
                            "INSERT INTO SUP_DEPLOYMENT (UPDATE_ID, DEPLOYMENT_NAME, MARKED_AT) VALUES (?, ?, ?)",
                            database.parameter(id.value()),
                            name,
                            utc(time)));
        }
        Set<UpdateId> flipped = new HashSet<>(added);
        flipped.removeAll(deployed);
        touch(fence, flipped, time);
        return added;
    }

    /**
     * Takes marks back; returns the updates that had them.
     *
     * @param ids null for all of the deployment
     */
    public Set<UpdateId> unmark(Fence fence, String name, @Nullable Collection<UpdateId> ids, Instant time) {
        numbers.verify(fence);
        Set<UpdateId> removed = new LinkedHashSet<>(marked(name));
        if (ids != null) {
            removed.retainAll(new HashSet<>(ids));
        }
        for (UpdateId id : removed) {
            database.translating(() -> database.jdbc()
                    .update(
                            "DELETE FROM SUP_DEPLOYMENT WHERE UPDATE_ID = ? AND DEPLOYMENT_NAME = ?",
                            database.parameter(id.value()),
                            name));
        }
        Set<UpdateId> flipped = new HashSet<>(removed);
        flipped.removeAll(deployed(removed));
        touch(fence, flipped, time);
        return removed;
    }

    /** Whether anything is marked by this name. */
    public boolean isKnown(String name) {
        return !marked(name).isEmpty();
    }

    private Set<UpdateId> marked(String name) {
        return new LinkedHashSet<>(database.translating(() -> database.jdbc()
                .query(
                        "SELECT UPDATE_ID FROM SUP_DEPLOYMENT WHERE DEPLOYMENT_NAME = ? ORDER BY UPDATE_ID",
                        (row, number) -> database.updateId(row, "UPDATE_ID"),
                        name)));
    }

    private Set<UpdateId> deployed(Collection<UpdateId> ids) {
        Set<UpdateId> deployed = new HashSet<>();
        database.each(
                "SELECT DISTINCT UPDATE_ID FROM SUP_DEPLOYMENT WHERE UPDATE_ID IN (",
                ids,
                row -> deployed.add(database.updateId(row, "UPDATE_ID")));
        return deployed;
    }

    /** A view shows the difference, so the updates get change numbers. */
    private void touch(Fence fence, Collection<UpdateId> ids, Instant time) {
        Collection<Integer> held = held(ids).values();
        if (held.isEmpty()) {
            return;
        }
        Numbers.Range range = numbers.allocate(fence, held.size(), 0, 0, true);
        List<Object[]> rows = new ArrayList<>();
        long change = range.firstChange();
        for (int ciId : held) {
            rows.add(row(ciId, utc(time), change++));
        }
        database.write((connection, writer) -> writer.update(connection, TOUCHED, rows));
    }

    private Marked marked(ResultSet row) throws SQLException {
        LocalDateTime time = row.getObject("MARKED_AT", LocalDateTime.class);
        return new Marked(
                row.getString("DEPLOYMENT_NAME"),
                database.updateId(row, "UPDATE_ID"),
                time == null ? null : time.toInstant(ZoneOffset.UTC),
                row.getString("ArticleID"),
                row.getString("Title"),
                row.getBoolean("IsExpired"));
    }
}
