package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.lifecycle.SupersedenceRule;
import dev.supsync.lifecycle.Wait;
import dev.supsync.scope.Outside;
import dev.supsync.scope.ScopeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class ConfigurationTests {

    private static final SiteCode CS1 = new SiteCode("CS1");

    @TempDir
    private Path folder;

    private Configurations configurations;

    @BeforeEach
    void use() {
        configurations = new Configurations(folder);
    }

    @Test
    void deltasMayLeaveRevisionsOut() {
        assertThat(configurations
                        .load(Configurations.withSite("  delta: { revisions: false }\n"))
                        .delta())
                .isEqualTo(new DeltaSettings(false));
    }

    @Test
    void defaults() {
        SupsyncSettings settings = configurations.load(Configurations.withSite(""));
        assertThat(settings)
                .isEqualTo(new SupsyncSettings(
                        configurations.file(),
                        Map.of(
                                CS1,
                                new SiteSettings(
                                        CS1,
                                        "CS1",
                                        SiteType.PRIMARY,
                                        "en",
                                        null,
                                        false,
                                        new DatabaseSettings("jdbc:hsqldb:mem:CS1", null, Secret.EMPTY),
                                        UpdatePoints.NONE)),
                        new ScopeSettings(List.of(), List.of(), List.of(), Outside.SKIP),
                        new LimitSettings(
                                100,
                                20,
                                DataSize.ofMegabytes(64),
                                DataSize.ofGigabytes(64),
                                Duration.ofHours(1),
                                Duration.ofMinutes(15)),
                        new LeaseSettings(Duration.ofSeconds(30), Duration.ofSeconds(5)),
                        new LifecycleSettings(
                                SupersedenceRule.NEVER,
                                Duration.ofDays(7),
                                new RetentionSettings(
                                        Duration.ofDays(30),
                                        Duration.ofDays(180),
                                        Duration.ofDays(365),
                                        Duration.ofDays(90))),
                        new DeltaSettings(true),
                        new RetrySettings(Duration.ofHours(1)),
                        new AlertSettings(null, null, null),
                        new SiteLogSettings(folder.resolve("logs"), DataSize.ofMegabytes(5)),
                        new PolicySettings(folder.resolve("policy")),
                        PackageSettings.NONE,
                        Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(),
                        List.of()));
    }

    @Test
    void everyProperty() throws IOException {
        Files.writeString(folder.resolve("secret"), "from a file\n");
        SupsyncSettings settings = configurations.load(
                """
                supsync:
                  sites:
                    cs1:
                      name: Contoso central site
                      type: central
                      language: de
                      database: {url: "jdbc:hsqldb:file:data/CS1;hsqldb.lock_file=false", username: sa, password: " a: b "}
                      software-update-point:
                        server: sup1.contoso.example
                        catalog:
                          export: day-1.cab
                    001:
                      type: Primary
                      parent: cs1
                      database:
                        url: jdbc:sqlserver://sql1;databaseName=CM_001;encrypt=true
                        username: supsync
                        password-file: secret
                      software-update-point:
                        server: sup2.contoso.example
                        catalog:
                          database: {url: "jdbc:sqlserver://sql2;databaseName=SUSDB;integratedSecurity=true"}
                  scope:
                    products: [ "Windows 11", "a105a108-7c9b-4518-bbbe-73f0fe30012b", "Office/*" ]
                    classifications:
                      - Security Updates
                      - Critical Updates
                    languages: [ en, DE ]
                    outside: keep
                  limits: { quarantine: 5, vanished-percent: 0, document-size: 1 MB, export-size: 2tb, wsus-wait: 90m, child-wait: 2m }
                  lease: { timeout: PT1M, heartbeat: 500ms }
                  supersedence: { feature-updates: P3M, other-updates: Immediately }
                  cleanup: { after: P1D }
                  retention: { jobs: P2D, messages: P3D, runs: 4d, quarantine: P5D }
                  work-directory: ../work
                """);
        assertThat(settings.sites())
                .containsExactly(
                        Map.entry(
                                CS1,
                                new SiteSettings(
                                        CS1,
                                        "Contoso central site",
                                        SiteType.CENTRAL,
                                        "de",
                                        null,
                                        false,
                                        new DatabaseSettings(
                                                "jdbc:hsqldb:file:" + folder.resolve("data/CS1")
                                                        + ";hsqldb.lock_file=false",
                                                "sa",
                                                new Secret(" a: b ")),
                                        UpdatePoints.of(new SoftwareUpdatePoint(
                                                "sup1.contoso.example",
                                                new CatalogSettings.Export(folder.resolve("day-1.cab")))))),
                        Map.entry(
                                new SiteCode("001"),
                                new SiteSettings(
                                        new SiteCode("001"),
                                        "001",
                                        SiteType.PRIMARY,
                                        "en",
                                        CS1,
                                        false,
                                        new DatabaseSettings(
                                                "jdbc:sqlserver://sql1;databaseName=CM_001;encrypt=true",
                                                "supsync",
                                                new Secret("from a file")),
                                        UpdatePoints.of(new SoftwareUpdatePoint(
                                                "sup2.contoso.example",
                                                new CatalogSettings.Database(new DatabaseSettings(
                                                        "jdbc:sqlserver://sql2;databaseName=SUSDB;integratedSecurity=true",
                                                        null,
                                                        Secret.EMPTY)))))));
        assertThat(settings.scope())
                .isEqualTo(new ScopeSettings(
                        List.of("Windows 11", "a105a108-7c9b-4518-bbbe-73f0fe30012b", "Office/*"),
                        List.of("Security Updates", "Critical Updates"),
                        List.of("en", "de"),
                        Outside.KEEP));
        assertThat(settings.limits())
                .isEqualTo(new LimitSettings(
                        5,
                        0,
                        DataSize.ofMegabytes(1),
                        DataSize.ofTerabytes(2),
                        Duration.ofMinutes(90),
                        Duration.ofMinutes(2)));
        assertThat(settings.lease()).isEqualTo(new LeaseSettings(Duration.ofMinutes(1), Duration.ofMillis(500)));
        assertThat(settings.lifecycle())
                .isEqualTo(new LifecycleSettings(
                        new SupersedenceRule(new Wait.Months(3), Wait.IMMEDIATELY),
                        Duration.ofDays(1),
                        new RetentionSettings(
                                Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(4), Duration.ofDays(5))));
        assertThat(settings.workDirectory()).isEqualTo(folder.resolveSibling("work"));
        assertThat(settings.warnings()).isEmpty();
    }

    @Test
    void readsSiteCodesAsTheyAreWritten() {
        SupsyncSettings settings = configurations.load(
                """
                supsync:
                  sites:
                    001: {database: {url: "jdbc:hsqldb:mem:x"}}
                    1E5: &site {remote: true, parent: 001}
                    OFF: *site
                    yes: *site
                    0x1: *site
                """);
        assertThat(settings.sites().keySet())
                .extracting(SiteCode::value)
                .containsExactly("001", "1E5", "OFF", "YES", "0X1");
    }

    @Test
    void takesAByteOrderMarkAndOtherLineEnds() {
        SupsyncSettings settings =
                configurations.load("\uFEFF" + Configurations.withSite("").replace("\n", "\r\n"));
        assertThat(settings.sites()).containsOnlyKeys(CS1);
    }

    @Test
    void findsRelativePathsInTheFolderOfTheFile() {
        assertThat(url("jdbc:hsqldb:file:../data/CS1"))
                .isEqualTo("jdbc:hsqldb:file:" + folder.resolveSibling("data").resolve("CS1"));
        assertThat(url("jdbc:hsqldb:data/CS1;ifexists=true"))
                .isEqualTo("jdbc:hsqldb:file:" + folder.resolve("data/CS1") + ";ifexists=true");
        assertThat(url("jdbc:hsqldb:file:/srv/CS1")).isEqualTo("jdbc:hsqldb:file:/srv/CS1");
        assertThat(url("jdbc:hsqldb:file:~/CS1")).isEqualTo("jdbc:hsqldb:file:~/CS1");
        assertThat(url("jdbc:hsqldb:hsql://db1/CS1")).isEqualTo("jdbc:hsqldb:hsql://db1/CS1");
        assertThat(url("JDBC:HSQLDB:mem:CS1")).isEqualTo("JDBC:HSQLDB:mem:CS1");
    }

    @Test
    void neverPrintsAPassword() {
        SupsyncSettings settings = configurations.load(
                """
                supsync:
                  sites:
                    CS1:
                      database: {url: "jdbc:sqlserver://s;password={hun;ter1};trustStorePassword=hunter2;encrypt=true", password: hunter3}
                """);
        assertThat(settings.toString())
                .doesNotContain("hun")
                .contains("password=****;trustStorePassword=****;encrypt=true");
    }

    private String url(String url) {
        return configurations
                .load("supsync: {sites: {CS1: {database: {url: \"" + url + "\"}}}}")
                .site(CS1)
                .orElseThrow()
                .database()
                .url();
    }

    @Test
    void everyPropertyOfTheService() throws IOException {
        Files.writeString(folder.resolve("smtp"), "of the mail server\n");
        SupsyncSettings settings = configurations.load(
                Configurations.withSite(
                        """
                  retry: { after: 15m }
                  alerts:
                    no-success-for: PT26H
                    webhook: https://hooks.contoso.example/t0ken
                    mail:
                      to: [ admins@contoso.example, night@contoso.example ]
                      from: supsync@contoso.example
                      host: mail.contoso.example
                      port: 2525
                      encryption: tls
                      username: supsync
                      password-file: smtp
                  site-log: { folder: log, size: 1MB }
                """));
        assertThat(settings.retry()).isEqualTo(new RetrySettings(Duration.ofMinutes(15)));
        assertThat(settings.alerts())
                .isEqualTo(new AlertSettings(
                        Duration.ofHours(26),
                        URI.create("https://hooks.contoso.example/t0ken"),
                        new MailSettings(
                                List.of("admins@contoso.example", "night@contoso.example"),
                                "supsync@contoso.example",
                                "mail.contoso.example",
                                2525,
                                MailSettings.Encryption.TLS,
                                "supsync",
                                new Secret("of the mail server"))));
        assertThat(settings.siteLog()).isEqualTo(new SiteLogSettings(folder.resolve("log"), DataSize.ofMegabytes(1)));
        assertThat(settings.toString()).doesNotContain("t0ken").doesNotContain("of the mail server");
    }

    @Test
    void allMistakesOfTheServiceAtOnce() {
        assertThat(
                        configurations.mistakes(
                                Configurations.withSite(
                                        """
                          retry: { after: 1s }
                          alerts:
                            no-success-for: never
                            webhook: ftp://hooks.contoso.example/
                            mail: { to: [nobody], from: me@contoso.example, encryption: ssl, password: a, password-file: b }
                          site-log: { size: 1KB }
                        """)))
                .hasSize(8)
                .anyMatch(line -> line.contains("supsync.retry.after: found \"1s\""))
                .anyMatch(line -> line.contains("supsync.alerts.no-success-for"))
                .anyMatch(line -> line.contains("expected a URL that begins with https:// or http://"))
                .anyMatch(line -> line.contains("supsync.alerts.mail.to"))
                .anyMatch(line -> line.contains("supsync.alerts.mail.host: is missing"))
                .anyMatch(line -> line.contains("expected one of none, starttls, tls"))
                .anyMatch(line -> line.contains("password and password-file are both given"))
                .anyMatch(line -> line.contains("supsync.site-log.size"));
    }
}
