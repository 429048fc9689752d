-- Packages for sites without a connection.

-- What was exported, and for whom: the next package for the same recipient begins where its last one ended. FROM_CHANGE and
-- FROM_STAMP are empty for a full package.
CREATE TABLE SUP_EXPORT (
    PACKAGE_ID      UNIQUEIDENTIFIER PRIMARY KEY,
    RECIPIENT       NVARCHAR(64) NOT NULL,
    CREATED_AT      DATETIME2(3) NOT NULL,
    FILE_NAME       NVARCHAR(MAX) NOT NULL,
    FILE_BYTES      BIGINT NOT NULL,
    FROM_CHANGE     BIGINT,
    FROM_STAMP      UNIQUEIDENTIFIER,
    TO_CHANGE       BIGINT NOT NULL,
    TO_STAMP        UNIQUEIDENTIFIER NOT NULL,
    CONTENT_VERSION INT NOT NULL,
    UPDATES         BIGINT NOT NULL,
    CATEGORIES      BIGINT NOT NULL,
    REMOVED         BIGINT NOT NULL,
    DOCUMENTS       BIGINT NOT NULL,
    LEFT_OUT        BIGINT NOT NULL,
    KEY_ID          NVARCHAR(64)
);

-- What was imported. SERVER_NAME is empty where the site imported it, else the software update point whose catalog did.
CREATE TABLE SUP_PACKAGE (
    SERVER_NAME     NVARCHAR(256) NOT NULL,
    PACKAGE_ID      UNIQUEIDENTIFIER NOT NULL,
    IMPORTED_AT     DATETIME2(3) NOT NULL,
    CREATED_AT      DATETIME2(3) NOT NULL,
    SITE_CODE       NVARCHAR(3) NOT NULL,
    LINEAGE         UNIQUEIDENTIFIER NOT NULL,
    FROM_CHANGE     BIGINT,
    TO_CHANGE       BIGINT NOT NULL,
    TO_STAMP        UNIQUEIDENTIFIER NOT NULL,
    CONTENT_VERSION INT NOT NULL,
    KEY_ID          NVARCHAR(64),
    PRIMARY KEY (SERVER_NAME, PACKAGE_ID)
);
