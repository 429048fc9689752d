package dev.supsync.catalog.susdb;

import dev.supsync.metadata.Language;
import dev.supsync.metadata.Languages;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The short names of WSUS's languages by their LCIDs, as tbLanguage has them. */
final class LanguageNames {

    private static final String SELECT =
            "SELECT l.LanguageID AS LanguageID, l.ShortLanguage AS ShortLanguage FROM dbo.tbLanguage l";

    private final Map<Integer, String> names = new HashMap<>();

    LanguageNames(Session session) {
        session.rows("read languages", SELECT, List.of(), row -> {
            Integer id = row.integer("LanguageID");
            String name = row.trimmed("ShortLanguage");
            if (id != null && name != null) {
                names.put(id, name.toLowerCase(Locale.ROOT));
            }
            return null;
        });
    }

    /** The name in lower case; null for a language that neither tbLanguage nor WSUS's own list has. */
    @Nullable
    String shortName(int languageId) {
        String name = names.get(languageId);
        return name != null
                ? name
                : Languages.byLcid(languageId).map(Language::shortName).orElse(null);
    }
}
