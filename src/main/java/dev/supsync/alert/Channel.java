package dev.supsync.alert;

/** A way to tell of alerts. */
interface Channel {

    /** Its name in the site's database. */
    String name();

    /**
     * Tells.
     *
     * @throws Exception if it was not told, or if nobody knows; it is tried again
     */
    void send(Notice notice) throws Exception;
}
