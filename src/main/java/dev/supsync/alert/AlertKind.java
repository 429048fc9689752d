package dev.supsync.alert;

/** What may be wrong with a site. */
public enum AlertKind {
    SYNC_FAILED("synchronization failed"),
    HEALTH_FAILED("health check failed"),
    WSUS_DRIFT("WSUS is configured otherwise"),
    NO_SUCCESS("no successful synchronization");

    private final String text;

    AlertKind(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
