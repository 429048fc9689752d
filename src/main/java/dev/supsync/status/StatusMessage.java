package dev.supsync.status;

import java.util.Arrays;
import java.util.Optional;

/** The status messages of component SMS_WSUS_SYNC_MANAGER, in the words of Configuration Manager. */
public enum StatusMessage {
    STARTED(6701, Severity.INFORMATION, "WSUS Synchronization started"),
    DONE(6702, Severity.INFORMATION, "WSUS Synchronization done"),
    FAILED(6703, Severity.ERROR, "WSUS Synchronization failed"),
    SYNCHRONIZING_WSUS(
            6704, Severity.INFORMATION, "WSUS Synchronization in progress, phase: synchronizing WSUS server"),
    SYNCHRONIZING_SITE_DATABASE(
            6705, Severity.INFORMATION, "WSUS Synchronization in progress, phase: synchronizing site database"),
    SYNCHRONIZING_OTHERS(
            6706,
            Severity.INFORMATION,
            "WSUS Synchronization in progress, phase: synchronizing Internet-facing WSUS server"),
    OUT_OF_SYNC(6707, Severity.WARNING, "Content of WSUS server is out of sync with upstream server"),
    DONE_WITHOUT_LICENSE_TERMS(
            6708, Severity.WARNING, "WSUS Synchronization complete, with pending license terms downloads");

    private final int id;
    private final Severity severity;
    private final String text;

    StatusMessage(int id, Severity severity, String text) {
        this.id = id;
        this.severity = severity;
        this.text = text;
    }

    /** The message of a number; empty for those of other components. */
    public static Optional<StatusMessage> of(int id) {
        return Arrays.stream(values()).filter(m -> m.id == id).findFirst();
    }

    /** The message of a run that succeeded with these counts. */
    public static StatusMessage ofSuccess(Tally counts) {
        return ofSuccess(counts.get(Counter.WITHOUT_LICENSE_TERMS));
    }

    /**
     * The same of a software update point.
     *
     * @param withoutLicenseTerms how many updates of the site lack their license terms there
     */
    public static StatusMessage ofSuccess(long withoutLicenseTerms) {
        return withoutLicenseTerms == 0 ? DONE : DONE_WITHOUT_LICENSE_TERMS;
    }

    /** What it says, without its insertion strings. */
    public String text() {
        return text;
    }

    /** The number that administrators know. */
    public int id() {
        return id;
    }

    /** How bad it is, as v_StatusMessage counts it. */
    public int severity() {
        return severity.number;
    }

    // https://learn.microsoft.com/intune/configmgr/develop/core/understand/sqlviews/status-alert-views-configuration-manager
    private enum Severity {
        INFORMATION(0x40000000),
        WARNING(0x80000000),
        ERROR(0xC0000000);

        private final int number;

        Severity(int number) {
            this.number = number;
        }
    }
}
