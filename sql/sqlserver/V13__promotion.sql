-- The software update point that a person made the active one, in the place of the one that the configuration names: one row.
CREATE TABLE SUP_PROMOTION (
    PROMOTION_ID INT NOT NULL PRIMARY KEY,
    SERVER_NAME  NVARCHAR(256) NOT NULL,
    PROMOTED_AT  DATETIME2(3) NOT NULL
);
