package dev.supsync.runtime;

import dev.supsync.config.DatabaseSettings;
import dev.supsync.config.LeaseSettings;
import dev.supsync.config.SiteSettings;
import dev.supsync.embedded.FileLease;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The context of one site: its database, open, and the lock of an embedded one. Whoever writes takes the
 * {@link dev.supsync.lease.SiteLease} besides.
 */
public final class SiteRuntime implements AutoCloseable {

    private static final int ENGLISH = 1033;

    private final SiteSettings site;
    private final @Nullable FileLease lock;
    private final SiteDatabase database;
    private final @Nullable SharedDatabase shared;

    private SiteRuntime(
            SiteSettings site, @Nullable FileLease lock, SiteDatabase database, @Nullable SharedDatabase shared) {
        this.site = site;
        this.lock = lock;
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
     * As {@link #forWriting(SiteSettings)}, for a process that stays: an embedded database is open to the commands of
     * this machine meanwhile, and to this process itself.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} also if another process shares it already
     */
    public static SiteRuntime forServing(SiteSettings site) {
        Path file = file(site).orElse(null);
        if (file == null) {
            return forWriting(site);
        }
        FileLease lock = FileLease.take(file);
        try {
            SharedDatabase.forget(file);
            return share(site, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static SiteRuntime share(SiteSettings site, FileLease lock) {
        DatabaseSettings settings = site.database();
        String password = settings.password().value();
        SiteDatabase owner = SiteDatabase.open(settings.url(), settings.username(), password);
        SharedDatabase shared;
        try {
            new SiteRuntime(site, null, owner, null).prepare();
            SiteLease.forgetDead(owner);
            shared = SharedDatabase.of(owner);
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
        try {
            SiteDatabase database = SharedDatabase.connect(settings.url(), settings.username(), password)
                    .orElseThrow(() -> new IllegalStateException("what is shared cannot be reached"));
            return new SiteRuntime(site, lock, database, shared);
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    /** Writes only what is to be written, and then as the only writer: who is refused has changed nothing. */
    private void prepare() {
        SiteSetup setup = new SiteSetup(database);
        if (SiteMigrations.isMissing(database)) {
            SiteMigrations.migrate(database); // nobody can hold what does not exist
        }
        setup.verify(identity(site));
        if (setup.isUnclaimed()) {
            setup.ensureLeases();
        }
        if (SiteMigrations.isCurrent(database) && setup.isEnsured(identity(site))) {
            return;
        }
        try (SiteLease lease =
                SiteLease.take(database, LeaseSettings.DEFAULT.timeout(), LeaseSettings.DEFAULT.heartbeat())) {
            SiteMigrations.migrate(database);
            setup.ensure(identity(site));
        }
    }

    /**
     * Opens a site's database as a run left it; changes nothing.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_UNPREPARED} if it was never synchronized, or not by this version;
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
        SiteRuntime runtime = open(site, SiteRuntime::refuseOlderAndOthers);
        if (runtime.isPrepared()) {
            return Optional.of(runtime);
        }
        runtime.close();
        return Optional.empty();
    }

    /** An empty site in memory, in the place of one that the first run will make. */
    static SiteRuntime temporary(SiteSettings site) {
        SiteDatabase empty = SiteDatabase.open("jdbc:hsqldb:mem:site" + UUID.randomUUID(), "sa", "");
        SiteRuntime runtime = new SiteRuntime(site, null, empty, null);
        runtime.prepare();
        return runtime;
    }

    /** Opens an existing database in whatever state it is; no file of an embedded one is written. */
    static SiteRuntime forChecking(SiteSettings site) {
        String url = site.database().url();
        boolean embedded = SiteUrl.of(url).kind() == SiteUrl.Kind.EMBEDDED_FILE;
        return open(site, embedded ? url + ";readonly=true" : url, runtime -> {});
    }

    /** Whether there is a database to connect to: false only for an embedded one that the first run will make. */
    public static boolean exists(SiteSettings site) {
        return file(site).map(SiteRuntime::exists).orElse(true);
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
     * Takes the site's lease, without waiting.
     *
     * @throws SupsyncException {@link ErrorCode#SITE_BUSY} naming who holds it since when
     */
    SiteLease take(LeaseSettings times) {
        return SiteLease.take(database, times.timeout(), times.heartbeat());
    }

    /** Whether no other process can open the database as long as this one has it open. */
    public boolean isExclusive() {
        return lock != null && shared == null;
    }

    /** Closes the database, then gives the lock back. */
    @Override
    public void close() {
        try {
            database.close();
            if (shared != null) {
                shared.close();
            }
        } finally {
            if (lock != null) {
                lock.close();
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
        Path file = file(site).orElse(null);
        if (file == null) {
            return open(site, url, null, preparation);
        }
        FileLease lock;
        try {
            lock = FileLease.take(file);
        } catch (SupsyncException busy) {
            return prepared(new SiteRuntime(site, null, shared(site, busy), null), preparation);
        }
        try {
            SharedDatabase.forget(file);
            return open(site, url, lock, preparation);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static SiteRuntime open(SiteSettings site, String url, @Nullable FileLease lock, Preparation preparation) {
        DatabaseSettings settings = site.database();
        SiteDatabase database =
                SiteDatabase.open(url, settings.username(), settings.password().value());
        return prepared(new SiteRuntime(site, lock, database, null), preparation);
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

    /** Properties alone are what a killed creation leaves. */
    static boolean exists(Path file) {
        return Stream.of(".script", ".script.new", ".data", ".backup")
                .anyMatch(extension -> Files.exists(file.resolveSibling(file.getFileName() + extension)));
    }
}
