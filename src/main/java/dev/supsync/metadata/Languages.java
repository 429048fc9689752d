package dev.supsync.metadata;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The languages that WSUS knows, with {@code all}, which stands for every language or none. */
public final class Languages {

    private static final List<Language> ALL = List.of(
            new Language("all", 0, "all"),
            new Language("ar", 1025, "Arabic"),
            new Language("bg", 1026, "Bulgarian"),
            new Language("cs", 1029, "Czech"),
            new Language("da", 1030, "Danish"),
            new Language("de", 1031, "German"),
            new Language("el", 1032, "Greek"),
            new Language("en", 1033, "English"),
            new Language("es", 1034, "Spanish"),
            new Language("et", 1061, "Estonian"),
            new Language("fi", 1035, "Finnish"),
            new Language("fr", 1036, "French"),
            new Language("he", 1037, "Hebrew"),
            new Language("hi", 1081, "Hindi"),
            new Language("hr", 1050, "Croatian"),
            new Language("hu", 1038, "Hungarian"),
            new Language("it", 1040, "Italian"),
            new Language("ja", 1041, "Japanese"),
            new Language("ja-nec", 66577, "Japanese NEC"),
            new Language("ko", 1042, "Korean"),
            new Language("lt", 1063, "Lithuanian"),
            new Language("lv", 1062, "Latvian"),
            new Language("nl", 1043, "Dutch"),
            new Language("no", 1044, "Norwegian"),
            new Language("pl", 1045, "Polish"),
            new Language("pt", 2070, "Portuguese (Portugal)"),
            new Language("pt-br", 1046, "Portuguese (Brazil)"),
            new Language("ro", 1048, "Romanian"),
            new Language("ru", 1049, "Russian"),
            new Language("sk", 1051, "Slovak"),
            new Language("sl", 1060, "Slovenian"),
            new Language("sr", 2074, "Serbian (Latin)"),
            new Language("sv", 1053, "Swedish"),
            new Language("th", 1054, "Thai"),
            new Language("tr", 1055, "Turkish"),
            new Language("uk", 1058, "Ukrainian"),
            new Language("zh-cn", 2052, "Chinese (Simplified)"),
            new Language("zh-hk", 3076, "Chinese - Hong Kong SAR"),
            new Language("zh-tw", 1028, "Chinese (Traditional)"));

    private static final Map<String, Language> BY_SHORT_NAME =
            ALL.stream().collect(toUnmodifiableMap(Language::shortName, Function.identity()));

    private static final Map<Integer, Language> BY_LCID =
            ALL.stream().collect(toUnmodifiableMap(Language::lcid, Function.identity()));

    private Languages() {}

    /** Every language, {@code all} first, the rest by short name. */
    public static List<Language> all() {
        return ALL;
    }

    /** The language of a short name, in any case, surrounded by blanks or not. */
    public static Optional<Language> byShortName(String shortName) {
        return Optional.ofNullable(BY_SHORT_NAME.get(lowerCase(shortName)));
    }

    /** The language of a Windows locale identifier. */
    public static Optional<Language> byLcid(int lcid) {
        return Optional.ofNullable(BY_LCID.get(lcid));
    }

    /** A short name in lower case: of known languages always the same object, so that a million texts share it. */
    static String normalize(String shortName) {
        String lower = lowerCase(shortName);
        Language known = BY_SHORT_NAME.get(lower);
        return known == null ? lower : known.shortName();
    }

    private static String lowerCase(String shortName) {
        return shortName.strip().toLowerCase(Locale.ROOT);
    }
}
