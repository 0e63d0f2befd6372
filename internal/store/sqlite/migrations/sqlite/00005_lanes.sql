-- +goose Up

-- Mails wait in lanes: what is more urgent goes first, and webhooks wait for no relay. The numbers are those of watch.Lane.
ALTER TABLE outbox ADD COLUMN lane INTEGER GENERATED ALWAYS AS (
  CASE
    WHEN substr(recipient, 1, 8) = 'webhook:' THEN 0
    WHEN kind = 'verification' THEN 3
    WHEN kind IN ('letter', 'notice', 'round-trip') THEN 2
    ELSE 1
  END) VIRTUAL;

DROP INDEX outbox_waiting;
CREATE INDEX outbox_lanes ON outbox (lane, not_before, seq) WHERE result = 'queued';
CREATE INDEX outbox_posts ON outbox (recipient, not_before) WHERE result = 'queued' AND lane = 0;
CREATE INDEX outbox_tried ON outbox (recipient) WHERE result = 'queued' AND attempts > 0;
CREATE INDEX outbox_ages ON outbox (created_at) WHERE result = 'queued';

-- Mails of which an attempt is under way, or ended without anybody knowing what it came to: the next one may deliver them twice. A table of
-- its own, since a row of the outbox would be written anew with all of its text.
CREATE TABLE sending (
  mail     TEXT PRIMARY KEY,
  began_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
