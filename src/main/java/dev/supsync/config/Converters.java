package dev.supsync.config;

import dev.supsync.metadata.Language;
import dev.supsync.metadata.Languages;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads texts as values; what is wrong is thrown as an {@link IllegalArgumentException} that says what is expected. */
final class Converters {

    private static final String ALL = "all";

    private Converters() {}

    static Section.Converter<String> text() {
        return text -> {
            if (text.isBlank()) {
                throw new IllegalArgumentException("a text that is not empty");
            }
            return text.strip();
        };
    }

    static Section.Converter<Integer> number(int min, int max) {
        return text -> {
            try {
                int value = Integer.parseInt(text.strip());
                if (value >= min && value <= max) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Said below: the same for every mistake.
            }
            throw new IllegalArgumentException("a whole number from " + min + " to " + max);
        };
    }

    static Section.Converter<Boolean> trueOrFalse() {
        return text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    /** One of the constants, written in lower case with hyphens. */
    static <E extends Enum<E>> Section.Converter<E> choice(Class<E> type) {
        return text -> {
            for (E constant : type.getEnumConstants()) {
                if (written(constant).equals(text.strip().toLowerCase(Locale.ROOT))) {
                    return constant;
                }
            }
            throw new IllegalArgumentException(Arrays.stream(type.getEnumConstants())
                    .map(Converters::written)
                    .collect(Collectors.joining(", ", type.getEnumConstants().length == 1 ? "" : "one of ", "")));
        };
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Section.Converter<String> language() {
        return text -> Languages.byShortName(text)
                .map(Language::shortName)
                .filter(name -> !name.equals(ALL))
                .orElseThrow(() -> new IllegalArgumentException(Languages.all().stream()
                        .map(Language::shortName)
                        .filter(name -> !name.equals(ALL))
                        .collect(Collectors.joining(", ", "one of ", ""))));
    }

    static Section.Converter<SiteCode> siteCode() {
        return text -> SiteCode.parse(text.strip());
    }
}
