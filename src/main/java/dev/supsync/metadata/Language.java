package dev.supsync.metadata;

/**
 * One of WSUS's languages.
 *
 * @param shortName in lower case, for example {@code pt-br}
 * @param lcid Windows' number of the language, {@code tbLanguage.LanguageID}; 0 for {@code all}
 * @param englishName for example {@code Portuguese (Brazil)}
 */
public record Language(String shortName, int lcid, String englishName) {}
