-- The software update point that a person made the active one, in the place of the one that the configuration names: one row.
CREATE CACHED TABLE IF NOT EXISTS SUP_PROMOTION (
    PROMOTION_ID INTEGER PRIMARY KEY,
    SERVER_NAME  VARCHAR(256) NOT NULL,
    PROMOTED_AT  TIMESTAMP(3) NOT NULL
);
