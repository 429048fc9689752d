-- Tells a program at a glance that its own scripts made the schema, on SQL Server.

-- One row: the SHA-256 digest of the scripts that were run to their end.
CREATE TABLE SUP_SCHEMA (
    SCHEMA_ID   INT PRIMARY KEY,
    FINGERPRINT CHAR(64) NOT NULL
);
