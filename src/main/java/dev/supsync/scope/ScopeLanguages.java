package dev.supsync.scope;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Checks the languages of a scope. English is always kept: it is what titles fall back to. */
final class ScopeLanguages {

    static final String PATH = "supsync.scope.";

    private static final String ENGLISH = "en";

    private static final Set<String> KNOWN = new TreeSet<>(List.of(
            "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hi", "hr", "hu", "it", "ja",
            "ja-nec", "ko", "lt", "lv", "nl", "no", "pl", "pt", "pt-br", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr",
            "uk", "zh-cn", "zh-hk", "zh-tw"));

    private ScopeLanguages() {}

    static Set<String> resolve(List<String> written, List<String> mistakes) {
        Set<String> languages = new TreeSet<>(Set.of(ENGLISH));
        for (int i = 0; i < written.size(); i++) {
            String language = written.get(i).strip().toLowerCase(Locale.ROOT);
            if (KNOWN.contains(language)) {
                languages.add(language);
            } else {
                mistakes.add(PATH + "languages[" + i + "] " + CategoryText.quoted(written.get(i))
                        + ": no language of WSUS has this short name; allowed are " + String.join(", ", KNOWN));
            }
        }
        return languages;
    }
}
