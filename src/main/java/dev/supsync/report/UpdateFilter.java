package dev.supsync.report;

import dev.supsync.metadata.Article;
import org.jspecify.annotations.Nullable;

/**
 * Which updates are asked for; every part narrows the choice.
 *
 * @param product a GUID, a title or a part of one, of a product, family or company
 * @param classification the same of a classification
 * @param article a knowledge base article
 * @param expired whether expired ones are asked for, instead of all others
 * @param superseded whether only superseded ones are
 * @param text a part of a title or description in any language, in any case
 */
public record UpdateFilter(
        @Nullable String product,
        @Nullable String classification,
        @Nullable Article article,
        boolean expired,
        boolean superseded,
        @Nullable String text) {}
