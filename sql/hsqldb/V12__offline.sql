-- Packages for sites without a connection, on HSQLDB. Every statement can be run again.

-- What was exported, and for whom: the next package for the same recipient begins where its last one ended. FROM_CHANGE and
-- FROM_STAMP are empty for a full package.
CREATE CACHED TABLE IF NOT EXISTS SUP_EXPORT (
    PACKAGE_ID      UUID PRIMARY KEY,
    RECIPIENT       VARCHAR(64) NOT NULL,
    CREATED_AT      TIMESTAMP(3) NOT NULL,
    FILE_NAME       LONGVARCHAR NOT NULL,
    FILE_BYTES      BIGINT NOT NULL,
    FROM_CHANGE     BIGINT,
    FROM_STAMP      UUID,
    TO_CHANGE       BIGINT NOT NULL,
    TO_STAMP        UUID NOT NULL,
    CONTENT_VERSION INTEGER NOT NULL,
    UPDATES         BIGINT NOT NULL,
    CATEGORIES      BIGINT NOT NULL,
    REMOVED         BIGINT NOT NULL,
    DOCUMENTS       BIGINT NOT NULL,
    LEFT_OUT        BIGINT NOT NULL,
    KEY_ID          VARCHAR(64)
);

-- What was imported. SERVER_NAME is empty where the site imported it, else the software update point whose catalog did.
CREATE CACHED TABLE IF NOT EXISTS SUP_PACKAGE (
    SERVER_NAME     VARCHAR(256) NOT NULL,
    PACKAGE_ID      UUID NOT NULL,
    IMPORTED_AT     TIMESTAMP(3) NOT NULL,
    CREATED_AT      TIMESTAMP(3) NOT NULL,
    SITE_CODE       VARCHAR(3) NOT NULL,
    LINEAGE         UUID NOT NULL,
    FROM_CHANGE     BIGINT,
    TO_CHANGE       BIGINT NOT NULL,
    TO_STAMP        UUID NOT NULL,
    CONTENT_VERSION INTEGER NOT NULL,
    KEY_ID          VARCHAR(64),
    PRIMARY KEY (SERVER_NAME, PACKAGE_ID)
);
