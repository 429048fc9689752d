package dev.supsync.sync;

/** Hears how a synchronization goes on. Called from its own threads, often; must return at once. */
public interface SyncListener {

    /** Hears nothing. */
    SyncListener SILENT = new SyncListener() {};

    /** A phase begins. */
    default void phase(Phase phase) {}

    /**
     * So many of so many.
     *
     * @param total an estimate, never below {@code done}
     */
    default void progress(Phase phase, long done, long total) {}

    /** Something that a person should know, as a sentence. */
    default void note(String sentence) {}

    /** The phases, in their order. */
    enum Phase {
        WSUS("waiting for WSUS"),
        CATEGORIES("synchronizing categories"),
        UPDATES("synchronizing updates"),
        EXPIRATIONS("expiring updates"),
        SUPERSEDENCE("following supersedence"),
        RULE("applying the rule for superseded updates"),
        PUBLICATION("publishing"),
        /** Data and requests go to the sites below. */
        REPLICATION("replicating to child sites"),
        /** The software update points of the site beside the active one. */
        OTHER_POINTS("synchronizing further WSUS servers");

        private final String text;

        Phase(String text) {
            this.text = text;
        }

        /** What it does, for a person. */
        public String text() {
            return text;
        }
    }
}
