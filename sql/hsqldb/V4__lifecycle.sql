-- What the rule for superseded updates and the cleanup remember: one row.
CREATE CACHED TABLE IF NOT EXISTS SUP_LIFECYCLE (
    LIFECYCLE_ID INTEGER PRIMARY KEY,
    APPLIED_RULE VARCHAR(100),
    NEXT_DUE     TIMESTAMP(3),
    LAST_CLEANUP TIMESTAMP(3)
);

-- What cleanups removed, for those who follow the change numbers. A later removal of the same update replaces its row; an
-- update that was written again since has a higher change number than its tombstone.
CREATE CACHED TABLE IF NOT EXISTS SUP_TOMBSTONE (
    UPDATE_ID       UUID PRIMARY KEY,
    REVISION_NUMBER INTEGER NOT NULL,
    IS_LISTED       BOOLEAN NOT NULL,
    REASONS         SMALLINT NOT NULL,
    CREATION_DATE   TIMESTAMP(3) NOT NULL,
    CLASSIFICATION_ID UUID,
    REMOVED_AT      TIMESTAMP(3) NOT NULL,
    CHANGE_NUMBER   BIGINT NOT NULL
);
CREATE INDEX IF NOT EXISTS SUP_TOMBSTONE_CHANGE ON SUP_TOMBSTONE (CHANGE_NUMBER);

-- Which updates are deployed or in an update group, and in which: others may write this table, too.
CREATE CACHED TABLE IF NOT EXISTS SUP_DEPLOYMENT (
    UPDATE_ID       UUID NOT NULL,
    DEPLOYMENT_NAME VARCHAR(256) NOT NULL,
    MARKED_AT       TIMESTAMP(3),
    PRIMARY KEY (UPDATE_ID, DEPLOYMENT_NAME)
);
