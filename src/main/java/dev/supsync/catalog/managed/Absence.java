package dev.supsync.catalog.managed;

/** What it means that the upstream does not hold an update. */
public enum Absence {
    /** It is gone there, so it goes here: the regular, full upstream. */
    DELETED,
    /** Nothing: an import or a package brings only a part. */
    KEPT
}
