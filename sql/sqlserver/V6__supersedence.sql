-- Which updates of the site supersede which, apart from the other relations: every synchronization reads all of them, and
-- what supersedes one update is found by its target. The target need not be in the site.
CREATE TABLE SUP_SUPERSEDENCE (
    CI_ID     INT NOT NULL,
    TARGET_ID UNIQUEIDENTIFIER NOT NULL,
    PRIMARY KEY (CI_ID, TARGET_ID)
);
CREATE INDEX SUP_SUPERSEDENCE_TARGET ON SUP_SUPERSEDENCE (TARGET_ID);

INSERT INTO SUP_SUPERSEDENCE (CI_ID, TARGET_ID)
SELECT DISTINCT CI_ID, TARGET_ID FROM SUP_UPDATE_RELATION WHERE RELATION_TYPE = 6;

DELETE FROM SUP_UPDATE_RELATION WHERE RELATION_TYPE = 6;
