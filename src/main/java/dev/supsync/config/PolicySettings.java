package dev.supsync.config;

import java.nio.file.Path;

/**
 * What clients are told.
 *
 * @param folder where each site's policy file is written; absolute
 */
public record PolicySettings(Path folder) {}
