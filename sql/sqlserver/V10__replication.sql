-- What flows from a site to its children.

-- The states that children may have: one for each successful synchronization that changed something. STAMP is random: the
-- same number of another history has another one.
CREATE TABLE SUP_PUBLICATION (
    CHANGE_NUMBER   BIGINT PRIMARY KEY,
    STAMP           UNIQUEIDENTIFIER NOT NULL,
    CONTENT_VERSION INT NOT NULL,
    PUBLISHED_AT    DATETIME2(3) NOT NULL
);

-- Where each holder of the lease began to change something. A child that has seen a number in an epoch knows by both
-- whether the site was restored from an older copy since.
CREATE TABLE SUP_EPOCH (
    FIRST_CHANGE BIGINT PRIMARY KEY,
    EPOCH_ID     UNIQUEIDENTIFIER NOT NULL
);
ALTER TABLE SUP_SITE ADD EPOCH_TOKEN BIGINT;
ALTER TABLE SUP_SITE ADD EPOCH_ID UNIQUEIDENTIFIER;
-- The code of the site that reads the catalog, where that is another one.
ALTER TABLE SUP_SITE ADD SOURCE_SITE NVARCHAR(3);

-- How far this site has followed its parent: one row, none at the top. CHANGE_NUMBER and STAMP: the parent's publication that
-- is complete here. WAY, TARGET, TARGET_STAMP and REACHED: the one under way; REACHED is a change number (FOLLOW) or the
-- parent's CI_ID (LOAD). SEEN and EPOCH_ID: the parent's last change when its rows were read; no epoch is doubt.
CREATE TABLE SUP_PARENT (
    PARENT_ID       INT PRIMARY KEY,
    PARENT_CODE     NVARCHAR(3) NOT NULL,
    LINEAGE         UNIQUEIDENTIFIER NOT NULL,
    CHANGE_NUMBER   BIGINT,
    STAMP           UNIQUEIDENTIFIER,
    CONTENT_VERSION INT,
    PUBLISHED_AT    DATETIME2(3),
    COMPLETED_AT    DATETIME2(3),
    WAY             NVARCHAR(10),
    TARGET          BIGINT,
    TARGET_STAMP    UNIQUEIDENTIFIER,
    REACHED         BIGINT NOT NULL,
    SEEN            BIGINT NOT NULL,
    EPOCH_ID        UNIQUEIDENTIFIER
);

-- Tombstones of the parent whose updates are deployed at this site: applied when that ends.
CREATE TABLE SUP_HELD_TOMBSTONE (
    UPDATE_ID         UNIQUEIDENTIFIER PRIMARY KEY,
    REVISION_NUMBER   INT NOT NULL,
    IS_LISTED         BIT NOT NULL,
    REASONS           SMALLINT NOT NULL,
    CREATION_DATE     DATETIME2(3) NOT NULL,
    CLASSIFICATION_ID UNIQUEIDENTIFIER,
    REMOVED_AT        DATETIME2(3) NOT NULL
);

-- Categories that were taken away here because the parent has them no more, for this site's children.
CREATE TABLE SUP_CATEGORY_TOMBSTONE (
    CATEGORY_GUID UNIQUEIDENTIFIER PRIMARY KEY,
    CHANGE_NUMBER BIGINT NOT NULL
);
CREATE INDEX SUP_CATEGORY_TOMBSTONE_CHANGE ON SUP_CATEGORY_TOMBSTONE (CHANGE_NUMBER);

-- A site that an older version synchronized has published what it holds.
INSERT INTO SUP_PUBLICATION (CHANGE_NUMBER, STAMP, CONTENT_VERSION, PUBLISHED_AT)
SELECT s.CHANGE_NUMBER, NEWID(), s.CONTENT_VERSION, MAX(r.ENDED_AT)
FROM SUP_SITE s CROSS JOIN SUP_RUN r
WHERE r.RESULT = 'SUCCEEDED' AND r.ENDED_AT IS NOT NULL AND NOT EXISTS (SELECT 1 FROM SUP_PUBLICATION)
GROUP BY s.CHANGE_NUMBER, s.CONTENT_VERSION;
