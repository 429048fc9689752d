package dev.supsync.status;

/** The status messages of component SMS_WSUS_SYNC_MANAGER. */
public enum StatusMessage {
    STARTED(6701, Severity.INFORMATION),
    DONE(6702, Severity.INFORMATION),
    FAILED(6703, Severity.ERROR),
    SYNCHRONIZING_WSUS(6704, Severity.INFORMATION),
    SYNCHRONIZING_SITE_DATABASE(6705, Severity.INFORMATION),
    SYNCHRONIZING_OTHERS(6706, Severity.INFORMATION),
    OUT_OF_SYNC(6707, Severity.WARNING),
    DONE_WITHOUT_LICENSE_TERMS(6708, Severity.WARNING);

    private final int id;
    private final Severity severity;

    StatusMessage(int id, Severity severity) {
        this.id = id;
        this.severity = severity;
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
