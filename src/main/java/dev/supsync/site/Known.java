package dev.supsync.site;

import dev.supsync.metadata.Digest;

/** What a site database knows of an update. */
public sealed interface Known {

    /** The revision that was read last. */
    int revisionNumber();

    /** The digest of the raw record and the scope that it was read under. */
    Digest source();

    /**
     * The site holds it.
     *
     * @param version counts the changes of its content at this site
     * @param listed whether it is an update of the views, rather than something that one needs
     * @param content the digest of what is written of it
     */
    record Held(
            int ciId,
            int version,
            int revisionNumber,
            Digest source,
            Digest content,
            boolean deployable,
            boolean listed,
            ScopeState scopeState)
            implements Known {}

    /** The site does not hold it, and why. */
    record Decided(int revisionNumber, Digest source, Outcome outcome) implements Known {}
}
