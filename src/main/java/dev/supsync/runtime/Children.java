package dev.supsync.runtime;

import dev.supsync.config.SiteSettings;
import dev.supsync.config.SupsyncSettings;
import dev.supsync.hierarchy.CatalogChild;
import dev.supsync.hierarchy.ChildSite;
import dev.supsync.hierarchy.DatabaseChild;
import dev.supsync.hierarchy.OpenSite;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.jdbc.SiteDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The sites directly below a site, as it reaches them. */
final class Children {

    private final SupsyncSettings settings;
    private final Clock clock;

    Children(SupsyncSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Those that can be reached by this configuration, in its order. */
    List<ChildSite> of(SiteSettings site) {
        List<ChildSite> children = new ArrayList<>();
        for (SiteSettings child : settings.tree().children(site)) {
            if (child.siteDatabase() != null) {
                children.add(new DatabaseChild(child.code().value(), () -> open(child)));
            } else if (!child.remote()) {
                children.add(new CatalogChild(
                        child.code().value(),
                        new Points(settings, clock).active(child),
                        Policies.of(settings, child),
                        settings.policy().folder(),
                        settings.retry().after()));
            }
        }
        return children;
    }

    private OpenSite open(SiteSettings child) {
        SiteRuntime runtime = SiteRuntime.forWriting(child);
        return new OpenSite() {
            @Override
            public SiteDatabase database() {
                return runtime.database();
            }

            @Override
            public SiteLease take() {
                return runtime.take(settings.lease());
            }

            @Override
            public void keep() {
                runtime.keep();
            }

            @Override
            public void abort() {
                runtime.abort();
            }

            @Override
            public void close() {
                runtime.close();
            }
        };
    }
}
