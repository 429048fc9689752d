package dev.supsync.metadata;

import org.jspecify.annotations.Nullable;

/** A reference of a revision to another update. Clauses are joined by AND, the targets within one clause by OR. */
public sealed interface Relation {

    /** The update referred to; it need not be in the catalog. */
    UpdateId target();

    /** The revision belongs to a category: a member of {@code Prerequisites/AtLeastOne[@IsCategory='true']}. */
    record InCategory(UpdateId target) implements Relation {}

    /**
     * Something that must be installed or detected first.
     *
     * @param clause the number of the clause within the revision, from 0
     */
    record Requires(int clause, UpdateId target) implements Relation {}

    /**
     * A child of a bundle.
     *
     * @param clause the number of the clause within the revision, from 0
     * @param revisionNumber the revision of the child that the bundle names; null when it names none
     */
    record Bundles(int clause, UpdateId target, @Nullable Integer revisionNumber) implements Relation {}

    /** An older update that this one replaces: a direct edge, without a revision. */
    record Supersedes(UpdateId target) implements Relation {}
}
