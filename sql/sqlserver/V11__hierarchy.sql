-- What a site keeps of the sites below it and of its software update points, on SQL Server.

-- The link to each site directly below. DELIVERED_RUN: the run of this site whose data, and request, the child has.
-- LINK_STATUS: 0 healthy, 1 degraded, 2 error. ATTEMPTS: how often in a row it failed. CHILD_VERSION: the child's own
-- content version when it was last looked at.
CREATE TABLE SUP_CHILD (
    SITE_CODE       NVARCHAR(3) PRIMARY KEY,
    DELIVERED_RUN   BIGINT NOT NULL,
    CONTENT_VERSION INT,
    DELIVERED_AT    DATETIME2(3),
    CHILD_VERSION   INT,
    LINK_STATUS     INT NOT NULL,
    CHECKED_AT      DATETIME2(3),
    ATTEMPTS        INT NOT NULL,
    NEXT_TRY        DATETIME2(3),
    ERROR_CODE      NVARCHAR(20),
    ERROR_MESSAGE   NVARCHAR(MAX),
    ERROR_REMEDY    NVARCHAR(MAX)
);

-- The software update points beside the active one. SYNCED_RUN: the run of this site after which it was synchronized.
CREATE TABLE SUP_POINT (
    SERVER_NAME NVARCHAR(256) PRIMARY KEY,
    SYNCED_RUN  BIGINT NOT NULL,
    ATTEMPTS    INT NOT NULL,
    NEXT_TRY    DATETIME2(3)
);

-- What clients are told: one row for each kind of connection.
CREATE TABLE SUP_POLICY (
    SITE_CODE       NVARCHAR(3) NOT NULL,
    CONNECTION_TYPE NVARCHAR(10) NOT NULL,
    SERVER_NAME     NVARCHAR(256) NOT NULL,
    URL             NVARCHAR(MAX) NOT NULL,
    SOURCE_ID       UNIQUEIDENTIFIER,
    CONTENT_VERSION INT NOT NULL,
    WRITTEN_AT      DATETIME2(3) NOT NULL,
    PRIMARY KEY (SITE_CODE, CONNECTION_TYPE)
);

-- The site directly below through which this state came up; null for the site's own points.
ALTER TABLE SUP_SYNC_STATUS ADD VIA_SITE NVARCHAR(3);
