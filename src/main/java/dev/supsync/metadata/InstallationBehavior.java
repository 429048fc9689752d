package dev.supsync.metadata;

/**
 * How an installation behaves; absent attributes have the first value of each enum, or false.
 *
 * @param canRequestUserInput whether the installer may ask a person
 * @param requiresNetworkConnectivity whether the installer needs the network
 */
public record InstallationBehavior(
        Impact impact, Reboot reboot, boolean canRequestUserInput, boolean requiresNetworkConnectivity) {

    /** What absent metadata means. */
    public static final InstallationBehavior DEFAULT =
            new InstallationBehavior(Impact.NORMAL, Reboot.NEVER_REBOOTS, false, false);

    /** {@code @Impact}; the ordinal is SUSDB's InstallationImpact. */
    public enum Impact {
        NORMAL("Normal"),
        MINOR("Minor"),
        REQUIRES_EXCLUSIVE_HANDLING("RequiresExclusiveHandling");

        private final String text;

        Impact(String text) {
            this.text = text;
        }

        /** The value as metadata writes it. */
        public String text() {
            return text;
        }
    }

    /** {@code @RebootBehavior}; the ordinal is SUSDB's InstallRebootBehavior. */
    public enum Reboot {
        NEVER_REBOOTS("NeverReboots"),
        ALWAYS_REQUIRES_REBOOT("AlwaysRequiresReboot"),
        CAN_REQUEST_REBOOT("CanRequestReboot");

        private final String text;

        Reboot(String text) {
            this.text = text;
        }

        /** The value as metadata writes it. */
        public String text() {
            return text;
        }
    }
}
