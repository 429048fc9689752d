package dev.supsync.metadata;

/** What a look at the beginning of a document tells, without reading the rest. */
public record RevisionHead(
        RevisionKey key, UpdateType type, boolean explicitlyDeployable, PublicationState publicationState) {}
