package dev.supsync.alert;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log. */
final class LogChannel implements Channel {

    private static final Logger log = LoggerFactory.getLogger(LogChannel.class);

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void send(Notice notice) {
        switch (notice.event()) {
            case RAISED -> log.error("Alert: {}. {} {}", notice.subject(), notice.message(), notice.remedy());
            case CANCELLED -> log.info("Alert: {}.", notice.subject());
        }
    }
}
