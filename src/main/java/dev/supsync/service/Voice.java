package dev.supsync.service;

/** Where the service of a site says what it does. */
interface Voice {

    /** Something that happens. */
    void say(String line);

    /** Something that a person should know. */
    default void warn(String line) {
        say(line);
    }
}
