-- Tells a program at a glance that its own scripts made the schema, on HSQLDB. Every statement can be run again.

-- One row: the SHA-256 digest of the scripts that were run to their end.
CREATE CACHED TABLE IF NOT EXISTS SUP_SCHEMA (
    SCHEMA_ID   INTEGER PRIMARY KEY,
    FINGERPRINT CHAR(64) NOT NULL
);
