package dev.supsync.config;

/**
 * The role of a site that owns a catalog.
 *
 * @param server its name
 * @param catalog where its metadata is
 * @param state whether a further one is kept in step with the active one; always REPLICA for others
 * @param address where clients find it
 */
public record SoftwareUpdatePoint(String server, CatalogSettings catalog, State state, ClientAddress address) {

    /** What a further software update point does. */
    public enum State {
        /** It is synchronized from the active one. */
        REPLICA,
        /** It is installed, and nothing is done with it. */
        INACTIVE
    }

    /** An active one at its usual address. */
    public SoftwareUpdatePoint(String server, CatalogSettings catalog) {
        this(server, catalog, State.REPLICA, ClientAddress.usual(server));
    }

    /** Whether nothing but imports brings its catalog anything. */
    public boolean isFedByHand() {
        return catalog instanceof CatalogSettings.Managed managed
                && managed.source() instanceof CatalogSettings.Source.None;
    }

    SoftwareUpdatePoint with(CatalogSettings other) {
        return new SoftwareUpdatePoint(server, other, state, address);
    }
}
