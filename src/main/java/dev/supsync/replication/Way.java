package dev.supsync.replication;

/** How a child is brought to a publication of its parent. */
public enum Way {
    /** What changed since the last publication that it has. */
    FOLLOW,
    /** It holds nothing yet: everything, in the parent's own order. */
    LOAD,
    /** Its position does not fit: keys and content are compared, and only what differs is sent. */
    COMPARE
}
