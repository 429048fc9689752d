package dev.supsync.config;

/**
 * What a delta takes.
 *
 * @param revisions whether new revisions of known updates, besides new updates; Configuration Manager 2007 took only those
 */
public record DeltaSettings(boolean revisions) {

    static final DeltaSettings DEFAULT = new DeltaSettings(true);
}
