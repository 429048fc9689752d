-- supsync's site database. SiteDialect gives each placeholder its text, for HSQLDB and for SQL Server.
-- HSQLDB commits each DDL statement, so a kill can leave half of this done: each statement can be run again there.
-- Free text has no length and is never a key, so that no collation decides what is equal.

-- One row: the site that this database belongs to, and the counters of its records. SOURCE_SITE: the code of the site that
-- reads the catalog, where that is another one. EPOCH_TOKEN and EPOCH_ID: of the last holder of the lease that changed something.
CREATE ${table} SUP_SITE (
    SITE_ID             INTEGER NOT NULL PRIMARY KEY,
    SITE_CODE           ${varchar}(3) NOT NULL,
    SITE_NAME           ${text} NOT NULL,
    SITE_TYPE           ${varchar}(10) NOT NULL,
    LANGUAGE_LCID       INTEGER NOT NULL,
    LINEAGE             ${guid} NOT NULL,
    SOURCE_ID           ${guid},
    SOURCE_NAME         ${text},
    CONTENT_VERSION     INTEGER NOT NULL,
    CHANGE_NUMBER       BIGINT NOT NULL,
    VISIBLE_CHANGE      BIGINT NOT NULL,
    PUBLISHED_CHANGE    BIGINT NOT NULL,
    SETTLED_CHANGE      BIGINT NOT NULL,
    NEXT_CI_ID          INTEGER NOT NULL,
    PUBLISHED_CI_ID     INTEGER NOT NULL,
    NEXT_CATEGORY_ID    INTEGER NOT NULL,
    NEXT_RECORD_ID      BIGINT NOT NULL,
    CATALOG_NAME        ${text},
    CATALOG_SERVER_ID   ${guid},
    CATALOG_FINGERPRINT BINARY(16),
    EPOCH_TOKEN         BIGINT,
    EPOCH_ID            ${guid},
    SOURCE_SITE         ${varchar}(3)
);

-- Who may write. TOKEN rises with every holder; each chunk's transaction verifies it. The heartbeat has a row of its own,
-- so that it never waits for a chunk. LEASE_ID: 1 the run, 2 the service, 3 the sites below, 4 the further software update points.
CREATE ${table} SUP_LEASE (
    LEASE_ID INTEGER NOT NULL PRIMARY KEY,
    TOKEN    BIGINT NOT NULL
);
CREATE ${table} SUP_LEASE_HOLDER (
    LEASE_ID   INTEGER NOT NULL PRIMARY KEY,
    TOKEN      BIGINT NOT NULL,
    HOLDER     ${text} NOT NULL,
    SINCE      ${time} NOT NULL,
    EXPIRES_AT ${time} NOT NULL
);

CREATE ${table} SUP_CATEGORY (
    CATEGORY_ID            INTEGER NOT NULL PRIMARY KEY,
    CATEGORY_GUID          ${guid} NOT NULL,
    REVISION_NUMBER        INTEGER NOT NULL,
    CATEGORY_TYPE          ${varchar}(20),
    PARENT_GUID            ${guid},
    DEFAULT_LCID           INTEGER NOT NULL,
    PROHIBITS_SUBCATEGORIES ${boolean} NOT NULL,
    PROHIBITS_UPDATES      ${boolean} NOT NULL,
    DISPLAY_ORDER          INTEGER,
    IS_EXPIRED             ${boolean} NOT NULL,
    IS_SUBSCRIBED          ${boolean} NOT NULL,
    FIRST_RUN_ID           BIGINT NOT NULL,
    DATE_LAST_MODIFIED     ${time} NOT NULL,
    CONTENT_DIGEST         BINARY(16) NOT NULL,
    CHANGE_NUMBER          BIGINT NOT NULL
);
CREATE UNIQUE ${index} SUP_CATEGORY_GUID ON SUP_CATEGORY (CATEGORY_GUID);
CREATE ${index} SUP_CATEGORY_CHANGE ON SUP_CATEGORY (CHANGE_NUMBER);

CREATE ${table} SUP_CATEGORY_TEXT (
    CATEGORY_ID INTEGER NOT NULL,
    LCID        INTEGER NOT NULL,
    TITLE       ${text} NOT NULL,
    DESCRIPTION ${text},
    PRIMARY KEY (CATEGORY_ID, LCID)
);

-- Every ancestor of every category, at distance 1 and more; each category itself at distance 0.
CREATE ${table} SUP_CATEGORY_ANCESTOR (
    CATEGORY_ID INTEGER NOT NULL,
    ANCESTOR_ID INTEGER NOT NULL,
    DISTANCE    INTEGER NOT NULL,
    PRIMARY KEY (CATEGORY_ID, ANCESTOR_ID)
);

-- Updates, and what they need: children of bundles, detectoids, prerequisites (IS_LISTED false).
-- SCOPE_STATE: 0 never in scope, 1 in scope, 2 was in scope.
CREATE ${table} SUP_UPDATE (
    CI_ID              INTEGER NOT NULL PRIMARY KEY,
    UPDATE_ID          ${guid} NOT NULL,
    REVISION_NUMBER    INTEGER NOT NULL,
    CI_VERSION         INTEGER NOT NULL,
    UPDATE_TYPE        ${varchar}(10) NOT NULL,
    IS_LISTED          ${boolean} NOT NULL,
    IS_DEPLOYABLE      ${boolean} NOT NULL,
    IS_BUNDLE          ${boolean} NOT NULL,
    SCOPE_STATE        SMALLINT NOT NULL,
    PUBLICATION_STATE  SMALLINT NOT NULL,
    CREATION_DATE      ${time} NOT NULL,
    DEFAULT_LCID       INTEGER NOT NULL,
    SEVERITY           SMALLINT NOT NULL,
    ARTICLE_ID         ${text} NOT NULL,
    BULLETIN_ID        ${text} NOT NULL,
    INFO_URL           ${text},
    SUPPORT_URL        ${text},
    LEGACY_NAME        ${text},
    DETECTOID_TYPE     ${text},
    HANDLER            ${text},
    PUBLISHER_ID       ${guid},
    EULA_ID            ${guid},
    EULA_REACCEPTANCE  ${boolean} NOT NULL,
    IS_BETA            ${boolean} NOT NULL,
    IS_LOCALLY_PUBLISHED ${boolean} NOT NULL,
    INSTALL_IMPACT     SMALLINT NOT NULL,
    INSTALL_REBOOT     SMALLINT NOT NULL,
    INSTALL_USER_INPUT ${boolean} NOT NULL,
    INSTALL_NETWORK    ${boolean} NOT NULL,
    CAN_UNINSTALL      ${boolean} NOT NULL,
    MAX_EXECUTION_TIME INTEGER NOT NULL,
    CONTENT_LOCALES    ${text} NOT NULL,
    DATE_CREATED       ${time} NOT NULL,
    DATE_LAST_MODIFIED ${time} NOT NULL,
    SOURCE_DIGEST      BINARY(16) NOT NULL,
    CONTENT_DIGEST     BINARY(16) NOT NULL,
    CHANGE_NUMBER      BIGINT NOT NULL
);
CREATE UNIQUE ${index} SUP_UPDATE_GUID ON SUP_UPDATE (UPDATE_ID);
CREATE ${index} SUP_UPDATE_CHANGE ON SUP_UPDATE (CHANGE_NUMBER);

CREATE ${table} SUP_UPDATE_TEXT (
    CI_ID           INTEGER NOT NULL,
    LCID            INTEGER NOT NULL,
    TITLE           ${text} NOT NULL,
    DESCRIPTION     ${text},
    INFO_URL        ${text},
    PRIMARY KEY (CI_ID, LCID)
);

CREATE ${table} SUP_UPDATE_CATEGORY (
    CI_ID         INTEGER NOT NULL,
    CATEGORY_GUID ${guid} NOT NULL,
    PRIMARY KEY (CI_ID, CATEGORY_GUID)
);

-- RELATION_TYPE: 1 bundles, 2 requires. The target need not be in the site. IS_FIRST: the first row of its
-- update, type and target, so that a target in two clauses is one pair.
CREATE ${table} SUP_UPDATE_RELATION (
    CI_ID           INTEGER NOT NULL,
    ORDINAL         INTEGER NOT NULL,
    RELATION_TYPE   SMALLINT NOT NULL,
    CLAUSE          INTEGER NOT NULL,
    TARGET_ID       ${guid} NOT NULL,
    TARGET_REVISION INTEGER,
    IS_FIRST        ${boolean} NOT NULL,
    PRIMARY KEY (CI_ID, ORDINAL)
);
-- Not on HSQLDB, where it would cost a third of an initial load.
${sqlserver}CREATE INDEX SUP_UPDATE_RELATION_TARGET ON SUP_UPDATE_RELATION (TARGET_ID, RELATION_TYPE);

-- What updates of the site bundle or require and the site does not hold: whoever brings it later is needed.
CREATE ${table} SUP_OPEN_REFERENCE (
    TARGET_ID ${guid} NOT NULL PRIMARY KEY
);

CREATE ${table} SUP_UPDATE_FILE (
    CI_ID         INTEGER NOT NULL,
    ORDINAL       INTEGER NOT NULL,
    DIGEST        ${text} NOT NULL,
    FILE_NAME     ${text} NOT NULL,
    FILE_SIZE     BIGINT NOT NULL,
    MODIFIED      ${time},
    PATCHING_TYPE SMALLINT,
    SHA256        ${text},
    SOURCE_URL    ${text},
    PRIMARY KEY (CI_ID, ORDINAL)
);

-- Articles beyond the first (KIND 1), bulletins beyond the first (2), CVE numbers (3).
CREATE ${table} SUP_UPDATE_ARTICLE (
    CI_ID   INTEGER NOT NULL,
    KIND    SMALLINT NOT NULL,
    ORDINAL INTEGER NOT NULL,
    ARTICLE ${text} NOT NULL,
    PRIMARY KEY (CI_ID, KIND, ORDINAL)
);

CREATE ${table} SUP_UPDATE_DRIVER (
    CI_ID          INTEGER NOT NULL,
    ORDINAL        INTEGER NOT NULL,
    HARDWARE_ID    ${text} NOT NULL,
    DRIVER_DATE    DATE,
    DRIVER_VERSION ${text},
    DRIVER_CLASS   ${text},
    COMPANY        ${text},
    PROVIDER       ${text},
    MANUFACTURER   ${text},
    MODEL          ${text},
    WHQL_ID        ${text},
    PRIMARY KEY (CI_ID, ORDINAL)
);

-- What was seen in the catalog and not written as an update, so that it is not read again while nothing changed.
-- OUTCOME: 1 not deployable, 2 out of scope, 3 skipped as expired, 4 skipped as declined, 5 removed by a cleanup,
-- 6 removed after the rule had expired it, 7 removed after it was declined.
CREATE ${table} SUP_DECISION (
    UPDATE_ID       ${guid} NOT NULL PRIMARY KEY,
    REVISION_NUMBER INTEGER NOT NULL,
    OUTCOME         SMALLINT NOT NULL,
    SOURCE_DIGEST   BINARY(16) NOT NULL,
    CHANGE_NUMBER   BIGINT NOT NULL
);

-- What a skipped or removed update supersedes: chains of supersedence pass through it.
CREATE ${table} SUP_KEPT_REFERENCE (
    UPDATE_ID ${guid} NOT NULL,
    TARGET_ID ${guid} NOT NULL,
    PRIMARY KEY (UPDATE_ID, TARGET_ID)
);

-- The GUID that a title selected when it was first resolved.
CREATE ${table} SUP_SCOPE_PIN (
    KIND          ${varchar}(20) NOT NULL,
    SELECTION     ${varchar}(400) NOT NULL,
    CATEGORY_GUID ${guid} NOT NULL,
    PRIMARY KEY (KIND, SELECTION)
);

CREATE ${table} SUP_QUARANTINE (
    QUARANTINE_KEY   ${varchar}(100) NOT NULL PRIMARY KEY,
    UPDATE_ID        ${guid},
    REVISION_NUMBER  INTEGER,
    PLACE            ${text} NOT NULL,
    REASON           ${text} NOT NULL,
    RECORD_TEXT      ${text} NOT NULL,
    FIRST_SEEN       ${time} NOT NULL,
    LAST_RUN_ID      BIGINT NOT NULL
);

CREATE ${table} SUP_RUN (
    RUN_ID          BIGINT NOT NULL PRIMARY KEY,
    RUN_TYPE        ${varchar}(10) NOT NULL,
    PLAN_DIGEST     BINARY(16) NOT NULL,
    PLAN_TEXT       ${text} NOT NULL,
    STARTED_AT      ${time} NOT NULL,
    ENDED_AT        ${time},
    RESULT          ${varchar}(10),
    RESUMED         ${boolean} NOT NULL,
    RESUMABLE       ${boolean} NOT NULL,
    CONTENT_VERSION INTEGER,
    ERROR_CODE      ${varchar}(20),
    ERROR_MESSAGE   ${text},
    ERROR_REMEDY    ${text},
    FIRST_NEW_CI_ID INTEGER NOT NULL,
    LISTED_BEFORE   BIGINT NOT NULL,
    COUNTS          ${text} NOT NULL,
    PLACE           ${text} NOT NULL
);

CREATE ${table} SUP_STATUS_MESSAGE (
    RECORD_ID  BIGINT NOT NULL PRIMARY KEY,
    MESSAGE_ID INTEGER NOT NULL,
    SEVERITY   INTEGER NOT NULL,
    SITE_CODE  ${varchar}(3) NOT NULL,
    COMPONENT  ${varchar}(100) NOT NULL,
    MESSAGE_TIME ${time} NOT NULL
);
CREATE ${table} SUP_STATUS_STRING (
    RECORD_ID BIGINT NOT NULL,
    STRING_INDEX INTEGER NOT NULL,
    STRING_VALUE ${text} NOT NULL,
    PRIMARY KEY (RECORD_ID, STRING_INDEX)
);

-- The state of every software update point of the site. VIA_SITE: the site directly below through which this state came up;
-- null for the site's own points.
CREATE ${table} SUP_SYNC_STATUS (
    SERVER_NAME          ${varchar}(256) NOT NULL PRIMARY KEY,
    SITE_CODE            ${varchar}(3) NOT NULL,
    SOURCE_SERVER        ${text} NOT NULL,
    LAST_STATE           INTEGER NOT NULL,
    LAST_STATE_TIME      ${time} NOT NULL,
    LAST_SUCCESS_TIME    ${time},
    LAST_ERROR_CODE      ${varchar}(20),
    CATALOG_VERSION      INTEGER NOT NULL,
    LINK_STATUS          INTEGER NOT NULL,
    LINK_CHECK_TIME      ${time},
    VIA_SITE             ${varchar}(3)
);

-- When each job is due. DEFINITION is the schedule's text: another text is another schedule.
CREATE ${table} SUP_SCHEDULE (
    JOB_NAME   ${varchar}(200) NOT NULL PRIMARY KEY,
    DEFINITION ${text} NOT NULL,
    SET_AT     ${time} NOT NULL,
    DUE_AT     ${time}
);

-- What is to be synchronized, and how it went. One run answers every request that it was claimed for: CLAIM_ID is the
-- request whose run it is. CLAIMED_AFTER: the last run that had succeeded then: numbers tell what came later, whatever the
-- clock did.
CREATE ${table} SUP_REQUEST (
    REQUEST_ID      BIGINT ${identity} NOT NULL PRIMARY KEY,
    SYNC_TYPE       ${varchar}(10) NOT NULL,
    REASON          ${varchar}(10) NOT NULL,
    REQUESTED_BY    ${text} NOT NULL,
    REQUESTED_AT    ${time} NOT NULL,
    NOT_BEFORE      ${time} NOT NULL,
    ATTEMPT         INTEGER NOT NULL,
    STATE           ${varchar}(10) NOT NULL,
    CLAIM_ID        BIGINT,
    CLAIMED_AT      ${time},
    RESULT          ${varchar}(10),
    STATUS          INTEGER,
    RUN_TYPE        ${varchar}(10),
    RESUMED         ${boolean},
    CONTENT_VERSION INTEGER,
    COUNTS          ${text},
    STARTED_AT      ${time},
    ENDED_AT        ${time},
    ERROR_CODE      ${varchar}(20),
    ERROR_MESSAGE   ${text},
    ERROR_REMEDY    ${text},
    CLAIMED_AFTER   BIGINT
);
CREATE ${index} SUP_REQUEST_STATE ON SUP_REQUEST (STATE, REQUEST_ID);

-- What is wrong at present: one row for each kind of alert that is raised. RAISED_AFTER: the last run that had
-- succeeded then.
CREATE ${table} SUP_ALERT (
    ALERT_KIND    ${varchar}(30) NOT NULL PRIMARY KEY,
    RAISED_AT     ${time} NOT NULL,
    ERROR_CODE    ${varchar}(20) NOT NULL,
    ERROR_MESSAGE ${text} NOT NULL,
    ERROR_REMEDY  ${text} NOT NULL,
    RAISED_AFTER  BIGINT
);

-- What is to be told of alerts, once for each raise and each cancel and each channel.
CREATE ${table} SUP_ALERT_DELIVERY (
    DELIVERY_ID   BIGINT ${identity} NOT NULL PRIMARY KEY,
    DELIVERY_GUID ${guid} NOT NULL,
    CHANNEL       ${varchar}(10) NOT NULL,
    ALERT_KIND    ${varchar}(30) NOT NULL,
    EVENT         ${varchar}(10) NOT NULL,
    EVENT_AT      ${time} NOT NULL,
    ERROR_CODE    ${varchar}(20) NOT NULL,
    ERROR_MESSAGE ${text} NOT NULL,
    ERROR_REMEDY  ${text} NOT NULL,
    ATTEMPTS      INTEGER NOT NULL,
    NEXT_AT       ${time} NOT NULL,
    DELIVERED_AT  ${time}
);
CREATE ${index} SUP_ALERT_DELIVERY_OPEN ON SUP_ALERT_DELIVERY (DELIVERED_AT, DELIVERY_ID);

-- What the rule for superseded updates and the cleanup remember: one row. APPLIED_AT: when the rule was applied last.
CREATE ${table} SUP_LIFECYCLE (
    LIFECYCLE_ID INTEGER NOT NULL PRIMARY KEY,
    APPLIED_RULE ${varchar}(100),
    NEXT_DUE     ${time},
    LAST_CLEANUP ${time},
    APPLIED_AT   ${time}
);

-- What cleanups removed, for those who follow the change numbers. A later removal of the same update replaces its row; an
-- update that was written again since has a higher change number than its tombstone.
CREATE ${table} SUP_TOMBSTONE (
    UPDATE_ID       ${guid} NOT NULL PRIMARY KEY,
    REVISION_NUMBER INTEGER NOT NULL,
    IS_LISTED       ${boolean} NOT NULL,
    REASONS         SMALLINT NOT NULL,
    CREATION_DATE   ${time} NOT NULL,
    CLASSIFICATION_ID ${guid},
    REMOVED_AT      ${time} NOT NULL,
    CHANGE_NUMBER   BIGINT NOT NULL
);
CREATE ${index} SUP_TOMBSTONE_CHANGE ON SUP_TOMBSTONE (CHANGE_NUMBER);

-- Which updates are deployed or in an update group, and in which: others may write this table, too.
CREATE ${table} SUP_DEPLOYMENT (
    UPDATE_ID       ${guid} NOT NULL,
    DEPLOYMENT_NAME ${varchar}(256) NOT NULL,
    MARKED_AT       ${time},
    PRIMARY KEY (UPDATE_ID, DEPLOYMENT_NAME)
);

-- What each run changed in the updates that the views show: ranges of local numbers, so that an initial load leaves a row
-- for a chunk, not for an update. REASONS of what was expired, otherwise 0.
-- CHANGE_KIND: 1 inserted, 2 updated, 3 expired, 4 reinstated, 5 superseded, 6 no longer superseded, 7 removed.
CREATE ${table} SUP_RUN_CHANGE (
    RUN_ID      BIGINT NOT NULL,
    CHANGE_KIND SMALLINT NOT NULL,
    FIRST_CI_ID INTEGER NOT NULL,
    LAST_CI_ID  INTEGER NOT NULL,
    REASONS     SMALLINT NOT NULL,
    PRIMARY KEY (RUN_ID, CHANGE_KIND, FIRST_CI_ID, LAST_CI_ID, REASONS)
);

-- How many updates of each product and classification that was.
CREATE ${table} SUP_RUN_FIGURE (
    RUN_ID        BIGINT NOT NULL,
    CATEGORY_GUID ${guid} NOT NULL,
    CHANGE_KIND   SMALLINT NOT NULL,
    UPDATES       BIGINT NOT NULL,
    PRIMARY KEY (RUN_ID, CATEGORY_GUID, CHANGE_KIND)
);

-- What was removed, by the local number that earlier runs know it by.
CREATE ${table} SUP_RUN_REMOVAL (
    CI_ID           INTEGER NOT NULL PRIMARY KEY,
    RUN_ID          BIGINT NOT NULL,
    UPDATE_ID       ${guid} NOT NULL,
    REVISION_NUMBER INTEGER NOT NULL,
    ARTICLE_ID      ${text} NOT NULL,
    TITLE           ${text} NOT NULL
);

-- Which updates of the site supersede which, apart from the other relations: every synchronization reads all of them, and
-- what supersedes one update is found by its target. The target need not be in the site.
CREATE ${table} SUP_SUPERSEDENCE (
    CI_ID     INTEGER NOT NULL,
    TARGET_ID ${guid} NOT NULL,
    PRIMARY KEY (CI_ID, TARGET_ID)
);
CREATE ${index} SUP_SUPERSEDENCE_TARGET ON SUP_SUPERSEDENCE (TARGET_ID);

-- Where the last successful synchronization ended in its catalog: a delta goes on from there. One row.
CREATE ${table} SUP_CATALOG_POSITION (
    POSITION_ID   INTEGER NOT NULL PRIMARY KEY,
    FINGERPRINT   BINARY(16) NOT NULL,
    LAST_POSITION ${varchar}(100) NOT NULL
);
-- What a delta follows from what is new to what it supersedes, and back.
CREATE ${index} SUP_KEPT_REFERENCE_TARGET ON SUP_KEPT_REFERENCE (TARGET_ID);
CREATE ${index} SUP_DECISION_CHANGE ON SUP_DECISION (CHANGE_NUMBER);

-- Updates that a person picked: in scope because they were. REVISION_NUMBER: the one that was picked.
CREATE ${table} SUP_IMPORT (
    UPDATE_ID       ${guid} NOT NULL PRIMARY KEY,
    REVISION_NUMBER INTEGER NOT NULL,
    IMPORTED_AT     ${time} NOT NULL,
    CATALOG_NAME    ${text} NOT NULL,
    CHANGE_NUMBER   BIGINT NOT NULL
);
CREATE ${index} SUP_IMPORT_CHANGE ON SUP_IMPORT (CHANGE_NUMBER);

-- The flags of updates, apart from their content: they turn far more often, and this row is narrow. A row stands only for
-- an update that has, or once had, a flag.
-- REASONS: 1 publisher, 2 declined, 4 vanished, 8 scope, 16 rule. CHANGE_NUMBER is that of the last change of a flag.
CREATE ${table} SUP_UPDATE_STATE (
    CI_ID              INTEGER NOT NULL PRIMARY KEY,
    REASONS            SMALLINT NOT NULL,
    EXPIRED_SINCE      ${time},
    IS_SUPERSEDED      ${boolean} NOT NULL,
    DATE_LAST_MODIFIED ${time} NOT NULL,
    CHANGE_NUMBER      BIGINT NOT NULL
);
CREATE ${index} SUP_UPDATE_STATE_CHANGE ON SUP_UPDATE_STATE (CHANGE_NUMBER);

-- The states that children may have: one for each successful synchronization that changed something. STAMP is random: the
-- same number of another history has another one.
CREATE ${table} SUP_PUBLICATION (
    CHANGE_NUMBER   BIGINT NOT NULL PRIMARY KEY,
    STAMP           ${guid} NOT NULL,
    CONTENT_VERSION INTEGER NOT NULL,
    PUBLISHED_AT    ${time} NOT NULL
);

-- Where each holder of the lease began to change something. A child that has seen a number in an epoch knows by both
-- whether the site was restored from an older copy since.
CREATE ${table} SUP_EPOCH (
    FIRST_CHANGE BIGINT NOT NULL PRIMARY KEY,
    EPOCH_ID     ${guid} NOT NULL
);

-- How far this site has followed its parent: one row, none at the top. CHANGE_NUMBER and STAMP: the parent's publication that
-- is complete here. WAY, TARGET, TARGET_STAMP and REACHED: the one under way; REACHED is a change number (FOLLOW) or the
-- parent's CI_ID (LOAD). SEEN and EPOCH_ID: the parent's last change when its rows were read; no epoch is doubt.
CREATE ${table} SUP_PARENT (
    PARENT_ID       INTEGER NOT NULL PRIMARY KEY,
    PARENT_CODE     ${varchar}(3) NOT NULL,
    LINEAGE         ${guid} NOT NULL,
    CHANGE_NUMBER   BIGINT,
    STAMP           ${guid},
    CONTENT_VERSION INTEGER,
    PUBLISHED_AT    ${time},
    COMPLETED_AT    ${time},
    WAY             ${varchar}(10),
    TARGET          BIGINT,
    TARGET_STAMP    ${guid},
    REACHED         BIGINT NOT NULL,
    SEEN            BIGINT NOT NULL,
    EPOCH_ID        ${guid}
);

-- Tombstones of the parent whose updates are deployed at this site: applied when that ends. IS_NEEDED: a deployed update
-- bundles or requires theirs.
CREATE ${table} SUP_HELD_TOMBSTONE (
    UPDATE_ID         ${guid} NOT NULL PRIMARY KEY,
    REVISION_NUMBER   INTEGER NOT NULL,
    IS_LISTED         ${boolean} NOT NULL,
    REASONS           SMALLINT NOT NULL,
    CREATION_DATE     ${time} NOT NULL,
    CLASSIFICATION_ID ${guid},
    REMOVED_AT        ${time} NOT NULL,
    IS_NEEDED         ${boolean} DEFAULT ${false} NOT NULL
);

-- Categories that were taken away here because the parent has them no more, for this site's children.
CREATE ${table} SUP_CATEGORY_TOMBSTONE (
    CATEGORY_GUID ${guid} NOT NULL PRIMARY KEY,
    CHANGE_NUMBER BIGINT NOT NULL
);
CREATE ${index} SUP_CATEGORY_TOMBSTONE_CHANGE ON SUP_CATEGORY_TOMBSTONE (CHANGE_NUMBER);

-- The link to each site directly below. DELIVERED_RUN: the run of this site whose data, and request, the child has.
-- LINK_STATUS: 0 healthy, 1 degraded, 2 error. ATTEMPTS: how often in a row it failed. CHILD_VERSION: the child's own
-- content version when it was last looked at. TRIED_RUN: the newest run of this site after which it was tried, whether that
-- succeeded or not. BEGUN_TOKEN: of the lease under which a child is being brought up to date, BEGUN_AT since when; null when
-- it is not.
CREATE ${table} SUP_CHILD (
    SITE_CODE       ${varchar}(3) NOT NULL PRIMARY KEY,
    DELIVERED_RUN   BIGINT NOT NULL,
    CONTENT_VERSION INTEGER,
    DELIVERED_AT    ${time},
    CHILD_VERSION   INTEGER,
    LINK_STATUS     INTEGER NOT NULL,
    CHECKED_AT      ${time},
    ATTEMPTS        INTEGER NOT NULL,
    NEXT_TRY        ${time},
    ERROR_CODE      ${varchar}(20),
    ERROR_MESSAGE   ${text},
    ERROR_REMEDY    ${text},
    TRIED_RUN       BIGINT DEFAULT 0 NOT NULL,
    BEGUN_TOKEN     BIGINT,
    BEGUN_AT        ${time}
);

-- The software update points beside the active one. SYNCED_RUN: the run of this site after which it was synchronized.
CREATE ${table} SUP_POINT (
    SERVER_NAME ${varchar}(256) NOT NULL PRIMARY KEY,
    SYNCED_RUN  BIGINT NOT NULL,
    ATTEMPTS    INTEGER NOT NULL,
    NEXT_TRY    ${time},
    TRIED_RUN   BIGINT DEFAULT 0 NOT NULL
);

-- What clients are told: one row for each kind of connection.
CREATE ${table} SUP_POLICY (
    SITE_CODE       ${varchar}(3) NOT NULL,
    CONNECTION_TYPE ${varchar}(10) NOT NULL,
    SERVER_NAME     ${varchar}(256) NOT NULL,
    URL             ${text} NOT NULL,
    SOURCE_ID       ${guid},
    CONTENT_VERSION INTEGER NOT NULL,
    WRITTEN_AT      ${time} NOT NULL,
    PRIMARY KEY (SITE_CODE, CONNECTION_TYPE)
);

-- What was exported, and for whom: the next package for the same recipient begins where its last one ended. FROM_CHANGE and
-- FROM_STAMP are empty for a full package.
CREATE ${table} SUP_EXPORT (
    PACKAGE_ID      ${guid} NOT NULL PRIMARY KEY,
    RECIPIENT       ${varchar}(64) NOT NULL,
    CREATED_AT      ${time} NOT NULL,
    FILE_NAME       ${text} NOT NULL,
    FILE_BYTES      BIGINT NOT NULL,
    FROM_CHANGE     BIGINT,
    FROM_STAMP      ${guid},
    TO_CHANGE       BIGINT NOT NULL,
    TO_STAMP        ${guid} NOT NULL,
    CONTENT_VERSION INTEGER NOT NULL,
    UPDATES         BIGINT NOT NULL,
    CATEGORIES      BIGINT NOT NULL,
    REMOVED         BIGINT NOT NULL,
    DOCUMENTS       BIGINT NOT NULL,
    LEFT_OUT        BIGINT NOT NULL,
    KEY_ID          ${varchar}(64)
);

-- What was imported. SERVER_NAME is empty where the site imported it, else the software update point whose catalog did.
-- IMPORT_NUMBER: the order in which they were imported.
CREATE ${table} SUP_PACKAGE (
    SERVER_NAME     ${varchar}(256) NOT NULL,
    PACKAGE_ID      ${guid} NOT NULL,
    IMPORTED_AT     ${time} NOT NULL,
    CREATED_AT      ${time} NOT NULL,
    SITE_CODE       ${varchar}(3) NOT NULL,
    LINEAGE         ${guid} NOT NULL,
    FROM_CHANGE     BIGINT,
    TO_CHANGE       BIGINT NOT NULL,
    TO_STAMP        ${guid} NOT NULL,
    CONTENT_VERSION INTEGER NOT NULL,
    KEY_ID          ${varchar}(64),
    IMPORT_NUMBER   BIGINT,
    PRIMARY KEY (SERVER_NAME, PACKAGE_ID)
);

-- The software update point that a person made the active one, in the place of the one that the configuration names: one row.
CREATE ${table} SUP_PROMOTION (
    PROMOTION_ID INTEGER NOT NULL PRIMARY KEY,
    SERVER_NAME  ${varchar}(256) NOT NULL,
    PROMOTED_AT  ${time} NOT NULL
);

-- When the site was last alive, by a clock that is believed, and how long it may be silent. DOUBTED_AT is the last time by a
-- clock that is not believed, DOUBTED_FROM the first, and DOUBTED_BY the process that saw it: one row, none before the first run.
CREATE ${table} SUP_CLOCK (
    CLOCK_ID        INTEGER NOT NULL PRIMARY KEY,
    ALIVE_AT        ${time} NOT NULL,
    SILENCE_SECONDS BIGINT NOT NULL,
    DOUBTED_FROM    ${time},
    DOUBTED_AT      ${time},
    DOUBTED_BY      ${guid}
);

-- Tells a program at a glance that its own scripts made the schema. One row: the SHA-256 digest of the scripts that were run to their end.
CREATE ${table} SUP_SCHEMA (
    SCHEMA_ID   INTEGER NOT NULL PRIMARY KEY,
    FINGERPRINT CHAR(64) NOT NULL
);
