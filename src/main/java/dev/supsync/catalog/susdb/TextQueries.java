package dev.supsync.catalog.susdb;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Titles, descriptions, the addresses of articles, and the languages of files. */
final class TextQueries {

    /** What the columns hold. */
    private static final int TITLE = 200;

    private static final int DESCRIPTION = 1_500;

    private static final String TEXTS =
            """
            SELECT f.RevisionID AS RevisionID, f.LanguageID AS LanguageID, t.Title AS Title, t.Description AS Description
            FROM dbo.tbLocalizedPropertyForRevision f
              JOIN dbo.tbLocalizedProperty t ON t.LocalizedPropertyID = f.LocalizedPropertyID
            WHERE f.RevisionID {ids}
            ORDER BY f.RevisionID, f.LocalizedPropertyID
            """;

    private static final String URLS =
            """
            SELECT m.RevisionID AS RevisionID, m.MoreInfoURL AS MoreInfoURL, m.ShortLanguage AS ShortLanguage
            FROM dbo.tbMoreInfoURLForRevision m
            WHERE m.RevisionID {ids}
            ORDER BY {order}
            """;

    private static final String FILE_LANGUAGES =
            """
            SELECT l.RevisionID AS RevisionID, l.LanguageID AS LanguageID
            FROM dbo.tbRevisionLanguage l
            WHERE l.RevisionID {ids}
            ORDER BY l.RevisionID, l.LanguageID
            """;

    private final LanguageNames languages;

    private TextQueries(LanguageNames languages) {
        this.languages = languages;
    }

    static List<DetailQuery> of(SusdbSchema schema, LanguageNames languages) {
        TextQueries queries = new TextQueries(languages);
        boolean numbered = schema.has("tbMoreInfoURLForRevision", "RevisionURLID");
        String urls = URLS.replace("{order}", numbered ? "m.RevisionURLID" : "m.RevisionID");
        return List.of(
                new DetailQuery("titles", TEXTS, queries::text),
                new DetailQuery("addresses of articles", urls, TextQueries::url),
                new DetailQuery("languages of files", FILE_LANGUAGES, queries::fileLanguage));
    }

    /** A language that tbLanguage does not list has no name; its texts can be asked for by nobody. */
    private void text(RowReader row, Details details) throws SQLException {
        String language = language(row);
        String title = row.trimmed("Title", TITLE);
        if (language != null) {
            details.addText(
                    language, new Details.Text(title == null ? "" : title, row.trimmed("Description", DESCRIPTION)));
        }
    }

    private static void url(RowReader row, Details details) throws SQLException {
        String url = row.trimmed("MoreInfoURL");
        String language = row.trimmed("ShortLanguage");
        if (url != null) {
            details.urls
                    .computeIfAbsent(
                            language == null ? "all" : language.toLowerCase(Locale.ROOT), l -> new ArrayList<>())
                    .add(url);
        }
    }

    private void fileLanguage(RowReader row, Details details) throws SQLException {
        String language = language(row);
        if (language != null) {
            details.fileLanguages.add(language);
        }
    }

    private @Nullable String language(RowReader row) throws SQLException {
        Integer id = row.integer("LanguageID");
        return id == null ? null : languages.shortName(id);
    }
}
