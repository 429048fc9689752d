package dev.supsync.replication;

/**
 * Where a batch belongs.
 *
 * @param head how the parent stood when this way was begun; its publication is what the child is brought to
 * @param force whether to write what seems to be there already, because a comparison of all rows has found that it is not
 */
public record Progress(SiteHead head, Way way, boolean force) {

    public Progress(SiteHead head, Way way) {
        this(head, way, false);
    }
}
