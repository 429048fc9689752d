-- What a site keeps of the sites below it and of its software update points, on HSQLDB. Every statement can be run again.

-- The link to each site directly below. DELIVERED_RUN: the run of this site whose data, and request, the child has.
-- LINK_STATUS: 0 healthy, 1 degraded, 2 error. ATTEMPTS: how often in a row it failed. CHILD_VERSION: the child's own
-- content version when it was last looked at.
CREATE CACHED TABLE IF NOT EXISTS SUP_CHILD (
    SITE_CODE       VARCHAR(3) PRIMARY KEY,
    DELIVERED_RUN   BIGINT NOT NULL,
    CONTENT_VERSION INTEGER,
    DELIVERED_AT    TIMESTAMP(3),
    CHILD_VERSION   INTEGER,
    LINK_STATUS     INTEGER NOT NULL,
    CHECKED_AT      TIMESTAMP(3),
    ATTEMPTS        INTEGER NOT NULL,
    NEXT_TRY        TIMESTAMP(3),
    ERROR_CODE      VARCHAR(20),
    ERROR_MESSAGE   LONGVARCHAR,
    ERROR_REMEDY    LONGVARCHAR
);

-- The software update points beside the active one. SYNCED_RUN: the run of this site after which it was synchronized.
CREATE CACHED TABLE IF NOT EXISTS SUP_POINT (
    SERVER_NAME VARCHAR(256) PRIMARY KEY,
    SYNCED_RUN  BIGINT NOT NULL,
    ATTEMPTS    INTEGER NOT NULL,
    NEXT_TRY    TIMESTAMP(3)
);

-- What clients are told: one row for each kind of connection.
CREATE CACHED TABLE IF NOT EXISTS SUP_POLICY (
    SITE_CODE       VARCHAR(3) NOT NULL,
    CONNECTION_TYPE VARCHAR(10) NOT NULL,
    SERVER_NAME     VARCHAR(256) NOT NULL,
    URL             LONGVARCHAR NOT NULL,
    SOURCE_ID       UUID,
    CONTENT_VERSION INTEGER NOT NULL,
    WRITTEN_AT      TIMESTAMP(3) NOT NULL,
    PRIMARY KEY (SITE_CODE, CONNECTION_TYPE)
);

-- The site directly below through which this state came up; null for the site's own points.
ALTER TABLE SUP_SYNC_STATUS ADD COLUMN IF NOT EXISTS VIA_SITE VARCHAR(3);
