-- Tombstones that wait because a deployed update of this site bundles or requires their updates. They are applied with the
-- others when nothing deployed needs them any more.
ALTER TABLE SUP_HELD_TOMBSTONE ADD IS_NEEDED BIT NOT NULL DEFAULT 0;
