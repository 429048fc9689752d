package dev.supsync.alert;

/** Tells the log. */
final class LogChannel implements Channel {

    private static final System.Logger LOG = System.getLogger(LogChannel.class.getName());

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void send(Notice notice) {
        switch (notice.event()) {
            case RAISED ->
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Alert: {0}. {1} {2}",
                        notice.subject(),
                        notice.message(),
                        notice.remedy());
            case CANCELLED -> LOG.log(System.Logger.Level.INFO, "Alert: {0}.", notice.subject());
        }
    }
}
