package dev.supsync.metadata;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A knowledge base article that a person asks for. Microsoft's are numbers; those of other publishers are any text, such as
 * sp65001. Two are the same whatever the case of their letters, with the letters KB before them or without.
 *
 * @param name without the letters KB, in lower case: the form in which articles are compared
 */
public record Article(String name) {

    /** Characters; SUSDB holds 15, documents more. */
    private static final int LONGEST = 100;

    private static final String LETTERS = "KB";

    /**
     * Reads what a person gives: an article with or without the letters KB.
     *
     * @throws IllegalArgumentException if it is empty, too long, or holds control characters; the message goes on after "The
     *     article "
     */
    public static Article parse(String text) {
        String name = withoutLetters(text);
        if (name == null) {
            throw new IllegalArgumentException("is empty, expected one such as KB5066835 or sp65001");
        }
        if (name.length() > LONGEST) {
            throw new IllegalArgumentException("has " + name.length() + " characters, expected at most " + LONGEST);
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029)) {
            throw new IllegalArgumentException("holds a control character, expected one such as KB5066835 or sp65001");
        }
        return new Article(lowerCase(name));
    }

    /** An article as metadata writes it, without the letters KB and blanks; null when nothing remains. */
    public static @Nullable String withoutLetters(@Nullable String article) {
        if (article == null) {
            return null;
        }
        String text = article.strip();
        String name = text.regionMatches(true, 0, LETTERS, 0, LETTERS.length())
                ? text.substring(LETTERS.length()).strip()
                : text;
        return name.isEmpty() ? null : name;
    }

    /** How people write an article that is held without the letters KB: KB5066835, but sp65001. Empty stays empty. */
    public static String label(String article) {
        boolean isNumber = !article.isEmpty() && article.charAt(0) >= '0' && article.charAt(0) <= '9';
        return isNumber ? LETTERS + article : article;
    }

    /** Whether it is one of these, which metadata gives. */
    public boolean isAmong(Collection<String> articles) {
        return articles.stream().anyMatch(article -> lowerCase(article.strip()).equals(name));
    }

    /** As people write it. */
    @Override
    public String toString() {
        return label(name);
    }

    private static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
