package dev.supsync.runtime;

import dev.supsync.config.DatabaseSettings;
import dev.supsync.config.LeaseSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.embedded.DatabaseFiles;
import dev.supsync.error.ErrorCode;
import dev.supsync.error.SupsyncException;
import dev.supsync.lease.SiteLease;
import dev.supsync.metadata.Language;
import dev.supsync.metadata.Languages;
import dev.supsync.site.SiteIdentity;
import dev.supsync.site.jdbc.SharedDatabase;
import dev.supsync.site.jdbc.SiteDatabase;
import dev.supsync.site.jdbc.SiteMigrations;
import dev.supsync.site.jdbc.SiteSetup;
import dev.supsync.site.jdbc.SiteUrl;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The context of one site: its database, open. Whoever writes takes the {@link SiteLease} besides. */
public final class SiteRuntime implements AutoCloseable {

    private static final int ENGLISH = 1033;

    private final SiteSettings site;
    private final SiteDatabase database;
    private final @Nullable SharedDatabase shared;
    private boolean isKept;
    private boolean isAborted;
    private boolean isGivenBack;

    private SiteRuntime(SiteSettings site, SiteDatabase database, @Nullable SharedDatabase shared) {
        this.site = site;
        this.database = database;
        this.shared = shared;
    }

    /**
     * Opens a site's database to write it: makes it if it is embedded and does not exist, brings its schema up to date,
     * and makes it this site's.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} if another process has the embedded database, and whatever
     *     else keeps it closed
     */
    public static SiteRuntime forWriting(SiteSettings site) {
        return open(site, SiteRuntime::prepare);
    }

    /**
     * As {@link #forWriting(SiteSettings)}, for a look at what the round that is under way uses before or after.
     *
     * @param look what is wanted of the database
     */
    public static <T> T withOpen(SiteSettings site, Function<SiteDatabase, T> look) {
        try (SiteRuntime runtime = forWriting(site)) {
            T found = look.apply(runtime.database);
            runtime.keep();
            return found;
        }
    }

    /**
     * As {@link #forWriting(SiteSettings)}, for a process that stays: an embedded database is open to the commands of
     * this machine meanwhile, and to this process itself.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} also if another process shares it already
     */
    public static SiteRuntime forServing(SiteSettings site) {
        if (file(site).isEmpty()) {
            return forWriting(site);
        }
        DatabaseSettings settings = site.database();
        SiteDatabase owner = SiteDatabase.open(
                settings.url(), settings.username(), settings.password().value());
        try {
            new SiteRuntime(site, owner, null).prepare();
            SiteLease.forgetDead(owner);
            return share(site, owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    private static SiteRuntime share(SiteSettings site, SiteDatabase owner) {
        DatabaseSettings settings = site.database();
        SharedDatabase shared = SharedDatabase.of(owner);
        try {
            SiteDatabase database = SharedDatabase.connect(
                            settings.url(),
                            settings.username(),
                            settings.password().value())
                    .orElseThrow(() -> new IllegalStateException("what is shared cannot be reached"));
            return new SiteRuntime(site, database, shared);
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    /** Writes only what is to be written, and then as the only writer: who is refused has changed no table but that of the lease. */
    private void prepare() {
        SiteSetup setup = new SiteSetup(database);
        if (SiteMigrations.isMissing(database)) {
            SiteMigrations.migrate(database); // nobody can hold what does not exist
        }
        setup.verify(identity(site));
        if (setup.isUnclaimed()) {
            setup.ensureLeases();
        }
        if (SiteMigrations.isSettled(database) && setup.isEnsured(identity(site))) {
            return;
        }
        try (SiteLease lease =
                SiteLease.take(database, LeaseSettings.DEFAULT.timeout(), LeaseSettings.DEFAULT.heartbeat())) {
            SiteMigrations.migrate(database);
            database.inTransaction(() -> {
                lease.verify(); // a migration may take longer than the lease lasts
                setup.ensure(identity(site));
                return true;
            });
        }
    }

    /**
     * Opens a site's database as a run left it; changes nothing.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_UNPREPARED} if it was never synchronized, or not by this version;
     *     {@link ErrorCode#SITE_NEWER} or {@link ErrorCode#SITE_OTHER_SCHEMA} if another program made its tables;
     *     {@link ErrorCode#SITE_BUSY} if another process has the embedded database
     */
    public static SiteRuntime forReading(SiteSettings site) {
        return ifSynchronized(site)
                .orElseThrow(() -> new SupsyncException(
                        ErrorCode.SITE_UNPREPARED,
                        "There is nothing to show: "
                                + SiteUrl.of(site.database().url()).name() + " was never synchronized.",
                        "Run \"supsync sync full\" first."));
    }

    /** As {@link #forReading(SiteSettings)}; empty if the site was never synchronized. */
    public static Optional<SiteRuntime> ifSynchronized(SiteSettings site) {
        if (!exists(site)) {
            return Optional.empty();
        }
        boolean[] isPrepared = new boolean[1];
        SiteRuntime runtime = open(site, opened -> {
            opened.refuseOlderAndOthers();
            isPrepared[0] = opened.isPrepared();
        });
        if (isPrepared[0]) {
            return Optional.of(runtime);
        }
        runtime.close();
        return Optional.empty();
    }

    /** An empty site in memory, in the place of one that the first run will make. */
    static SiteRuntime temporary(SiteSettings site) {
        SiteDatabase empty = SiteDatabase.open("jdbc:hsqldb:mem:site" + UUID.randomUUID(), "sa", "");
        SiteRuntime runtime = new SiteRuntime(site, empty, null);
        runtime.prepare();
        return runtime;
    }

    /**
     * Opens an existing database in whatever state it is. HSQLDB only reads the files of an embedded one, unless this process or
     * another one has them open already and shares them. Beside them it takes the locks, and clears away what the dead left.
     */
    static SiteRuntime forChecking(SiteSettings site) {
        String url = site.database().url();
        boolean embedded = SiteUrl.of(url).kind() == SiteUrl.Kind.EMBEDDED_FILE;
        return open(site, embedded ? url + ";readonly=true" : url, runtime -> {});
    }

    /** Whether there is a database to connect to: false only for an embedded one that the first run will make. */
    public static boolean exists(SiteSettings site) {
        return SiteUrl.of(site.database().url())
                .files()
                .map(DatabaseFiles::exists)
                .orElse(true);
    }

    /** The file of an embedded database, without the extensions that HSQLDB adds. */
    public static Optional<Path> file(SiteSettings site) {
        return SiteUrl.of(site.database().url()).path();
    }

    /** What a site's database remembers of the site. */
    public static SiteIdentity identity(SiteSettings site) {
        int lcid = Languages.byShortName(site.language()).map(Language::lcid).orElse(ENGLISH);
        return new SiteIdentity(
                site.code().value(), site.name(), site.type().name().toLowerCase(Locale.ROOT), lcid);
    }

    /** The site. */
    public SiteSettings site() {
        return site;
    }

    /** Its database. */
    public SiteDatabase database() {
        return database;
    }

    /**
     * Takes the site's lease, as {@link SiteLease#take(SiteDatabase, java.time.Duration, java.time.Duration, Runnable)} does.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who holds it since when
     */
    SiteLease take(LeaseSettings times, Runnable check) {
        return SiteLease.take(database, times.timeout(), times.heartbeat(), check);
    }

    /** The same, by a caller whom nobody can stop. */
    SiteLease take(LeaseSettings times) {
        return SiteLease.take(database, times.timeout(), times.heartbeat());
    }

    /** The same of the lease under which the sites below are brought up to date. */
    SiteLease takeChildren(LeaseSettings times) {
        return SiteLease.takeChildren(database, times.timeout(), times.heartbeat());
    }

    /** The same of the lease under which the further software update points are synchronized. */
    SiteLease takePoints(LeaseSettings times) {
        return SiteLease.takePoints(database, times.timeout(), times.heartbeat());
    }

    /** Whether no other process can open the database as long as this one has it open. */
    public boolean isExclusive() {
        return database.kind() == SiteUrl.Kind.EMBEDDED_FILE;
    }

    /** Says that all went well with the database: the round that is under way may leave it open for its next user. */
    synchronized void keep() {
        isKept = true;
    }

    /** Cuts the connections to a server, whatever they are in the middle of; from another thread than that which uses them. */
    synchronized void abort() {
        if (!isGivenBack) { // else somebody else has it
            isAborted = true;
            database.abort();
        }
    }

    private synchronized boolean giveBack() {
        isGivenBack = isKept && !isAborted && shared == null;
        return isGivenBack;
    }

    /** Closes the database, or gives it back to the round that keeps it open. */
    @Override
    public void close() {
        try {
            if (giveBack()) {
                OpenSites.giveBack(site.database(), database);
            } else {
                database.close();
            }
        } finally {
            if (shared != null) {
                shared.close();
            }
        }
    }

    private interface Preparation {
        void prepare(SiteRuntime runtime);
    }

    private static SiteRuntime open(SiteSettings site, Preparation preparation) {
        return open(site, site.database().url(), preparation);
    }

    private static SiteRuntime open(SiteSettings site, String url, Preparation preparation) {
        DatabaseSettings settings = site.database();
        SiteDatabase database = OpenSites.take(settings).orElseGet(() -> connect(site, url));
        return prepared(new SiteRuntime(site, database, null), preparation);
    }

    private static SiteDatabase connect(SiteSettings site, String url) {
        DatabaseSettings settings = site.database();
        try {
            return SiteDatabase.open(
                    url, settings.username(), settings.password().value());
        } catch (SupsyncException busy) {
            return shared(site, busy);
        }
    }

    private static SiteRuntime prepared(SiteRuntime runtime, Preparation preparation) {
        try {
            preparation.prepare(runtime);
            return runtime;
        } catch (RuntimeException e) {
            runtime.database.close();
            throw e;
        }
    }

    /** What holds the file may be a service, and that shares it. */
    private static SiteDatabase shared(SiteSettings site, SupsyncException busy) {
        if (busy.code() != ErrorCode.SITE_BUSY) {
            throw busy;
        }
        DatabaseSettings settings = site.database();
        return SharedDatabase.connect(
                        settings.url(), settings.username(), settings.password().value())
                .orElseThrow(() -> busy);
    }

    private void refuseOlderAndOthers() {
        if (SiteMigrations.isMissing(database)) {
            return;
        }
        if (!SiteMigrations.isCurrent(database)) {
            throw new SupsyncException(
                    ErrorCode.SITE_UNPREPARED,
                    "The schema of " + database.name() + " is older than this version of supsync.",
                    "Run \"supsync sync full\" once: it brings the schema up to date.");
        }
        new SiteSetup(database).verify(identity(site));
    }

    private boolean isPrepared() {
        if (SiteMigrations.isMissing(database)) {
            return false;
        }
        Integer rows = database.translating(
                () -> database.jdbc().queryForObject("SELECT COUNT(*) FROM SUP_SITE", Integer.class));
        return rows != null && rows > 0;
    }
}
