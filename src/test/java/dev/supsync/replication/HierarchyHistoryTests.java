package dev.supsync.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supsync.cleanup.Cleanup;
import dev.supsync.cleanup.CleanupRules;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.CategoryType;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.status.RunResult;
import dev.supsync.sync.FaultyConnections;
import dev.supsync.sync.FaultyConnections.Fault;
import dev.supsync.sync.Rev;
import dev.supsync.sync.World;
import dev.supsync.testing.Seeds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random trees of sites, and random histories of them: synchronizations, failures at any commit, sites that are away, lost, or
 * restored from old copies, cleanups and deployments. After one round in which nothing fails, every site shows what the top
 * shows.
 */
class HierarchyHistoryTests extends ReplicationSuite {

    /** How many, in the long build. */
    private static final int HISTORIES = 200;

    private static final int MOST_CHILDREN = 5;
    private static final int STEPS = 16;
    private static final int MOST_COMMITS = 25;
    private static final Instant START = Instant.parse("2026-11-01T02:00:00Z");
    private static final CleanupRules RULES = new CleanupRules(
            Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(60), Duration.ofDays(90), Duration.ofDays(90));

    private final List<TestChild> sites = new ArrayList<>();
    private Copies newTop;
    private Copies newChild;

    private Random random = new Random(0);
    private World content = World.withCategories();
    private int[] parents = {};
    private List<List<Copies>> copies = new ArrayList<>();
    private List<String> log = new ArrayList<>();
    private long next;
    private int revision;
    private int day;

    @BeforeEach
    void prepare() {
        for (int i = 0; i < MOST_CHILDREN; i++) {
            sites.add(child("P0" + i));
        }
        newTop = Copies.of(top.database());
        newChild = Copies.of(sites.get(0).database());
    }

    int histories() {
        return HISTORIES;
    }

    @Test
    void everySiteShowsWhatTheTopShows() {
        Seeds.each(histories(), seed -> {
            begin(seed);
            try {
                for (int step = 0; step < STEPS; step++) {
                    step();
                    if (step == STEPS / 2) {
                        removeWhatIsDeployed(random.nextInt(parents.length));
                    }
                }
                end();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(e.getMessage() + "\n" + String.join("\n", log), e);
            }
        });
    }

    private void begin(long seed) {
        random = new Random(seed);
        log = new ArrayList<>();
        next = 1_000;
        revision = 200;
        content = World.withCategories()
                .put(Rev.detectoid(502), Rev.hidden(500).number(++revision).file("payload 0"));
        day = 0;
        parents = new int[1 + random.nextInt(MOST_CHILDREN)];
        copies = new ArrayList<>(List.of(new ArrayList<>()));
        newTop.restore(top.database());
        for (int i = 0; i < parents.length; i++) {
            parents[i] = random.nextInt(i + 1) - 1;
            copies.add(new ArrayList<>());
            fresh(i);
        }
        log.add("the parents are " + java.util.Arrays.toString(parents));
    }

    private void fresh(int site) {
        SiteDatabase database = sites.get(site).database();
        newChild.restore(database);
        Object lineage = database.parameter(UUID.randomUUID());
        database.jdbc().update("UPDATE SUP_SITE SET SITE_CODE = ?, LINEAGE = ?", "P0" + site, lineage);
    }

    private void step() {
        int what = random.nextInt(24);
        int site = random.nextInt(parents.length);
        if (what < 6) {
            change();
            synchronizeTop(random.nextInt(3) == 0 ? fault() : null, random.nextInt(MOST_COMMITS) + 1);
        } else if (what < 12) {
            round(true);
        } else if (what < 14) {
            copy(random.nextInt(parents.length + 1) - 1);
        } else if (what < 16) {
            restore(random.nextInt(parents.length + 1) - 1);
        } else if (what == 16) {
            log.add("P0" + site + " loses its database");
            fresh(site);
        } else if (what < 19) {
            deploy(random.nextInt(parents.length + 1) - 1);
        } else if (what == 19) {
            log.add("deployments end at P0" + site);
            sites.get(site).database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        } else {
            cleanUp();
        }
    }

    /** One round in which nothing fails. */
    private void end() {
        sites.forEach(s -> s.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT"));
        top.database().jdbc().update("DELETE FROM SUP_DEPLOYMENT");
        change();
        synchronizeTop(null, 0);
        round(false);
        Map<String, List<String>> expected = top.views();
        List<String> version = top.column("SELECT ContentVersion FROM v_SoftwareUpdateSource");
        for (int i = 0; i < parents.length; i++) {
            String code = "P0" + i;
            sites.get(i).views().forEach((view, rows) -> assertThat(rows)
                    .as(code + ", " + view)
                    .isEqualTo(expected.get(view)));
            assertThat(sites.get(i).column("SELECT ContentVersion FROM v_SoftwareUpdateSource"))
                    .as(code)
                    .isEqualTo(version);
            assertThat(differences(sites.get(i))).as(code).isEmpty();
        }
    }

    private void change() {
        for (int i = 0; i < 8; i++) {
            long number = next++;
            Rev update = Rev.update(number).number(++revision);
            content.put(next % 3 == 0 ? update.supersedes(any()) : next % 3 == 1 ? bundle(update, number) : update);
        }
        content.put(Rev.hidden(501).number(++revision).bundles(500), Rev.detectoid(502));
        content.put(Rev.hidden(500).number(++revision).file("payload " + random.nextInt(3)));
        for (int i = 0; i < 3; i++) {
            long changed = any();
            Rev update = Rev.update(changed).number(++revision).title("Update " + changed + " anew");
            Rev changedOne = random.nextBoolean() ? bundle(update, changed) : update;
            content.put(random.nextBoolean() ? changedOne.expired() : changedOne);
        }
        content.remove(any());
        if (random.nextInt(4) == 0) {
            content.put(Rev.category(Rev.WINDOWS_11, CategoryType.PRODUCT, "Windows 11, " + revision, Rev.WINDOWS)
                    .number(++revision));
        }
        if (random.nextInt(6) == 0) {
            content.put(Rev.category(Rev.id(600 + revision), CategoryType.PRODUCT, "New " + revision, Rev.WINDOWS));
        }
        day += random.nextInt(4);
    }

    /** Its parts are its own, and go with it; the file lies a bundle deeper, now and then, and it requires something. */
    private Rev bundle(Rev update, long number) {
        long part = 20_000 + number;
        content.put(Rev.hidden(part).number(++revision).file("payload " + part));
        if (random.nextBoolean()) {
            return update.bundles(part, 500);
        }
        content.put(Rev.hidden(40_000 + number).number(++revision).bundles(part));
        return update.bundles(40_000 + number).requires(502);
    }

    private long any() {
        return 1_000L + random.nextInt((int) (next - 999));
    }

    private void synchronizeTop(@org.jspecify.annotations.Nullable Fault fault, int commit) {
        top.time(now());
        top.connections(source -> fault == null ? source : new FaultyConnections(source, fault, commit));
        String result;
        try {
            result = sync(content.revisions(), WINDOWS).result().name();
        } catch (RuntimeException e) {
            assertThat(fault).as("a failure that nobody has injected: " + e).isNotNull();
            result = e.getClass().getSimpleName();
        }
        log.add("the top synchronizes, " + (fault == null ? "" : fault + " at commit " + commit + ", ") + result);
        if (fault == null) {
            assertThat(result).isEqualTo(RunResult.SUCCEEDED.name());
        }
    }

    /** Sends each site what its parent has, from above. */
    private void round(boolean failing) {
        for (int i = 0; i < parents.length; i++) {
            if (failing && random.nextInt(4) == 0) {
                log.add("P0" + i + " is away");
                continue;
            }
            boolean fails = failing && random.nextInt(3) == 0;
            Fault fault = fault();
            int commit = 1 + random.nextInt(4);
            TestChild child = sites.get(i);
            child.connections(source -> fails ? new FaultyConnections(source, fault, commit) : source);
            SiteDatabase parent =
                    parents[i] < 0 ? top.database() : sites.get(parents[i]).database();
            int site = i;
            if (failing && random.nextInt(3) == 0) {
                child.meanwhile(random.nextInt(3), () -> meanwhile(parents[site]));
            }
            String done;
            try {
                done = receive(i);
            } catch (RuntimeException e) {
                boolean waits = e instanceof SupsyncException known
                        && known.code() == ErrorCode.SITE_BUSY
                        && !new ReplicationSource(parent).isSettled();
                assertThat(fails || waits && failing)
                        .as("a failure that nobody has injected: " + e)
                        .isTrue();
                done = waits ? "it waits" : fault + " at commit " + commit;
            }
            child.meanwhile(Integer.MAX_VALUE, () -> {});
            log.add("P0" + i + " receives: " + done);
        }
    }

    /** What happens at a parent while a child is sent what it has. */
    private void meanwhile(int site) {
        log.add("meanwhile");
        if (site >= 0 && random.nextBoolean()) {
            log.add(name(site) + " receives something, too");
            try {
                sites.get(site).receive(parents[site] < 0 ? top.database() : database(parents[site]));
            } catch (RuntimeException e) {
                log.add("but " + e.getMessage());
            }
        } else if (random.nextInt(4) == 0) {
            cleanUp();
        } else {
            change();
            synchronizeTop(random.nextInt(2) == 0 ? fault() : null, random.nextInt(MOST_COMMITS) + 1);
        }
    }

    /** What is deployed shows its parts and their files, whatever the site above has removed. */
    private void assertDeployedAreWhole(int site) {
        String no = top.database().literal(false);
        List<String> missing = sites.get(site)
                .column("SELECT CAST(r.TARGET_ID AS VARCHAR(36)) FROM SUP_UPDATE_RELATION r"
                        + " JOIN SUP_UPDATE u ON u.CI_ID = r.CI_ID"
                        + " WHERE NOT EXISTS (SELECT 1 FROM SUP_UPDATE t WHERE t.UPDATE_ID = r.TARGET_ID)"
                        + " AND (u.IS_LISTED = " + no + " OR EXISTS"
                        + " (SELECT 1 FROM SUP_DEPLOYMENT d WHERE d.UPDATE_ID = u.UPDATE_ID))");
        assertThat(missing)
                .as(name(site) + " has all parts of what is deployed")
                .isEmpty();
    }

    private void copy(int site) {
        log.add("a copy of " + name(site));
        copies.get(site + 1).add(Copies.of(database(site)));
    }

    private void restore(int site) {
        List<Copies> kept = copies.get(site + 1);
        if (!kept.isEmpty()) {
            int which = random.nextInt(kept.size());
            log.add(name(site) + " is restored from copy " + which);
            kept.get(which).restore(database(site));
        }
    }

    private SiteDatabase database(int site) {
        return site < 0 ? top.database() : sites.get(site).database();
    }

    private static String name(int site) {
        return site < 0 ? "the top" : "P0" + site;
    }

    private void deploy(int site) {
        SiteDatabase database = database(site);
        String yes = database.literal(true);
        List<String> bundles = database.jdbc()
                .queryForList(
                        "SELECT CAST(UPDATE_ID AS VARCHAR(36)) FROM SUP_UPDATE WHERE IS_BUNDLE = " + yes
                                + " AND IS_LISTED = " + yes + " ORDER BY CI_ID",
                        String.class);
        UUID update = bundles.isEmpty() || random.nextInt(4) == 0
                ? Rev.id(any()).value()
                : UUID.fromString(bundles.get(random.nextInt(bundles.size())));
        deploy(site, update);
    }

    /**
     * A site deploys what the publisher has expired, and the top removes it: the site keeps it as it was. Everything on the
     * way to the site is well, so that no seed is needed for the removal to arrive.
     */
    private void removeWhatIsDeployed(int site) {
        long number = next++;
        content.put(bundle(Rev.update(number).number(++revision), number));
        synchronizeTop(null, 0);
        content.put(bundle(Rev.update(number).number(++revision).expired(), number));
        synchronizeTop(null, 0);
        bring(site);
        deploy(site, Rev.id(number).value());
        List<String> files = files(site, number);
        assertThat(files).as("the files of " + number).isNotEmpty();
        cleanUp();
        synchronizeTop(null, 0);
        bring(site);
        assertThat(files(site, number))
                .as(name(site) + " keeps the files of " + number)
                .isEqualTo(files);
    }

    private List<String> files(int site, long number) {
        return sites.get(site)
                .column("SELECT f.FileName FROM v_UpdateInfo u JOIN v_UpdateContents c ON c.CI_ID = u.CI_ID"
                        + " JOIN CI_ContentFiles f ON f.Content_ID = c.Content_ID"
                        + " WHERE u.CI_UniqueID = '" + Rev.id(number) + "' ORDER BY f.FileName");
    }

    /** Sends the site what the top has, by way of those between them; nothing fails. */
    private void bring(int site) {
        if (parents[site] >= 0) {
            bring(parents[site]);
        }
        sites.get(site).connections(source -> source);
        log.add(name(site) + " receives: " + receive(site));
    }

    private String receive(int site) {
        TestChild child = sites.get(site);
        String done = child.receive(database(parents[site])).toString();
        assertDeployedAreWhole(site);
        return ReplicationTarget.position(child.database())
                .filter(p -> p.contentVersion() != null)
                .map(p -> done + ", version " + child.synchronize())
                .orElse(done);
    }

    private void deploy(int site, UUID update) {
        log.add(name(site) + " deploys " + update);
        SiteDatabase database = database(site);
        database.jdbc().update("DELETE FROM SUP_DEPLOYMENT WHERE DEPLOYMENT_NAME = 'Pilot'");
        database.jdbc()
                .update(
                        "INSERT INTO SUP_DEPLOYMENT (UPDATE_ID, DEPLOYMENT_NAME) VALUES (?, 'Pilot')",
                        database.parameter(update));
    }

    private void cleanUp() {
        day += 8;
        SiteDatabase database = top.database();
        try (SiteLease lease = SiteLease.take(database, Duration.ofSeconds(30), Duration.ofSeconds(5))) {
            int removed = new Cleanup(database, RULES, Clock.fixed(now(), ZoneOffset.UTC))
                    .run(lease, () -> false)
                    .updates();
            log.add("the top removes " + removed);
        }
    }

    private Instant now() {
        return START.plus(Duration.ofDays(day));
    }

    private Fault fault() {
        List<Fault> faults = List.of(Fault.values());
        return faults.get(random.nextInt(faults.size()));
    }
}
