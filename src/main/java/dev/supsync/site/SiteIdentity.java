package dev.supsync.site;

/**
 * Which site a database is to belong to.
 *
 * @param code three characters, upper case
 * @param type central, primary or secondary
 * @param languageLcid the Windows LCID of the site language
 */
public record SiteIdentity(String code, String name, String type, int languageLcid) {}
