package dev.supsync.cli;

import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * What is logged: warnings of supsync on one line each, to standard error, and nothing of the libraries; with
 * {@code --verbose} everything, with stack traces. Set before the first logger is made; logback.xml reads the properties.
 */
final class Logging {

    private Logging() {}

    /** Before {@link #configure(boolean)}: what the service does is logged, too, each line with its time. */
    static void forService() {
        System.setProperty("supsync.log.level", "INFO");
        System.setProperty(LogLayout.TIMES, "true");
    }

    static void configure(boolean verbose) {
        System.setProperty("hsqldb.reconfig_logging", "false");
        if (verbose) {
            System.setProperty("supsync.log.level", "DEBUG");
            System.setProperty("supsync.log.libraries", "INFO");
            System.setProperty(LogLayout.STACK_TRACES, "true");
        }
        LoggerFactory.getILoggerFactory();
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
