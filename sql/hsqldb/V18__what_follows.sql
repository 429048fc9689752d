-- What follows a synchronization goes on beside the next one, on HSQLDB. Every statement can be run again.

-- The rights to bring the sites below up to date (3), and to synchronize the further software update points (4).
INSERT INTO SUP_LEASE (LEASE_ID, TOKEN) SELECT 3, 0 FROM SUP_LEASE l WHERE l.LEASE_ID = 1
    AND NOT EXISTS (SELECT 1 FROM SUP_LEASE o WHERE o.LEASE_ID = 3);
INSERT INTO SUP_LEASE (LEASE_ID, TOKEN) SELECT 4, 0 FROM SUP_LEASE l WHERE l.LEASE_ID = 1
    AND NOT EXISTS (SELECT 1 FROM SUP_LEASE o WHERE o.LEASE_ID = 4);

-- TRIED_RUN: the newest run of this site after which it was tried, whether that succeeded or not. BEGUN_TOKEN: of the lease under
-- which a child is being brought up to date, BEGUN_AT since when; null when it is not.
ALTER TABLE SUP_CHILD ADD COLUMN IF NOT EXISTS TRIED_RUN BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE SUP_CHILD ADD COLUMN IF NOT EXISTS BEGUN_TOKEN BIGINT;
ALTER TABLE SUP_CHILD ADD COLUMN IF NOT EXISTS BEGUN_AT TIMESTAMP(3);
ALTER TABLE SUP_POINT ADD COLUMN IF NOT EXISTS TRIED_RUN BIGINT DEFAULT 0 NOT NULL;
