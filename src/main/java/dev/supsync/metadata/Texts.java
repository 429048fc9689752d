package dev.supsync.metadata;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What texts of metadata are, whatever catalog they come from. XML cannot hold every character, and has one kind of line end;
 * the columns of a database hold anything. So both are brought to what XML can say: the same content is the same text.
 */
public final class Texts {

    private Texts() {}

    /** The text without blanks around it, its lines ended by line feeds; null when nothing remains. */
    public static @Nullable String normal(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String stripped = stripped(text);
        if (stripped.isEmpty()) {
            return null;
        }
        return stripped.indexOf('\r') < 0
                ? stripped
                : stripped.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** The beginning of a text, without half a character or blanks at its end. */
    public static String cut(String text, int length) {
        return text.length() <= length ? text : whole(text.substring(0, length)).strip();
    }

    /** The text that a column of so many characters holds, without the half character that it may have been cut to. */
    public static @Nullable String fromColumn(@Nullable String text, int length) {
        return normal(text != null && text.length() >= length ? whole(text) : text);
    }

    /** Blanks that XML cannot hold stay, lest a text that no export can have looks like one that it can. */
    private static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) {
            from++;
        }
        while (to > from && isBlank(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) && isValid(c);
    }

    private static boolean isValid(char c) {
        return c < 0x20 ? c == '\t' || c == '\n' || c == '\r' : c < 0xFFFE && !Character.isSurrogate(c);
    }

    private static String whole(String text) {
        int last = text.length() - 1;
        return last >= 0 && Character.isHighSurrogate(text.charAt(last)) ? text.substring(0, last) : text;
    }

    /**
     * Refuses a revision with characters that no XML can hold: control characters, U+FFFE, U+FFFF, and halves of surrogate
     * pairs. An export with them cannot be read; so nothing else that has them is.
     *
     * @throws MetadataException that names the character, and where it stands
     */
    static UpdateRevision requireCharacters(UpdateRevision revision) throws MetadataException {
        UpdateProperties p = revision.properties();
        require("the legacy name", p.legacyName());
        require("the type of the detectoid", p.detectoidType());
        require("the handler", p.handler());
        require("the support URL", p.supportUrl());
        require("an article", p.kbArticles());
        require("a bulletin", p.securityBulletins());
        require("a CVE ID", p.cveIds());
        require("a URL", p.moreInfoUrls());
        for (LocalizedText text : revision.texts()) {
            String language = " in \"" + text.language() + "\"";
            require("the title" + language, text.title());
            require("the description" + language, text.description());
            require("the URL" + language, text.moreInfoUrl());
            require("the support URL" + language, text.supportUrl());
            require("the uninstall notes" + language, text.uninstallNotes());
        }
        for (UpdateFile file : revision.files()) {
            require("the name of a file", file.name());
            require("the address of a file", file.sourceUrl());
        }
        for (DriverMetadata driver : revision.drivers()) {
            require("a driver", drivers(driver));
        }
        return revision;
    }

    private static List<String> drivers(DriverMetadata d) {
        List<String> texts = new ArrayList<>();
        for (String text : new @Nullable String[] {
            d.hardwareId(),
            d.version(),
            d.driverClass(),
            d.company(),
            d.provider(),
            d.manufacturer(),
            d.model(),
            d.whqlDriverId()
        }) {
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static void require(String what, List<String> texts) throws MetadataException {
        for (String text : texts) {
            require(what, text);
        }
    }

    private static void require(String what, @Nullable String text) throws MetadataException {
        int at = text == null ? -1 : firstInvalid(text);
        if (text != null && at >= 0) {
            throw new MetadataException(
                    "%s has the character U+%04X, which XML cannot hold".formatted(what, (int) text.charAt(at)));
        }
    }

    private static int firstInvalid(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (!isValid(c)) {
                return i;
            }
        }
        return -1;
    }
}
