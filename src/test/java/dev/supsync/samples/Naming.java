package dev.supsync.samples;

import dev.supsync.metadata.LocalizedText;
import dev.supsync.samples.Line.Trait;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The titles and descriptions of updates, and the numbers in them. */
record Naming(Chance chance, Timeline timeline, int languages) {

    private static final int ARTICLES = 5_030_000;
    private static final int ARTICLES_OF_LEGACY = 3_000_000;

    /** One for each language, in the order of their short names: the first is not the default. */
    List<LocalizedText> texts(int update, boolean revised) {
        List<LocalizedText> texts = new ArrayList<>();
        for (String language : languages(update)) {
            texts.add(text(update, language, revised));
        }
        return texts;
    }

    String defaultLanguage(int update) {
        Line kind = timeline.kind(update);
        return kind.is(Trait.GERMAN) || kind.is(Trait.FOREIGN) ? "de" : "en";
    }

    /** The title in a language, whether or not the update has it. */
    String title(int update, String language) {
        return Wording.of(timeline.kind(update).wording(), language).title().fill(name -> value(update, name));
    }

    /** The number of the KB article. */
    String article(int update) {
        boolean legacy = timeline.kind(update).is(Trait.LEGACY);
        return Integer.toString((legacy ? ARTICLES_OF_LEGACY : ARTICLES) + update);
    }

    String version(int update) {
        YearMonth month = timeline.month(update);
        return month.getYear() % 100 + "." + month.getMonthValue() + "." + (1_000 + timeline.line(update) % 9_000) + "."
                + timeline.age(update);
    }

    private LocalizedText text(int update, String language, boolean revised) {
        Wording wording = Wording.of(timeline.kind(update).wording(), language);
        String title = wording.title().fill(name -> value(update, name));
        String description = wording.description().fill(name -> value(update, name));
        if (!revised) {
            return new LocalizedText(language, title, description, null, null, null);
        }
        Wording revision = Wording.of("revised", language);
        return new LocalizedText(
                language,
                revision.title().fill(name -> title),
                revision.description().fill(name -> description),
                null,
                null,
                null);
    }

    private List<String> languages(int update) {
        if (timeline.kind(update).is(Trait.FOREIGN)) {
            return List.of("de", "fr");
        }
        boolean many = chance.below(40, Chance.For.LANGUAGES, update) == 0;
        List<String> some = Wording.LANGUAGES.subList(0, many ? Wording.LANGUAGES.size() : languages);
        if (timeline.kind(update).is(Trait.GERMAN) && !some.contains("de")) {
            return List.of("de", "en");
        }
        return some.stream().sorted().toList();
    }

    private String value(int update, String name) {
        Line kind = timeline.kind(update);
        return switch (name) {
            case "month" -> timeline.month(update).toString();
            case "subject" -> kind.subject();
            case "arch" -> kind.architecture();
            case "kb" -> article(update);
            case "version" -> version(update);
            case "number" ->
                Integer.toString(kind.is(Trait.LEGACY) ? timeline.age(update) % 5 + 1 : 100 + timeline.age(update));
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The name that files and packages begin with. */
    String fileStem(int update) {
        Line kind = timeline.kind(update);
        String stem = kind.hasArticle() ? "kb" + article(update) : kind.name() + "-" + version(update);
        return stem + "-" + kind.architecture().toLowerCase(Locale.ROOT);
    }
}
