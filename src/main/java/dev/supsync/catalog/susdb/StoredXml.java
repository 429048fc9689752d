package dev.supsync.catalog.susdb;

import org.jspecify.annotations.Nullable;

/**
 * An update document as tbXml holds it.
 *
 * @param compressed a cabinet; null when the text is plain
 * @param plain null when it is compressed
 */
record StoredXml(byte @Nullable [] compressed, @Nullable String plain) {}
