-- What makes a database in SUSDB's layout a catalog of supsync's own, on HSQLDB. Runs before the layout, so that what a kill
-- leaves half created can be told from a WSUS database.

CREATE SCHEMA IF NOT EXISTS DBO AUTHORIZATION DBA;

-- One row: whose catalog it is, who may write, and where it stands. TOKEN rises with each writer. SWEEP_DUE: something was
-- changed, and what nothing refers to any more is not deleted yet.
CREATE CACHED TABLE IF NOT EXISTS dbo.SUP_CATALOG (
    ID INTEGER NOT NULL PRIMARY KEY,
    SITE_CODE VARCHAR(3) NOT NULL,
    SERVER_NAME VARCHAR(256) NOT NULL,
    SERVER_ID UUID NOT NULL,
    TOKEN BIGINT NOT NULL,
    BUSY_UNTIL TIMESTAMP(3),
    LAST_REVISION INTEGER NOT NULL,
    CONTENT_VERSION BIGINT NOT NULL,
    UPSTREAM VARCHAR(2000),
    SYNCHRONIZED_AT TIMESTAMP(3),
    SWEEP_DUE BOOLEAN NOT NULL,
    COMPLETE BOOLEAN NOT NULL
);

-- Updates that a person brought here: absence from the upstream does not delete them.
CREATE CACHED TABLE IF NOT EXISTS dbo.SUP_BROUGHT (
    LocalUpdateID INTEGER NOT NULL PRIMARY KEY,
    PICKED BOOLEAN NOT NULL
);

-- Revisions of which the document says everything, as in an export; of others the tables say it, as in a WSUS database.
CREATE CACHED TABLE IF NOT EXISTS dbo.SUP_REVISION (
    RevisionID INTEGER NOT NULL PRIMARY KEY
);
