package dev.supsync.config;

import dev.supsync.error.Printable;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.unit.DataSize;

/** Reads the whole configuration. */
final class SettingsReader {

    private static final String SITES = "sites";

    private final Path file;
    private final Section section;
    private List<String> treeWarnings = List.of();

    SettingsReader(Path file, Section section) {
        this.file = file;
        this.section = section;
    }

    SupsyncSettings read() {
        Map<SiteCode, SiteSettings> sites =
                section.requireSection(SITES).map(this::sites).orElse(Map.of());
        PolicySettings policy = policy(section.sectionOrEmpty("policy"));
        PackageSettings packages = packages(section.sectionOrEmpty("packages"));
        ScopeSettings scope = scope(section.sectionOrEmpty("scope"));
        LimitSettings limits = limits(section.sectionOrEmpty("limits"));
        LeaseSettings lease = lease(section.sectionOrEmpty("lease"));
        LifecycleSettings lifecycle = LifecycleReader.read(section);
        DeltaSettings delta = delta(section.sectionOrEmpty("delta"));
        RetrySettings retry = retry(section.sectionOrEmpty("retry"));
        AlertSettings alerts = new AlertReader(section.sectionOrEmpty("alerts")).read();
        SiteLogSettings siteLog = siteLog(section.sectionOrEmpty("site-log"));
        Path workDirectory = section.find(
                        "work-directory", Locations.path(section.reading().folder()))
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
        section.done();
        return new SupsyncSettings(
                file,
                sites,
                scope,
                limits,
                lease,
                lifecycle,
                delta,
                retry,
                alerts,
                siteLog,
                policy,
                packages,
                workDirectory,
                warnings());
    }

    private static DeltaSettings delta(Section section) {
        boolean revisions =
                section.find("revisions", Converters.trueOrFalse()).orElse(DeltaSettings.DEFAULT.revisions());
        section.done();
        return new DeltaSettings(revisions);
    }

    private Map<SiteCode, SiteSettings> sites(Section sites) {
        Map<SiteCode, SiteSettings> read = new LinkedHashMap<>();
        Map<SiteCode, String> seen = new LinkedHashMap<>();
        Map<SiteCode, Section> sections = new LinkedHashMap<>();
        for (String key : sites.keys()) {
            code(sites, key).ifPresent(code -> {
                String first = seen.putIfAbsent(code, key);
                if (first != null) {
                    sites.mistake(
                            key,
                            "the site " + code + " is given twice, first in line "
                                    + sites.place(first).line());
                }
                Section below = sites.below(key, code.value());
                sections.putIfAbsent(code, below);
                new SiteReader(code, below).read().ifPresent(site -> read.put(code, site));
            });
        }
        if (sites.keys().isEmpty() && !sites.isBroken()) {
            section.mistake(SITES, "expected at least one site");
        }
        treeWarnings = new TreeCheck(sites, sections, read).run();
        return read;
    }

    private static Optional<SiteCode> code(Section sites, String key) {
        try {
            return Optional.of(SiteCode.parse(key));
        } catch (IllegalArgumentException e) {
            sites.mistake(key, "found " + Printable.quoted(key) + ", expected " + e.getMessage());
            return Optional.empty();
        }
    }

    private static ScopeSettings scope(Section scope) {
        List<String> products = scope.list("products", Converters.text());
        List<String> classifications = scope.list("classifications", Converters.text());
        List<String> languages = scope.list("languages", Converters.language());
        Outside outside =
                scope.find("outside", Converters.choice(Outside.class)).orElse(Outside.SKIP);
        scope.done();
        return new ScopeSettings(products, classifications, languages, outside);
    }

    private static LimitSettings limits(Section limits) {
        LimitSettings defaults = LimitSettings.DEFAULT;
        DataSize smallest = DataSize.ofKilobytes(1);
        int quarantine =
                limits.find("quarantine", Converters.number(0, 1_000_000)).orElse(defaults.quarantine());
        int vanished =
                limits.find("vanished-percent", Converters.number(0, 100)).orElse(defaults.vanishedPercent());
        DataSize document = limits.find("document-size", Quantities.size(smallest, DataSize.ofGigabytes(1)))
                .orElse(defaults.documentSize());
        DataSize export = limits.find("export-size", Quantities.size(smallest, DataSize.ofTerabytes(16)))
                .orElse(defaults.exportSize());
        Duration wsusWait = limits.find("wsus-wait", Quantities.duration(Duration.ZERO, Duration.ofHours(24)))
                .orElse(defaults.wsusWait());
        Duration childWait = limits.find("child-wait", Quantities.duration(Duration.ofMinutes(2), Duration.ofHours(24)))
                .orElse(defaults.childWait());
        limits.done();
        return new LimitSettings(quarantine, vanished, document, export, wsusWait, childWait);
    }

    private static LeaseSettings lease(Section lease) {
        LeaseSettings defaults = LeaseSettings.DEFAULT;
        Duration timeout = lease.find("timeout", Quantities.duration(Duration.ofSeconds(1), Duration.ofHours(1)))
                .orElse(defaults.timeout());
        Duration heartbeat = lease.find(
                        "heartbeat", Quantities.duration(Duration.ofMillis(100), Duration.ofMinutes(30)))
                .orElse(defaults.heartbeat());
        lease.done();
        if (heartbeat.multipliedBy(2).compareTo(timeout) < 0) {
            return new LeaseSettings(timeout, heartbeat);
        }
        if (lease.isSound("timeout", "heartbeat")) {
            lease.mistake(
                    "heartbeat", "the heartbeat of " + heartbeat + " is not less than half the timeout of " + timeout);
        }
        return defaults;
    }

    private static RetrySettings retry(Section retry) {
        Duration after = retry.find("after", Quantities.duration(Duration.ofMinutes(1), Duration.ofDays(7)))
                .orElse(RetrySettings.DEFAULT.after());
        retry.done();
        return new RetrySettings(after);
    }

    private static SiteLogSettings siteLog(Section log) {
        Path home = log.reading().folder();
        Path folder = log.find("folder", Locations.path(home)).orElseGet(() -> home.resolve("logs"));
        DataSize size = log.find("size", Quantities.size(DataSize.ofKilobytes(100), DataSize.ofGigabytes(1)))
                .orElse(SiteLogSettings.DEFAULT_SIZE);
        log.done();
        return new SiteLogSettings(folder, size);
    }

    private static PolicySettings policy(Section policy) {
        Path home = policy.reading().folder();
        Path folder = policy.find("folder", Locations.path(home)).orElseGet(() -> home.resolve("policy"));
        policy.done();
        return new PolicySettings(folder);
    }

    private static PackageSettings packages(Section packages) {
        Section.Converter<Path> path = Locations.path(packages.reading().folder());
        Path signingKey = packages.find("signing-key", path).orElse(null);
        List<Path> trusted = packages.list("trusted-keys", path);
        List<Path> revoked = packages.list("revoked-keys", path);
        boolean required =
                packages.find("require-signature", Converters.trueOrFalse()).orElse(!trusted.isEmpty());
        if (required && trusted.isEmpty() && packages.isSound("trusted-keys")) {
            packages.mistake("require-signature", "no signature can be trusted: trusted-keys is empty");
        }
        packages.done();
        return new PackageSettings(signingKey, trusted, revoked, required);
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>(treeWarnings);
        for (String name : section.reading().environment().unused(Set.of("JOB"))) {
            warnings.add(
                    "the environment variable " + name + " sets nothing: no key of the configuration is called so");
        }
        return warnings;
    }
}
