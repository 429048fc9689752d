package dev.supsync.cli;

import static dev.supsync.cli.StatusTree.id;
import static dev.supsync.cli.StatusTree.revisions;
import static dev.supsync.cli.StatusTree.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.catalog.SampleRevisions;
import dev.supsync.cli.StatusTree.Seen;
import dev.supsync.metadata.UpdateId;
import dev.supsync.metadata.UpdateRevision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which status messages appear at which kind of site, in which order, and where policy and requests stand among them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HierarchyStatusTests {

    /** What was done to one of the hierarchies below. */
    private enum History {
        /** Every kind of site, the first time. */
        FIRST,
        /** Again, with nothing new. */
        UNCHANGED,
        /** Something new at the top; the WSUS server of PS4 has not synchronized meanwhile. */
        DELTA,
        /** Catalogs that cannot be opened: of a replica of the top, of PS1, and of others. */
        FAILING,
        /** PS1 tries again. */
        RETRIED,
        /** The top fails itself. */
        TOP_FAILS,
        /** WSUS servers everywhere. */
        WSUS,
        /** The top reads an export of its WSUS server. */
        EXPORT,
        /** A record that cannot be read, in the source of the top's catalog. */
        UNREADABLE,
        /** Much is gone from the source of the top's catalog. */
        VANISHED,
        /** The catalog of PS1's upstream server is on another machine. */
        ELSEWHERE
    }

    private static final String EVERY_KIND =
            """
            ABV: { type: central, database: db(ABV) }
            CS1:
              parent: ABV
              database: db(CS1)
              software-update-points:
                active: { server: sup1, catalog: { database: db(W1), managed: true, source: { export: day } } }
                replicas:
                  - { server: sup1b, managed(W1b) }
                  - { server: sup1c, state: inactive, managed(W1c) }
            PS1:
              parent: CS1
              database: db(PS1)
              software-update-points:
                active: { server: sup2, managed(W2) }
                replicas: [ { server: sup2b, managed(W2b) } ]
            SS1: { type: secondary, parent: PS1, database: db(SS1), software-update-point: { server: sup5, managed(W5) } }
            SS2: { type: secondary, parent: PS1, database: db(SS2) }
            SS3: { type: secondary, parent: PS1, database: none, software-update-point: { server: sup6, managed(W6) } }
            SS4: { type: secondary, parent: PS1, database: none }
            PS6: { parent: PS1, database: db(PS6), software-update-point: { server: sup9, managed(W9) } }
            PS2:
              parent: CS1
              database: db(PS2)
              software-update-points:
                active: { server: sup3, managed(W3) }
                internet-based: { server: sup4, managed(W4) }
            SS6: { type: secondary, parent: PS2, database: none, software-update-point: { server: sup10, managed(W10) } }
            PS3: { parent: CS1, database: db(PS3) }
            SS5: { type: secondary, parent: PS3, database: db(SS5), software-update-point: { server: sup7, managed(W7) } }
            PS4: { parent: CS1, database: db(PS4), software-update-point: { server: sup8, wsus(S8) } }
            PS5: { parent: CS1, remote: true, database: db(PS5), software-update-point: { server: sup11, managed(W11) } }
            """;

    private final Map<History, Seen> seen = new EnumMap<>(History.class);
    private final List<StatusTree> trees = new ArrayList<>();

    @TempDir
    static Path folder;

    /**
     * 6701 with the type, 6702 with the content version, 6703 with source and error code, 6706 with the server, 6707 with server
     * and upstream; then the state of each software update point in the view of the site.
     */
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
            # kind of site                                      | history    | site | messages, policy and requests                                                                       | states
            above the top, no point                             | FIRST      | ABV  | ''                                                                                                  | ''
            top, managed catalog, replicas                      | FIRST      | CS1  | 6701 FULL, 6704, 6705, 6702 1, policy, requests PS1 PS2 PS3 PS4 PS5, 6706 sup1b                     | sup1 6702, sup1b 6702
            primary, managed catalog, replica                   | FIRST      | PS1  | 6701 FULL, 6704, 6706 sup2b, policy, 6702 1, requests PS6 SS1 SS2                                   | sup2 6702, sup2b 6702
            primary below a primary                             | FIRST      | PS6  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup9 6702
            primary, Internet-based point                       | FIRST      | PS2  | 6701 FULL, 6704, 6706 sup4, policy, 6702 1                                                          | sup3 6702, sup4 6702
            primary, no point                                   | FIRST      | PS3  | 6701 FULL, 6702 1, requests SS5                                                                     | ''
            primary, WSUS                                       | FIRST      | PS4  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup8 6702
            primary, remote                                     | FIRST      | PS5  | ''                                                                                                  | ''
            secondary, point                                    | FIRST      | SS1  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup5 6702
            secondary, point, below a site without one          | FIRST      | SS5  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup7 6702
            secondary, no point                                 | FIRST      | SS2  | 6701 FULL, policy, 6702 1                                                                           | ''
            secondary, no database                              | FIRST      | SS3  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup6 6702
            secondary, no database and no point                 | FIRST      | SS4  | policy                                                                                              | ''
            above the top, no point                             | UNCHANGED  | ABV  | ''                                                                                                  | ''
            top, the policy stands and PS5 has its request      | UNCHANGED  | CS1  | 6701 FULL, 6704, 6705, 6702 1, requests PS1 PS2 PS3 PS4, 6706 sup1b                                 | sup1 6702, sup1b 6702
            primary, managed catalog, replica                   | UNCHANGED  | PS1  | 6701 FULL, 6704, 6706 sup2b, policy, 6702 1, requests PS6 SS1 SS2                                   | sup2 6702, sup2b 6702
            primary, no point                                   | UNCHANGED  | PS3  | 6701 FULL, 6702 1, requests SS5                                                                     | ''
            secondary, point                                    | UNCHANGED  | SS1  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup5 6702
            secondary, no database                              | UNCHANGED  | SS3  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup6 6702
            top                                                 | DELTA      | CS1  | 6701 DELTA, 6704, 6705, 6702 2, policy, requests PS1 PS2 PS3 PS4, 6706 sup1b                        | sup1 6702, sup1b 6702
            primary, managed catalog, replica                   | DELTA      | PS1  | 6701 FULL, 6704, 6706 sup2b, policy, 6702 2, requests PS6 SS1 SS2                                   | sup2 6702, sup2b 6702
            primary, WSUS out of sync                           | DELTA      | PS4  | 6701 FULL, 6704, 6707 sup8 < sup1, policy, 6702 2                                                   | sup8 6702
            secondary, point                                    | DELTA      | SS1  | 6701 FULL, 6704, policy, 6702 2                                                                     | sup5 6702
            secondary, no database                              | DELTA      | SS3  | 6701 FULL, 6704, policy, 6702 2                                                                     | sup6 6702
            top, replica fails                                  | FAILING    | CS1  | 6701 FULL, 6704, 6705, 6702 1, policy, requests PS1 PS2 PS3 PS4 PS5, 6706 sup1b, 6703 sup1 SUP-2001 | sup1 6702, sup1b 6703
            primary fails                                       | FAILING    | PS1  | 6701 FULL, 6704, 6703 sup1 SUP-2001                                                                 | sup2 6703
            primary below a site that failed                    | FAILING    | PS6  | ''                                                                                                  | ''
            secondary below a site that failed                  | FAILING    | SS1  | ''                                                                                                  | ''
            the same without a point                            | FAILING    | SS2  | ''                                                                                                  | ''
            the same without a database                         | FAILING    | SS3  | ''                                                                                                  | ''
            sibling, Internet-based point fails                 | FAILING    | PS2  | 6701 FULL, 6704, 6706 sup4, 6703 sup3 SUP-2001, policy, 6702 1                                      | sup3 6702, sup4 6703
            secondary without a database fails                  | FAILING    | SS6  | 6701 FULL, 6704, 6703 sup3 SUP-2001                                                                 | sup10 6703
            sibling without a point                             | FAILING    | PS3  | 6701 FULL, 6702 1, requests SS5                                                                     | ''
            sibling, WSUS                                       | FAILING    | PS4  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup8 6702
            primary on retry                                    | RETRIED    | PS1  | 6701 FULL, 6704, 6706 sup2b, policy, 6702 1, requests PS6 SS1 SS2                                   | sup2 6702, sup2b 6702
            its secondary                                       | RETRIED    | SS1  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup5 6702
            its secondary without a database                    | RETRIED    | SS3  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup6 6702
            its sibling                                         | RETRIED    | PS2  | ''                                                                                                  | sup3 6702, sup4 6703
            its parent                                          | RETRIED    | CS1  | ''                                                                                                  | sup1 6702, sup1b 6703
            top fails                                           | TOP_FAILS  | CS1  | 6701 FULL, 6704, 6703 day SUP-2001                                                                  | sup1 6703, sup1b 6703
            below a top that failed                             | TOP_FAILS  | PS1  | ''                                                                                                  | sup2 6702, sup2b 6702
            top, WSUS, replica out of sync                      | WSUS       | CS1  | 6701 FULL, 6704, 6705, 6702 1, policy, requests PS1 PS2 PS3 PS4 PS5, 6706 sup1b, 6707 sup1b < sup1  | sup1 6702, sup1b 6702
            primary, WSUS out of sync                           | WSUS       | PS1  | 6701 FULL, 6704, 6707 sup2 < sup1, policy, 6702 1                                                   | sup2 6702
            secondary, no database, WSUS out of sync            | WSUS       | SS1  | 6701 FULL, 6704, 6707 sup6 < sup2, policy, 6702 1                                                   | sup6 6702
            primary, managed catalog lacks what it cannot read  | WSUS       | PS2  | 6701 FULL, 6704, 6707 sup3 < sup1, policy, 6702 1                                                   | sup3 6702
            primary, WSUS with updates and declines of its own  | WSUS       | PS3  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup4 6702
            primary, WSUS is a replica that declines for itself | WSUS       | PS4  | 6701 FULL, 6704, 6707 sup5 < sup1, policy, 6702 1                                                   | sup5 6702
            primary, Internet-based WSUS out of sync            | WSUS       | PS5  | 6701 FULL, 6704, 6706 sup8, 6707 sup8 < sup7, policy, 6702 1                                        | sup7 6702, sup8 6702
            top, export                                         | EXPORT     | CS1  | 6701 FULL, 6704, 6705, 6702 1, policy, requests PS1 PS2 PS3                                         | sup1 6702
            primary, WSUS newer than the export                 | EXPORT     | PS1  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup2 6702
            primary, WSUS older than the export                 | EXPORT     | PS2  | 6701 FULL, 6704, 6707 sup3 < sup1, policy, 6702 1                                                   | sup3 6702
            primary, managed catalog                            | EXPORT     | PS3  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup4 6702
            top, managed catalog lacks what it cannot read      | UNREADABLE | CS1  | 6701 FULL, 6704, 6707 sup1 < day, 6705, 6702 1, policy, requests PS1                                | sup1 6702
            its child                                           | UNREADABLE | PS1  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup2 6702
            top, managed catalog keeps what is gone             | VANISHED   | CS1  | 6701 FULL, 6704, 6707 sup1 < day, 6705, 6703 day SUP-5001                                            | sup1 6703
            its child                                           | VANISHED   | PS1  | ''                                                                                                  | sup2 6702
            primary, WSUS, upstream out of reach                | ELSEWHERE  | PS1  | 6701 FULL, 6704, policy, 6702 1                                                                     | sup2 6702
            """)
    void eachKindOfSiteSaysWhatItDoes(String kind, History history, String site, String timeline, String states)
            throws Exception {
        Seen all = seen(history);
        assertThat(all.timelines().getOrDefault(site, ""))
                .as(kind + " " + site + "\n" + all.notes() + "\n" + all.timelines())
                .isEqualTo(timeline);
        assertThat(all.states().getOrDefault(site, "")).as(kind + " " + site).isEqualTo(states);
    }

    private Seen seen(History history) throws Exception {
        if (!seen.containsKey(history)) {
            switch (history) {
                case FIRST, UNCHANGED, DELTA -> healthy();
                case FAILING, RETRIED, TOP_FAILS -> failing();
                case WSUS -> wsus();
                case EXPORT -> export();
                case UNREADABLE, VANISHED -> managed();
                case ELSEWHERE -> elsewhere();
            }
        }
        return Objects.requireNonNull(seen.get(history));
    }

    private StatusTree tree(String name, String sites) throws IOException {
        StatusTree tree = new StatusTree(folder.resolve(name), sites);
        trees.add(tree);
        return tree;
    }

    private void healthy() throws Exception {
        StatusTree tree = tree("healthy", EVERY_KIND);
        tree.export("day", revisions(10));
        tree.wsus("S8", revisions(10));
        seen.put(History.FIRST, tree.run("sync", "full"));
        seen.put(History.UNCHANGED, tree.run("sync", "full"));
        tree.export("day", revisions(11));
        seen.put(History.DELTA, tree.run("sync", "delta"));
    }

    private void failing() throws Exception {
        StatusTree tree = tree("failing", EVERY_KIND);
        tree.export("day", revisions(10));
        tree.wsus("S8", revisions(10));
        for (String catalog : List.of("W1b", "W2", "W4", "W10")) {
            tree.breakDatabase(catalog);
        }
        seen.put(History.FAILING, tree.run("sync", "full"));
        tree.mendDatabase("W2");
        seen.put(History.RETRIED, tree.retry("PS1"));
        Files.delete(tree.folder().resolve("day/metadata.txt"));
        seen.put(History.TOP_FAILS, tree.run("sync", "full"));
    }

    private void wsus() throws Exception {
        StatusTree tree = tree(
                "wsus",
                """
                CS1:
                  type: central
                  database: db(CS1)
                  software-update-points:
                    active: { server: sup1, wsus(S1) }
                    replicas: [ { server: sup1b, wsus(S1b) } ]
                PS1: { parent: CS1, database: db(PS1), software-update-point: { server: sup2, wsus(S2) } }
                SS1: { type: secondary, parent: PS1, database: none, software-update-point: { server: sup6, wsus(S6) } }
                PS2: { parent: CS1, database: db(PS2), software-update-point: { server: sup3, managed(W3) } }
                PS3: { parent: CS1, database: db(PS3), software-update-point: { server: sup4, wsus(S4) } }
                PS4: { parent: CS1, database: db(PS4), software-update-point: { server: sup5, wsus(S5) } }
                PS5:
                  parent: CS1
                  database: db(PS5)
                  software-update-points:
                    active: { server: sup7, wsus(S7) }
                    internet-based: { server: sup8, wsus(S8) }
                """);
        List<UpdateRevision> more = new ArrayList<>(revisions(10));
        more.add(SampleRevisions.bundle(id(20), 100, "Imported", id(21)));
        more.add(SampleRevisions.software(id(21), 200, "Its child", false));
        more.add(update(22));
        tree.wsus("S1", revisions(10));
        tree.wsus("S1b", revisions(9));
        tree.wsus("S2", revisions(9));
        tree.wsus("S4", more);
        tree.wsus("S5", revisions(10));
        tree.wsus("S6", revisions(10));
        tree.wsus("S7", revisions(10));
        tree.wsus("S8", revisions(10));
        tree.execute("S1", "UPDATE dbo.tbXml SET RootElementXml = '<a' WHERE RevisionID = " + revision(id(3)));
        tree.execute(
                "S4",
                "INSERT INTO dbo.tbUpdateFlag (LocalUpdateID, FromCatalogSite) SELECT LocalUpdateID, TRUE FROM"
                        + " dbo.tbUpdate WHERE UpdateID = '" + id(20) + "'");
        tree.execute("S4", "UPDATE dbo.tbUpdate SET IsLocallyPublished = TRUE WHERE UpdateID = '" + id(22) + "'");
        for (String declining : List.of("S4", "S5", "S8")) {
            tree.execute(declining, "UPDATE dbo.tbUpdate SET IsHidden = TRUE WHERE UpdateID = '" + id(1) + "'");
        }
        tree.execute("S5", "CREATE TABLE dbo.tbConfigurationC (ReplicaMode BOOLEAN)");
        tree.execute("S5", "INSERT INTO dbo.tbConfigurationC VALUES (TRUE)");
        seen.put(History.WSUS, tree.run("sync", "full"));
    }

    private static String revision(UpdateId id) {
        return "(SELECT r.RevisionID FROM dbo.tbRevision r JOIN dbo.tbUpdate u ON u.LocalUpdateID = r.LocalUpdateID"
                + " WHERE r.IsLatestRevision = TRUE AND u.UpdateID = '" + id + "')";
    }

    private void export() throws Exception {
        StatusTree tree = tree(
                "export",
                """
                CS1: { type: central, database: db(CS1), software-update-point: { server: sup1, catalog: { export: day } } }
                PS1: { parent: CS1, database: db(PS1), software-update-point: { server: sup2, wsus(S2) } }
                PS2: { parent: CS1, database: db(PS2), software-update-point: { server: sup3, wsus(S3) } }
                PS3: { parent: CS1, database: db(PS3), software-update-point: { server: sup4, managed(W4) } }
                """);
        tree.export("day", revisions(10));
        tree.wsus("S2", revisions(11));
        tree.wsus("S3", revisions(9));
        seen.put(History.EXPORT, tree.run("sync", "full"));
    }

    private void managed() throws Exception {
        StatusTree tree = tree(
                "managed",
                """
                CS1:
                  type: central
                  database: db(CS1)
                  software-update-point: { server: sup1, catalog: { database: db(W1), managed: true, source: { export: day } } }
                PS1: { parent: CS1, database: db(PS1), software-update-point: { server: sup2, managed(W2) } }
                """);
        tree.export("day", revisions(10), 3);
        seen.put(History.UNREADABLE, tree.run("sync", "full"));
        tree.export("day", revisions(1));
        seen.put(History.VANISHED, tree.run("sync", "full"));
    }

    private void elsewhere() throws Exception {
        String child = "PS1: { parent: CS1, %sdatabase: db(PS1), software-update-point: { server: sup2, wsus(S2) } }";
        StatusTree tree = tree(
                "elsewhere",
                """
                CS1:
                  type: central
                  database: db(CS1)
                  software-update-point: { server: sup1, catalog: { database: db(W1), managed: true, source: { export: day } } }
                """
                        + child.formatted("remote: true, "));
        tree.export("day", revisions(10));
        tree.wsus("S2", revisions(9));
        tree.run("sync", "full");
        tree.configure(
                "CS1: { type: central, remote: true, software-update-point: { server: sup1, catalog: { database: db(W9), managed: true, source: none } } }\n"
                        + child.formatted(""));
        seen.put(History.ELSEWHERE, tree.retry("PS1"));
    }

    @Test
    void tellsWhatIsMissingAndWhatItCannotCompare() throws Exception {
        assertThat(seen(History.ELSEWHERE).notes())
                .contains("The content of sup2 was not compared with that of its upstream server sup1: The catalog ")
                .contains("does not exist yet");
        assertThat(seen(History.FIRST).notes())
                .contains("The primary site PS3 has no software update point: its clients are told nothing.");
        assertThat(seen(History.DELTA).notes())
                .contains("The content of sup8 is out of sync with its upstream server sup1: 1 missing (update "
                        + id(10) + " revision 200 is missing).");
    }

    @AfterAll
    void close() throws SQLException {
        for (StatusTree tree : trees) {
            tree.close();
        }
    }
}
