package dev.supsync.catalog.susdb;

import dev.supsync.catalog.susdb.WsusState.Result;
import dev.supsync.catalog.susdb.WsusState.Synchronization;
import dev.supsync.metadata.UpdateId;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads how the WSUS server of a SUSDB stands. The tables of its subscription are not published: what is not there as it
 * is expected is not known, and no error.
 */
final class WsusServer {

    private static final String CLASSIFICATION = "UpdateClassification";
    private static final long ENGLISH = 1033;
    private static final long ALL_LANGUAGES = 0;

    /** 384, 386 and 387 end a synchronization, 381 and 382 begin one. Events may have been deleted. None is in the future. */
    private static final String LAST =
            """
            SELECT e.EventID AS EventID, e.TimeAtServer AS TimeAtServer, {error}
            FROM dbo.tbEventInstance e
            WHERE e.EventNamespaceID = 2 AND e.EventID IN (381, 382, 384, 386, 387)
              AND e.TimeAtServer <= ?
            ORDER BY e.TimeAtServer DESC, {tie} DESC
            """;

    private static final String CATEGORIES =
            """
            SELECT c.CategoryID AS CategoryID, c.ParentCategoryID AS ParentCategoryID, c.CategoryType AS CategoryType,
                   u.UpdateID AS UpdateID, p.Title AS Title
            FROM dbo.tbCategory c
            JOIN dbo.tbUpdate u ON u.LocalUpdateID = c.CategoryID
            LEFT JOIN dbo.tbRevision r ON r.LocalUpdateID = c.CategoryID AND r.IsLatestRevision = 1
            LEFT JOIN dbo.tbLocalizedPropertyForRevision l ON l.RevisionID = r.RevisionID AND l.LanguageID = ?
            LEFT JOIN dbo.tbLocalizedProperty p ON p.LocalizedPropertyID = l.LocalizedPropertyID
            """;

    private final Session session;
    private final SusdbSchema schema;
    private final Clock clock;

    WsusServer(Session session, SusdbSchema schema, Clock clock) {
        this.clock = clock;
        this.session = session;
        this.schema = schema;
    }

    private record Category(long id, long parent, @Nullable String type, UpdateId guid, @Nullable String title) {
        boolean isClassification() {
            return CLASSIFICATION.equalsIgnoreCase(type);
        }
    }

    WsusState read() {
        Map<Long, Category> categories = categories();
        Set<Long> subscribed = subscribed();
        return new WsusState(
                last(),
                source(),
                selected(categories, subscribed, false),
                selected(categories, subscribed, true),
                languages(),
                titles(categories));
    }

    /** A replica takes over what its upstream declines; any other server declines for itself. */
    Optional<Boolean> isReplica() {
        if (!schema.has("tbConfigurationC", "ReplicaMode")) {
            return Optional.empty();
        }
        return session
                .rows(
                        "read the configuration of WSUS",
                        "SELECT c.ReplicaMode AS ReplicaMode FROM dbo.tbConfigurationC c",
                        List.of(),
                        row -> row.optionalFlag("ReplicaMode"))
                .stream()
                .findFirst();
    }

    private static Map<UpdateId, String> titles(Map<Long, Category> categories) {
        Set<Long> parents = new HashSet<>();
        categories.values().forEach(c -> parents.add(c.parent()));
        Map<UpdateId, String> titles = new HashMap<>();
        for (Category category : categories.values()) {
            if (!parents.contains(category.id())) {
                String title = category.title();
                titles.put(category.guid(), title == null ? category.guid().toString() : title);
            }
        }
        return titles;
    }

    private Optional<Synchronization> last() {
        boolean known = List.of("EventNamespaceID", "EventID", "TimeAtServer").stream()
                .allMatch(column -> schema.has("tbEventInstance", column));
        if (!known) {
            return Optional.empty();
        }
        String sql = LAST.replace("{error}", schema.select("e", "tbEventInstance", "Win32HResult"))
                .replace(
                        "{tie}",
                        schema.has("tbEventInstance", "EventOrdinalNumber") ? "e.EventOrdinalNumber" : "e.EventID");
        Object latest = SusdbDialect.utc(clock.instant().plus(WsusEvents.BELIEVED));
        return session
                .rows("read the events of WSUS", session.dialect().limited(sql, 1), List.of(latest), row -> {
                    Instant time = row.instant("TimeAtServer");
                    Long error = row.number("Win32HResult");
                    return time == null
                            ? null
                            : new Synchronization(
                                    result(row.key("EventID")), time, error == null || error == 0 ? null : error);
                })
                .stream()
                .findFirst();
    }

    private static Result result(long event) {
        return switch ((int) event) {
            case 384 -> Result.SUCCEEDED;
            case 386 -> Result.FAILED;
            case 387 -> Result.CANCELLED;
            default -> Result.RUNNING;
        };
    }

    /** What WSUS synchronizes from; null where the database does not tell. */
    @Nullable
    String source() {
        if (!schema.has("tbConfigurationA", "SyncToMU") || !schema.has("tbConfigurationA", "UpstreamServerName")) {
            return null;
        }
        return session
                .rows(
                        "read the configuration of WSUS",
                        "SELECT a.SyncToMU AS SyncToMU, a.UpstreamServerName AS UpstreamServerName FROM"
                                + " dbo.tbConfigurationA a",
                        List.of(),
                        row -> {
                            String upstream = row.trimmed("UpstreamServerName");
                            return row.flag("SyncToMU") ? "Microsoft Update" : upstream;
                        })
                .stream()
                .findFirst()
                .orElse(null);
    }

    private Map<Long, Category> categories() {
        Map<Long, Category> categories = new HashMap<>();
        session.rows("read the categories", CATEGORIES, List.of(ENGLISH), row -> {
                    UUID guid = row.guid("UpdateID");
                    Long parent = row.number("ParentCategoryID");
                    return guid == null
                            ? null
                            : new Category(
                                    row.key("CategoryID"),
                                    parent == null ? 0 : parent,
                                    row.trimmed("CategoryType"),
                                    new UpdateId(guid),
                                    row.trimmed("Title"));
                })
                .forEach(category -> categories.put(category.id(), category));
        return categories;
    }

    private Set<Long> subscribed() {
        if (!schema.has("tbCategoryInSubscription", "CategoryID")) {
            return Set.of();
        }
        return new HashSet<>(session.rows(
                "read what WSUS synchronizes",
                "SELECT DISTINCT s.CategoryID AS CategoryID FROM dbo.tbCategoryInSubscription s",
                List.of(),
                row -> row.number("CategoryID")));
    }

    /** What is selected of one kind, by itself or from above; null if nothing of that kind is, which WSUS never has. */
    private static @Nullable Set<UpdateId> selected(
            Map<Long, Category> categories, Set<Long> subscribed, boolean classifications) {
        Set<UpdateId> selected = new HashSet<>();
        for (Category category : categories.values()) {
            if (category.isClassification() == classifications && isSelected(category, categories, subscribed)) {
                selected.add(category.guid());
            }
        }
        return selected.isEmpty() ? null : selected;
    }

    private static boolean isSelected(Category category, Map<Long, Category> categories, Set<Long> subscribed) {
        Set<Long> seen = new HashSet<>();
        for (Category each = category; each != null && seen.add(each.id()); each = categories.get(each.parent())) {
            if (subscribed.contains(each.id())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Set<String> languages() {
        if (!schema.has("tbLanguageInSubscription", "LanguageID")) {
            return null;
        }
        Set<String> languages = new HashSet<>();
        boolean[] all = new boolean[1];
        session.rows(
                "read the languages of WSUS",
                "SELECT l.LanguageID AS LanguageID, l.ShortLanguage AS ShortLanguage FROM dbo.tbLanguageInSubscription"
                        + " s JOIN dbo.tbLanguage l ON l.LanguageID = s.LanguageID",
                List.of(),
                row -> {
                    all[0] |= row.key("LanguageID") == ALL_LANGUAGES;
                    String name = row.trimmed("ShortLanguage");
                    if (name != null) {
                        languages.add(name.toLowerCase(Locale.ROOT));
                    }
                    return null;
                });
        return all[0] || languages.isEmpty() ? null : languages;
    }
}
