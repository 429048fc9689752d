package dev.supsync.config;

import dev.supsync.scope.ScopeSettings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The whole configuration.
 *
 * @param file where it was read
 * @param sites at least one, in the order of the file
 * @param workDirectory where temporary files go
 * @param warnings what a person should know, though it hinders nothing: sentences
 */
public record SupsyncSettings(
        Path file,
        Map<SiteCode, SiteSettings> sites,
        ScopeSettings scope,
        LimitSettings limits,
        LeaseSettings lease,
        LifecycleSettings lifecycle,
        DeltaSettings delta,
        RetrySettings retry,
        AlertSettings alerts,
        SiteLogSettings siteLog,
        PolicySettings policy,
        PackageSettings packages,
        Path workDirectory,
        List<String> warnings) {

    public SupsyncSettings {
        sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
        warnings = List.copyOf(warnings);
    }

    /** How the sites stand to each other. */
    public SiteTree tree() {
        return new SiteTree(sites);
    }

    /** The same configuration with another form of one of its sites. */
    public SupsyncSettings with(SiteSettings site) {
        Map<SiteCode, SiteSettings> others = new LinkedHashMap<>(sites);
        others.put(site.code(), site);
        return new SupsyncSettings(
                file,
                others,
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
                warnings);
    }

    /** The site of this code; empty if the configuration has none. */
    public Optional<SiteSettings> site(SiteCode code) {
        return Optional.ofNullable(sites.get(code));
    }
}
