-- +goose Up

-- The weekly summary was called letter; rows keep the name under which they were written.
DROP INDEX outbox_lanes;
DROP INDEX outbox_posts;
ALTER TABLE outbox DROP COLUMN lane;
ALTER TABLE outbox ADD COLUMN lane INTEGER GENERATED ALWAYS AS (
  CASE
    WHEN substr(recipient, 1, 8) = 'webhook:' THEN 0
    WHEN kind = 'verification' THEN 3
    WHEN kind IN ('summary', 'letter', 'notice', 'round-trip') THEN 2
    ELSE 1
  END) VIRTUAL;
CREATE INDEX outbox_lanes ON outbox (lane, not_before, seq) WHERE result = 'queued';
CREATE INDEX outbox_posts ON outbox (recipient, not_before) WHERE result = 'queued' AND lane = 0;
