-- Tombstones that wait because a deployed update of this site bundles or requires their updates, on HSQLDB. They are applied
-- with the others when nothing deployed needs them any more.
ALTER TABLE SUP_HELD_TOMBSTONE ADD COLUMN IF NOT EXISTS IS_NEEDED BOOLEAN DEFAULT FALSE NOT NULL;
