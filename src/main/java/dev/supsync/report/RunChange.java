package dev.supsync.report;

import dev.supsync.lifecycle.ExpiryReasons;
import dev.supsync.metadata.UpdateId;
import dev.supsync.site.ChangeKind;

/**
 * An update that was changed, as the site knows it now.
 *
 * @param article its first knowledge base article, without the letters KB; empty when it has none
 * @param title in the site language, else English, else its default language
 * @param reasons why it was expired; none for other changes
 */
public record RunChange(
        ChangeKind kind, UpdateId id, int revisionNumber, String article, String title, ExpiryReasons reasons) {}
