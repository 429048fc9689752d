package dev.supsync.scope;

import dev.supsync.metadata.Language;
import dev.supsync.metadata.Languages;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Checks the languages of a scope. English is always kept: it is what titles fall back to. */
final class ScopeLanguages {

    static final String PATH = "supsync.scope.";

    private static final String ENGLISH = "en";

    private static final String ALL = "all";

    private ScopeLanguages() {}

    static Set<String> resolve(List<String> written, List<String> mistakes) {
        Set<String> languages = new TreeSet<>(Set.of(ENGLISH));
        for (int i = 0; i < written.size(); i++) {
            Optional<Language> language = known(written.get(i));
            if (language.isPresent()) {
                languages.add(language.get().shortName());
            } else {
                mistakes.add(PATH + "languages[" + i + "] " + CategoryText.quoted(written.get(i))
                        + ": no language of WSUS has this short name; allowed are " + allowed());
            }
        }
        return languages;
    }

    /** A language that a text can have: not {@code all}. */
    private static Optional<Language> known(String shortName) {
        return Languages.byShortName(shortName)
                .filter(language -> !language.shortName().equals(ALL));
    }

    private static String allowed() {
        return Languages.all().stream()
                .map(Language::shortName)
                .filter(name -> !name.equals(ALL))
                .collect(Collectors.joining(", "));
    }
}
