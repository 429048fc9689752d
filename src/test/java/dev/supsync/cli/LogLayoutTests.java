package dev.supsync.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogLayoutTests {

    private final LogLayout layout = new LogLayout();

    @AfterEach
    void quiet() {
        System.clearProperty(LogLayout.STACK_TRACES);
    }

    @Test
    void isOneLineWithoutSecretsOrStackTraces() {
        assertThat(layout.doLayout(event("lost jdbc:x;password=abc;user=sa\nagain\u001B[2J")))
                .isEqualTo("WARN: lost jdbc:x;password=****;user=sa again\uFFFD[2J\n");
    }

    @Test
    void hasStackTracesWhereTheyAreAskedFor() {
        System.setProperty(LogLayout.STACK_TRACES, "true");
        assertThat(layout.doLayout(event("lost")))
                .contains(" WARN lease.SiteLease: lost\n", "IllegalStateException: pwd=****", "\tat ");
    }

    @Test
    void isWhatTheProgramLogsBy() throws JoranException {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogLayout.class.getResource("/logback.xml"));
        assertThat(context.getLogger("dev.supsync.sync").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(context.getLogger("org.springframework").getEffectiveLevel()).isEqualTo(Level.OFF);
        assertThat(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("STDERR"))
                .isInstanceOfSatisfying(ConsoleAppender.class, appender -> {
                    assertThat(appender.isStarted()).isTrue();
                    assertThat(appender.getTarget()).isEqualTo("System.err");
                });
        context.stop();
    }

    private static LoggingEvent event(String message) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.supsync.lease.SiteLease");
        return new LoggingEvent(
                "", logger, Level.WARN, message, new IllegalStateException("pwd=secret"), new Object[0]);
    }
}
