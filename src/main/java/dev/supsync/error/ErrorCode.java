package dev.supsync.error;

/**
 * Every error that supsync reports, by a code that does not change. The published table is docs/reference/errors.md; a
 * test holds both against each other.
 */
public enum ErrorCode {
    /** The command line is wrong. */
    USAGE("SUP-1000", 2),
    /** The configuration has mistakes; nothing was started. */
    CONFIGURATION("SUP-1001", 2),
    /** The scope selects a product, classification or language that the catalog does not know, or knows twice. */
    SCOPE_SELECTION("SUP-1002", 2),

    /** The catalog cannot be opened or reached. */
    CATALOG_UNREACHABLE("SUP-2000", 1),
    /** The catalog's file is damaged, truncated, or not what it should be. */
    CATALOG_DAMAGED("SUP-2001", 1),
    /** The catalog is of a kind or version that supsync does not read. */
    CATALOG_UNSUPPORTED("SUP-2002", 1),
    /** A table or column of the WSUS database is missing. */
    CATALOG_SCHEMA("SUP-2003", 1),
    /** The catalog holds no update metadata, or is half built. */
    CATALOG_EMPTY("SUP-2004", 1),
    /** WSUS itself is synchronizing and did not end in time. */
    CATALOG_BUSY("SUP-2005", 1),
    /** The catalog was replaced, rewritten or restored while it was read. */
    CATALOG_CHANGED("SUP-2006", 1),
    /** The product tree contains a loop. */
    CATEGORY_LOOP("SUP-2007", 1),
    /** Something in the catalog is larger than the configured limit. */
    CATALOG_LIMIT("SUP-2008", 1),
    /** A database that supsync was to write as its own catalog belongs to somebody else. */
    CATALOG_FOREIGN("SUP-2009", 2),

    /** The site database cannot be opened or reached. */
    SITE_UNREACHABLE("SUP-3000", 1),
    /** The site database refused the login. */
    SITE_LOGIN("SUP-3001", 1),
    /** The site database has a newer schema than this program knows. */
    SITE_NEWER("SUP-3002", 1),
    /** The site database belongs to another site. */
    SITE_MISMATCH("SUP-3003", 2),
    /** A disk or a database has no room left. */
    NO_SPACE("SUP-3004", 1),
    /** A statement on the site database failed. */
    SITE_FAILED("SUP-3005", 1),
    /** The rows of the site database do not add up to what was read and written. */
    SITE_RECONCILE("SUP-3006", 1),
    /** The site database was never synchronized, has an older schema, or holds changes that it has not published. */
    SITE_UNPREPARED("SUP-3007", 1),
    /** The files of the embedded site database are damaged. */
    SITE_DAMAGED("SUP-3008", 1),
    /** The backup of an embedded site database cannot be made. */
    BACKUP_FAILED("SUP-3009", 1),
    /** A file of the backup's name is there already. */
    BACKUP_EXISTS("SUP-3010", 2),
    /** Other scripts than this program's made the tables of the site database. */
    SITE_OTHER_SCHEMA("SUP-3011", 1),

    /** Another run holds the site, or another program its files. */
    SITE_BUSY("SUP-4000", 3),
    /** This run lost the site to another one, or its files to another program. */
    LEASE_LOST("SUP-4001", 1),

    /** More records are unreadable, or missing, than the limit allows. */
    QUARANTINE_LIMIT("SUP-5000", 1),
    /** More updates would expire at once than the limit allows. */
    VANISHED_GUARD("SUP-5001", 1),
    /** The run was asked to stop. */
    STOPPED("SUP-5002", 143),

    /** No synchronization has succeeded for too long. */
    NO_SUCCESS("SUP-6000", 1),
    /** WSUS's own last synchronization failed, or was cancelled. */
    WSUS_FAILED("SUP-6001", 1),
    /** WSUS's configuration differs from the site's. */
    WSUS_DRIFT("SUP-6002", 1),
    /** The policy file cannot be written. */
    POLICY_FAILED("SUP-6003", 1),
    /** The link to a child site is in error: it could not be brought up to date three times in a row. */
    CHILD_LINK("SUP-6004", 1),
    /** The clock cannot be right, by when the site was last alive, until a second start confirms it. */
    CLOCK_DOUBTED("SUP-6005", 1),
    /** The package is damaged, cut off, or was changed after it was written. */
    PACKAGE_DAMAGED("SUP-7000", 2),
    /** The file is no package of supsync, or one of a newer format. */
    PACKAGE_UNSUPPORTED("SUP-7001", 2),
    /** The package is not signed, and a signature is demanded. */
    PACKAGE_UNSIGNED("SUP-7002", 2),
    /** The package is signed by a key that is not trusted. */
    PACKAGE_UNTRUSTED("SUP-7003", 2),
    /** The package is signed by a revoked key. */
    PACKAGE_REVOKED("SUP-7004", 2),
    /** The package's signature does not fit its manifest. */
    PACKAGE_FORGED("SUP-7005", 2),
    /** A package before this one is missing. */
    PACKAGE_GAP("SUP-7006", 2),
    /** The package comes from another site than what this one has imported before. */
    PACKAGE_FOREIGN("SUP-7007", 2),
    /** The package is older than what the site has. */
    PACKAGE_OLDER("SUP-7008", 2),
    /** A key file cannot be read or written. */
    KEY_UNUSABLE("SUP-7009", 2),
    /** The catalog does not hold what the package needs of it. */
    DOCUMENT_MISSING("SUP-7010", 1),
    /** A file of the package's name is there already. */
    PACKAGE_EXISTS("SUP-7011", 2),
    /** The file of a package cannot be read or written. */
    PACKAGE_FILE("SUP-7012", 1),

    /** Results or messages could not be written to standard output or standard error. */
    OUTPUT_LOST("SUP-8000", 1),

    /** Something that should not happen: a defect of supsync. */
    INTERNAL("SUP-9000", 1);

    private final String code;
    private final int exitStatus;

    ErrorCode(String code, int exitStatus) {
        this.code = code;
        this.exitStatus = exitStatus;
    }

    /** The code as it is printed, for example {@code SUP-2001}. */
    public String code() {
        return code;
    }

    /** The exit status of a command that ends with this error. */
    public int exitStatus() {
        return exitStatus;
    }
}
