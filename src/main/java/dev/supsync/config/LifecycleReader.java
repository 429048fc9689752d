package dev.supsync.config;

import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import java.time.Duration;

/** Reads the sections about what becomes of updates and of a site's history as time passes. */
final class LifecycleReader {

    private static final Duration MOST = Duration.ofDays(3650);

    private LifecycleReader() {}

    static LifecycleSettings read(Section section) {
        LifecycleSettings defaults = LifecycleSettings.DEFAULT;
        SupersedenceRule rule = rule(section.sectionOrEmpty("supersedence"));
        Section cleanup = section.sectionOrEmpty("cleanup");
        Duration after =
                cleanup.find("after", Quantities.duration(Duration.ZERO, MOST)).orElse(defaults.cleanupAfter());
        cleanup.done();
        return new LifecycleSettings(rule, after, retention(section.sectionOrEmpty("retention")));
    }

    private static SupersedenceRule rule(Section section) {
        Wait feature = section.find("feature-updates", Wait::parse).orElse(Wait.NEVER);
        Wait other = section.find("other-updates", Wait::parse).orElse(Wait.NEVER);
        section.done();
        return new SupersedenceRule(feature, other);
    }

    private static RetentionSettings retention(Section section) {
        RetentionSettings defaults = RetentionSettings.DEFAULT;
        Section.Converter<Duration> days = Quantities.duration(Duration.ofDays(1), MOST);
        RetentionSettings retention = new RetentionSettings(
                section.find("jobs", days).orElse(defaults.jobs()),
                section.find("messages", days).orElse(defaults.messages()),
                section.find("runs", days).orElse(defaults.runs()),
                section.find("quarantine", days).orElse(defaults.quarantine()));
        section.done();
        return retention;
    }
}
