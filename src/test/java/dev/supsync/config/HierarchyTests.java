package dev.supsync.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.supsync.config.ClientAddress.Accepts;
import dev.supsync.config.ClientAddress.Scheme;
import dev.supsync.config.SoftwareUpdatePoint.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HierarchyTests {

    private static final String TREE =
            """
            supsync:
              sites:
                SS1: {type: secondary, parent: PS1, database: none}
                CS1:
                  type: central
                  database: {url: "jdbc:hsqldb:mem:CS1"}
                  software-update-points:
                    active:
                      server: sup1
                      catalog: {database: {url: "jdbc:hsqldb:mem:W1"}, managed: true, source: {export: day-1.cab}}
                    replicas:
                      - server: sup2
                        scheme: https
                        catalog: {database: {url: "jdbc:hsqldb:mem:W2"}, managed: true}
                      - {server: sup3, state: inactive, catalog: {database: {url: "jdbc:sqlserver://s3;databaseName=SUSDB"}}}
                PS1:
                  type: primary
                  parent: cs1
                  database: {url: "jdbc:hsqldb:mem:PS1"}
                  software-update-points:
                    active: {server: sup4, accepts: all, catalog: {database: {url: "jdbc:hsqldb:mem:W4"}, managed: true}}
                    internet-based:
                      server: sup5
                      host: updates.contoso.example
                      port: 443
                      catalog: {database: {url: "jdbc:hsqldb:mem:W5"}, managed: true, source: none}
                PS2: {remote: true, parent: CS1}
            """;

    @TempDir
    private Path folder;

    private Configurations configurations;

    @BeforeEach
    void use() {
        configurations = new Configurations(folder);
    }

    @Test
    void isATreeInWhateverOrderTheFileHasIt() {
        SupsyncSettings settings = configurations.load(TREE);
        SiteTree tree = settings.tree();
        assertThat(codes(tree.fromTheTop())).containsExactly("CS1", "PS1", "PS2", "SS1");
        assertThat(tree.top().code().value()).isEqualTo("CS1");
        assertThat(codes(tree.children(tree.top()))).containsExactly("PS1", "PS2");
        assertThat(tree.parent(site(settings, "SS1")).orElseThrow().code().value())
                .isEqualTo("PS1");
        assertThat(tree.isBelowTop(site(settings, "SS1"))).isTrue();
        assertThat(tree.isBelowTop(tree.top())).isFalse();
        assertThat(settings.warnings()).as("another supsync knows what PS2 has").isEmpty();
        assertThat(configurations
                        .load(TREE.replace("remote: true,", "database: {url: \"jdbc:hsqldb:mem:PS2\"},"))
                        .warnings())
                .containsExactly(
                        "the primary site PS2 has no software update point: its metadata is replicated, but its"
                                + " clients are told nothing");
    }

    @Test
    void hasSoftwareUpdatePointsOfEveryKind() {
        SupsyncSettings settings = configurations.load(TREE);
        UpdatePoints central = site(settings, "CS1").points();
        assertThat(central.all().get(0).catalog())
                .isEqualTo(new CatalogSettings.Managed(
                        new DatabaseSettings("jdbc:hsqldb:mem:W1", null, Secret.EMPTY),
                        new CatalogSettings.Source.File(folder.resolve("day-1.cab"))));
        assertThat(central.replicas())
                .extracting(SoftwareUpdatePoint::server, SoftwareUpdatePoint::state, p -> p.address()
                        .url())
                .containsExactly(
                        tuple("sup2", State.REPLICA, "https://sup2:8531"),
                        tuple("sup3", State.INACTIVE, "http://sup3:8530"));
        UpdatePoints primary = site(settings, "PS1").points();
        assertThat(primary.all().get(0).address()).isEqualTo(new ClientAddress(Accepts.ALL, Scheme.HTTP, "sup4", 8530));
        assertThat(primary.all().get(1).address())
                .isEqualTo(new ClientAddress(Accepts.INTERNET, Scheme.HTTPS, "updates.contoso.example", 443));
        assertThat(((CatalogSettings.Managed) primary.all().get(1).catalog()).source())
                .isEqualTo(new CatalogSettings.Source.None());
        assertThat(central.all()).extracting(SoftwareUpdatePoint::server).containsExactly("sup1", "sup2", "sup3");
    }

    @Test
    void theTopIsTheHighestSiteWithAnActivePoint() {
        SupsyncSettings settings = configurations.load(
                """
                supsync:
                  sites:
                    CS1: {type: central, database: {url: "jdbc:hsqldb:mem:CS1"}}
                    PS1:
                      parent: CS1
                      database: {url: "jdbc:hsqldb:mem:PS1"}
                      software-update-point: {server: sup1, catalog: {export: day-1.cab}}
                    PS2: {parent: PS1, database: {url: "jdbc:hsqldb:mem:PS2"}}
                """);
        assertThat(settings.tree().top().code().value()).isEqualTo("PS1");
        assertThat(settings.tree().isBelowTop(site(settings, "CS1"))).isFalse();
        assertThat(settings.tree().isBelowTop(site(settings, "PS2"))).isTrue();
    }

    @Test
    void variablesOfTheEnvironmentReachTheItemsOfAList() {
        SupsyncSettings settings = configurations.load(
                TREE, Map.of("SUPSYNC_SITES_CS1_SOFTWAREUPDATEPOINTS_REPLICAS_1_CATALOG_DATABASE_PASSWORD", "hunter2"));
        CatalogSettings.Database replica = (CatalogSettings.Database)
                site(settings, "CS1").points().replicas().get(1).catalog();
        assertThat(replica.database().password()).isEqualTo(new Secret("hunter2"));
    }

    @Nested
    class Refuses {

        @Test
        void aCircle() {
            assertThat(mistakes("PS1: {remote: true, parent: PS2}", "PS2: {remote: true, parent: PS1}"))
                    .containsExactly(
                            "3:25: supsync.sites.PS1.parent: the site is above itself: its parents run in a circle"
                                    .replace("4:25", "3:24"));
        }

        @Test
        void severalRoots() {
            assertThat(mistakes("PS1: {remote: true}", "PS2: {remote: true}"))
                    .containsExactly("4:5: supsync.sites.PS2: only one site can be without a parent, and PS1 is; name"
                            + " the parent of PS2, or give it a configuration of its own");
        }

        @Test
        void aParentThatIsNot() {
            assertThat(mistakes("PS1: {remote: true, parent: XX1}"))
                    .containsExactly("3:25: supsync.sites.PS1.parent: there is no site XX1; the sites are PS1");
        }

        @Test
        void sitesBelowASecondary() {
            assertThat(mistakes(
                            "PS1: {remote: true}",
                            "SS1: {remote: true, type: secondary, parent: PS1}",
                            "SS2: {remote: true, type: secondary, parent: SS1}"))
                    .containsExactly("5:42: supsync.sites.SS2.parent: the site SS1 is a secondary one, which has no"
                            + " sites below it");
        }

        @Test
        void aSecondaryBelowACentralSite() {
            assertThat(mistakes(
                            "CS1: {remote: true, type: central}", "SS1: {remote: true, type: secondary, parent: CS1}"))
                    .containsExactly("4:42: supsync.sites.SS1.parent: a secondary site is below a primary one, and CS1"
                            + " is central");
        }

        @Test
        void aCentralSiteBelowAnother() {
            assertThat(mistakes("PS1: {remote: true}", "CS1: {remote: true, type: central, parent: PS1}"))
                    .containsExactly("4:40: supsync.sites.CS1.parent: a central site has no parent");
        }

        @Test
        void aPrimaryWithoutADatabase() {
            assertThat(mistakes("PS1: {database: none}"))
                    .containsExactly("3:11: supsync.sites.PS1.database: only a secondary site can be without a site"
                            + " database");
        }

        @Test
        void anInternetBasedPointOfASecondaryAndWithoutEncryption() {
            assertThat(
                            mistakes(
                                    "PS1: {remote: true}",
                                    "SS1: {remote: true, parent: PS1, type: secondary, software-update-points: {active: {server: a,"
                                            + " catalog: {database: {url: \"jdbc:hsqldb:mem:a\"}, managed: true}}, internet-based: {server: b,"
                                            + " scheme: http, catalog: {database: {url: \"jdbc:hsqldb:mem:b\"}, managed: true}}}}"))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .endsWith("a secondary site has no Internet-based software update point"),
                            line -> assertThat(line)
                                    .endsWith("an Internet-based software update point is reached by https only"));
        }

        @Test
        void twoPointsOfOneNameAndTwoUsesOfOneDatabase() {
            assertThat(mistakes(
                            "PS1: {database: {url: \"jdbc:hsqldb:mem:a\"}, software-update-point: {server: s,"
                                    + " catalog: {export: x.cab}}}",
                            "PS2: {parent: PS1, database: {url: \"jdbc:hsqldb:mem:a\"}, software-update-point: {server: S,"
                                    + " catalog: {database: {url: \"jdbc:hsqldb:mem:b\"}, managed: true}}}"))
                    .containsExactly(
                            "4:5: supsync.sites.PS2: the software update point S is given twice, first at site PS1",
                            "4:5: supsync.sites.PS2: the site database of PS2 is the same database as the site database"
                                    + " of PS1; each needs its own");
        }

        @Test
        void exportsBelowTheTopAndManagedCatalogsWithoutASourceAtIt() {
            assertThat(
                            mistakes(
                                    "PS1: {remote: true, software-update-point: {server: s,"
                                            + " catalog: {database: {url: \"jdbc:hsqldb:mem:b\"}, managed: true}}}",
                                    "PS2: {remote: true, parent: PS1, software-update-point: {server: t, catalog: {export: x.cab}}}"))
                    .containsExactly(
                            "3:5: supsync.sites.PS1: its catalog is managed, but has no source; give source: {export:"
                                    + " FILE}, or source: none",
                            "4:5: supsync.sites.PS2: its catalog is an export, but only the top-level site PS1 reads"
                                    + " one; give it a database");
        }

        @Test
        void furtherPointsWithASourceOfTheirOwn() {
            String catalog = ", catalog: {database: {url: \"jdbc:hsqldb:mem:%s\"}, managed: true, source: %s}}";
            assertThat(mistakes(
                            "PS1: {remote: true, software-update-points: {active: {server: a, catalog: {export: x.cab}},"
                                    + " replicas: [{server: b" + catalog.formatted("b", "{export: y.cab}")
                                    + ", {server: c" + catalog.formatted("c", "none")
                                    + "], internet-based: {server: d" + catalog.formatted("d", "{export: y.cab}")
                                    + "}}"))
                    .containsExactly(
                            "3:5: supsync.sites.PS1: the replica b has a source, but a replica is synchronized from the"
                                    + " active software update point of its site; take source away",
                            "3:5: supsync.sites.PS1: the replica c has a source, but a replica is synchronized from the"
                                    + " active software update point of its site; take source away",
                            "3:5: supsync.sites.PS1: the Internet-based software update point d has an export as its"
                                    + " source, but it is synchronized from the active one of its site; take source away,"
                                    + " or give source: none");
        }

        @Test
        void twoTops() {
            assertThat(
                            mistakes(
                                    "CS1: {remote: true, type: central}",
                                    "PS1: {remote: true, parent: CS1, software-update-point: {server: s, catalog: {export: x.cab}}}",
                                    "PS2: {remote: true, parent: CS1, software-update-point: {server: t, catalog: {export: x.cab}}}"))
                    .containsExactly(
                            "5:5: supsync.sites.PS2: the sites PS1 and PS2 both are the highest with a software"
                                    + " update point; give the site above them one");
        }

        @Test
        void signaturesThatNobodyCanTrust() {
            assertThat(configurations.mistakes(Configurations.withSite("  packages: {require-signature: true}\n")))
                    .singleElement()
                    .asString()
                    .endsWith("packages.require-signature: no signature can be trusted: trusted-keys is empty");
        }
    }

    @Test
    void keysOfPackages() {
        SupsyncSettings settings = configurations.load(
                Configurations.withSite(
                        "  packages: {signing-key: a.pem, trusted-keys: [b.pem], revoked-keys: [c.pem]}\n  policy: {folder: p}\n"));
        assertThat(settings.packages())
                .isEqualTo(new PackageSettings(
                        folder.resolve("a.pem"),
                        List.of(folder.resolve("b.pem")),
                        List.of(folder.resolve("c.pem")),
                        true));
        assertThat(settings.policy()).isEqualTo(new PolicySettings(folder.resolve("p")));
    }

    private List<String> mistakes(String... sites) {
        StringBuilder text = new StringBuilder("supsync:\n  sites:\n");
        for (String site : sites) {
            text.append("    ").append(site).append('\n');
        }
        return configurations.mistakes(text.toString());
    }

    private static SiteSettings site(SupsyncSettings settings, String code) {
        return settings.site(new SiteCode(code)).orElseThrow();
    }

    private static List<String> codes(List<SiteSettings> sites) {
        return sites.stream().map(site -> site.code().value()).toList();
    }
}
