package dev.supsync.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.temporal.ChronoUnit;

/** One line a message, without secrets and control characters; stack traces only with {@code --verbose}. */
public final class LogLayout extends LayoutBase<ILoggingEvent> {

    /** The system property that asks for stack traces. */
    static final String STACK_TRACES = "supsync.log.traces";

    /** The system property that asks for times. */
    static final String TIMES = "supsync.log.times";

    private static final String PACKAGE = "dev.supsync.";

    @Override
    public String doLayout(ILoggingEvent event) {
        if (!Boolean.getBoolean(STACK_TRACES)) {
            String time = Boolean.getBoolean(TIMES) ? event.getInstant().truncatedTo(ChronoUnit.SECONDS) + " " : "";
            return time + event.getLevel() + ": " + Text.line(event.getFormattedMessage()) + "\n";
        }
        String logger = event.getLoggerName();
        String name = logger.startsWith(PACKAGE) ? logger.substring(PACKAGE.length()) : logger;
        String line = event.getInstant().truncatedTo(ChronoUnit.MILLIS) + " " + event.getLevel() + " " + name + ": "
                + Text.line(event.getFormattedMessage()) + "\n";
        return event.getThrowableProxy() == null
                ? line
                : line + Text.secretless(ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
}
