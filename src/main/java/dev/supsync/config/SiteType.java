package dev.supsync.config;

/** What a site is in its hierarchy. */
public enum SiteType {
    CENTRAL,
    PRIMARY,
    SECONDARY
}
