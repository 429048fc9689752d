package dev.supsync.samples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How the titles and descriptions of one kind of updates are worded in one language. */
record Wording(Template title, Template description) {

    /** The languages in which all kinds are worded, the common ones first. */
    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "it", "ja");

    private static final Map<String, Map<String, Wording>> ALL = read();

    static Wording of(String kind, String language) {
        Map<String, Wording> languages = Objects.requireNonNull(ALL.get(kind), kind);
        return Objects.requireNonNull(languages.get(language), language);
    }

    private static Map<String, Map<String, Wording>> read() {
        Map<String, Map<String, Wording>> all = new LinkedHashMap<>();
        for (List<String> row : Rows.of("texts.tsv")) {
            all.computeIfAbsent(row.get(0), kind -> new TreeMap<>())
                    .put(row.get(1), new Wording(Template.of(row.get(2)), Template.of(row.get(3))));
        }
        return all;
    }
}
