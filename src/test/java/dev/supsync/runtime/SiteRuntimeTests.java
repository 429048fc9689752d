package dev.supsync.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.supsync.config.DatabaseSettings;
import dev.supsync.config.Secret;
import dev.supsync.config.SiteCode;
import dev.supsync.config.SiteSettings;
import dev.supsync.config.SiteType;
import dev.supsync.config.UpdatePoints;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.site.HsqldbServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What opening a site writes. */
class SiteRuntimeTests {

    private final HsqldbServer server = new HsqldbServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoIsRefusedHasWrittenNothing() {
        try (SiteRuntime first = SiteRuntime.forWriting(site("Contoso", "en"))) {
            try (SiteLease lease = SiteLease.take(first.database(), Duration.ofMinutes(10), Duration.ofMinutes(4))) {
                assertThatThrownBy(() -> SiteRuntime.forWriting(site("Fabrikam", "de")))
                        .isInstanceOfSatisfying(SupsyncException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.SITE_BUSY));
                assertThat(named(first)).containsExactly("Contoso 1033 0 1");
                SiteRuntime.forWriting(site("Contoso", "en")).close(); // there is nothing to write
                assertThat(lease.token()).isPositive();
            }
            SiteRuntime.forWriting(site("Fabrikam", "de")).close();
            assertThat(named(first)).containsExactly("Fabrikam 1031 1 1");
        }
    }

    private static List<String> named(SiteRuntime runtime) {
        return runtime.database()
                .jdbc()
                .queryForList(
                        "SELECT SITE_NAME || ' ' || LANGUAGE_LCID || ' ' || CHANGE_NUMBER || ' ' || NEXT_CI_ID FROM SUP_SITE",
                        String.class);
    }

    private SiteSettings site(String name, String language) {
        return new SiteSettings(
                new SiteCode("CS1"),
                name,
                SiteType.CENTRAL,
                language,
                null,
                false,
                new DatabaseSettings(server.url(), "sa", Secret.EMPTY),
                UpdatePoints.NONE);
    }
}
