-- What makes a database in SUSDB's layout a catalog of supsync's own, on SQL Server. Runs before the layout, in its transaction.

-- One row: whose catalog it is, who may write, and where it stands. TOKEN rises with each writer. SWEEP_DUE: something was
-- changed, and what nothing refers to any more is not deleted yet.
CREATE TABLE dbo.SUP_CATALOG (
    ID int NOT NULL PRIMARY KEY,
    SITE_CODE nvarchar(3) NOT NULL,
    SERVER_NAME nvarchar(256) NOT NULL,
    SERVER_ID uniqueidentifier NOT NULL,
    TOKEN bigint NOT NULL,
    BUSY_UNTIL datetime2(3),
    LAST_REVISION int NOT NULL,
    CONTENT_VERSION bigint NOT NULL,
    UPSTREAM nvarchar(2000),
    SYNCHRONIZED_AT datetime2(3),
    SWEEP_DUE bit NOT NULL,
    COMPLETE bit NOT NULL
);

-- Updates that a person brought here: absence from the upstream does not delete them.
CREATE TABLE dbo.SUP_BROUGHT (
    LocalUpdateID int NOT NULL PRIMARY KEY,
    PICKED bit NOT NULL
);

-- Revisions of which the document says everything, as in an export; of others the tables say it, as in a WSUS database.
CREATE TABLE dbo.SUP_REVISION (
    RevisionID int NOT NULL PRIMARY KEY
);
