package dev.supsync.config;

import org.jspecify.annotations.Nullable;

/**
 * One site.
 *
 * @param name for people
 * @param language the short name of the language in which its views show titles
 * @param softwareUpdatePoint null where the site has none
 */
public record SiteSettings(
        SiteCode code,
        String name,
        SiteType type,
        String language,
        DatabaseSettings database,
        @Nullable SoftwareUpdatePoint softwareUpdatePoint) {}
