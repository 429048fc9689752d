-- The flags stand in SUP_UPDATE_STATE now. The views that show them are written anew after this. None of the columns has a
-- default, whose constraint would have to go first.
DROP VIEW IF EXISTS v_UpdateCIs;
DROP VIEW IF EXISTS v_UpdateInfo;
GO

ALTER TABLE SUP_UPDATE DROP COLUMN IF EXISTS REASONS;
ALTER TABLE SUP_UPDATE DROP COLUMN IF EXISTS EXPIRED_SINCE;
ALTER TABLE SUP_UPDATE DROP COLUMN IF EXISTS IS_SUPERSEDED;
GO
