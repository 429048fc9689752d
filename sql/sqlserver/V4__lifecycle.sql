-- What the rule for superseded updates and the cleanup remember: one row.
CREATE TABLE SUP_LIFECYCLE (
    LIFECYCLE_ID INT PRIMARY KEY,
    APPLIED_RULE NVARCHAR(100),
    NEXT_DUE     DATETIME2(3),
    LAST_CLEANUP DATETIME2(3)
);

-- What cleanups removed, for those who follow the change numbers. A later removal of the same update replaces its row; an
-- update that was written again since has a higher change number than its tombstone.
CREATE TABLE SUP_TOMBSTONE (
    UPDATE_ID       UNIQUEIDENTIFIER PRIMARY KEY,
    REVISION_NUMBER INT NOT NULL,
    IS_LISTED       BIT NOT NULL,
    REASONS         SMALLINT NOT NULL,
    CREATION_DATE   DATETIME2(3) NOT NULL,
    CLASSIFICATION_ID UNIQUEIDENTIFIER,
    REMOVED_AT      DATETIME2(3) NOT NULL,
    CHANGE_NUMBER   BIGINT NOT NULL
);
CREATE INDEX SUP_TOMBSTONE_CHANGE ON SUP_TOMBSTONE (CHANGE_NUMBER);

-- Which updates are deployed or in an update group, and in which: others may write this table, too.
CREATE TABLE SUP_DEPLOYMENT (
    UPDATE_ID       UNIQUEIDENTIFIER NOT NULL,
    DEPLOYMENT_NAME NVARCHAR(256) NOT NULL,
    MARKED_AT       DATETIME2(3),
    PRIMARY KEY (UPDATE_ID, DEPLOYMENT_NAME)
);
