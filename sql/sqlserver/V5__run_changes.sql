-- What each run changed in the updates that the views show: ranges of local numbers, so that an initial load leaves a row
-- for a chunk, not for an update. REASONS of what was expired, otherwise 0.
-- CHANGE_KIND: 1 inserted, 2 updated, 3 expired, 4 reinstated, 5 superseded, 6 no longer superseded, 7 removed.
CREATE TABLE SUP_RUN_CHANGE (
    RUN_ID      BIGINT NOT NULL,
    CHANGE_KIND SMALLINT NOT NULL,
    FIRST_CI_ID INT NOT NULL,
    LAST_CI_ID  INT NOT NULL,
    REASONS     SMALLINT NOT NULL,
    PRIMARY KEY (RUN_ID, CHANGE_KIND, FIRST_CI_ID, LAST_CI_ID, REASONS)
);

-- How many updates of each product and classification that was.
CREATE TABLE SUP_RUN_FIGURE (
    RUN_ID        BIGINT NOT NULL,
    CATEGORY_GUID UNIQUEIDENTIFIER NOT NULL,
    CHANGE_KIND   SMALLINT NOT NULL,
    UPDATES       BIGINT NOT NULL,
    PRIMARY KEY (RUN_ID, CATEGORY_GUID, CHANGE_KIND)
);

-- What was removed, by the local number that earlier runs know it by.
CREATE TABLE SUP_RUN_REMOVAL (
    CI_ID           INT PRIMARY KEY,
    RUN_ID          BIGINT NOT NULL,
    UPDATE_ID       UNIQUEIDENTIFIER NOT NULL,
    REVISION_NUMBER INT NOT NULL,
    ARTICLE_ID      NVARCHAR(MAX) NOT NULL,
    TITLE           NVARCHAR(MAX) NOT NULL
);
