-- What tells a clock that went wrong from one that is right, on SQL Server.

-- When the site was last alive, by a clock that is believed, and how long it may be silent. DOUBTED_AT is the last time by a
-- clock that is not believed, DOUBTED_FROM the first, and DOUBTED_BY the process that saw it: one row, none before the first run.
CREATE TABLE SUP_CLOCK (
    CLOCK_ID        INT PRIMARY KEY,
    ALIVE_AT        DATETIME2(3) NOT NULL,
    SILENCE_SECONDS BIGINT NOT NULL,
    DOUBTED_FROM    DATETIME2(3),
    DOUBTED_AT      DATETIME2(3),
    DOUBTED_BY      UNIQUEIDENTIFIER
);

-- When the rule for superseded updates was applied last.
ALTER TABLE SUP_LIFECYCLE ADD APPLIED_AT DATETIME2(3);

-- The last run that had succeeded when a request was claimed, and when an alert was raised: numbers tell what came later,
-- whatever the clock did. Null is what an older version wrote.
ALTER TABLE SUP_REQUEST ADD CLAIMED_AFTER BIGINT;
ALTER TABLE SUP_ALERT ADD RAISED_AFTER BIGINT;

-- The order in which packages were imported.
ALTER TABLE SUP_PACKAGE ADD IMPORT_NUMBER BIGINT;
