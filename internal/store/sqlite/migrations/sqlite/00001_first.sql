-- +goose Up

-- Marks the file as ours, so that the database of another program is not taken for an empty one. The number is "SPWT" in ASCII.
PRAGMA application_id = 1397774164;

-- Instants are texts of one width in UTC, such as 2026-11-22T10:00:00.000000000Z: they sort as they follow each other, keep every
-- nanosecond and can be read by people. 0001-01-01T00:00:00.000000000Z stands for none.

CREATE TABLE facts (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  id          TEXT NOT NULL UNIQUE,
  supplier    TEXT NOT NULL,
  subject     TEXT NOT NULL,
  kind        TEXT NOT NULL,
  observed_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  actor       TEXT NOT NULL,
  source      TEXT NOT NULL,
  evidence    TEXT NOT NULL,
  data        TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

-- What a start reads and what pruning looks for, without a walk over years of probes.
CREATE INDEX facts_probed ON facts (supplier, subject, seq) WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown');
CREATE INDEX facts_told ON facts (seq) WHERE kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown');

-- Where each subject's current streak begins: the sequence numbers of its last good probe (0 for none) and of its last probe.
CREATE TABLE streaks (
  supplier TEXT NOT NULL,
  subject  TEXT NOT NULL,
  good     INTEGER NOT NULL,
  latest   INTEGER NOT NULL,
  PRIMARY KEY (supplier, subject)
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER facts_streak AFTER INSERT ON facts WHEN NEW.kind IN ('probe-ok', 'probe-failed', 'probe-unknown')
BEGIN
  INSERT INTO streaks (supplier, subject, good, latest)
  VALUES (NEW.supplier, NEW.subject, iif(NEW.kind = 'probe-ok', NEW.seq, 0), NEW.seq)
  ON CONFLICT (supplier, subject) DO UPDATE SET good = max(good, excluded.good), latest = excluded.latest;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
BEGIN
  SELECT RAISE(ABORT, 'facts are appended, never changed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER facts_told_stay BEFORE DELETE ON facts WHEN OLD.kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown')
BEGIN
  SELECT RAISE(ABORT, 'only facts of probes may be pruned');
END;
-- +goose StatementEnd

CREATE TABLE alerts (
  id       TEXT PRIMARY KEY,
  key      TEXT NOT NULL,
  state    TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT, WITHOUT ROWID;

CREATE INDEX alerts_ended ON alerts (ended_at);

CREATE TABLE desk (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;

-- A settled row outlives its document: the digest, the recipient and the result stay.
CREATE TABLE outbox (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT NOT NULL UNIQUE,
  kind       TEXT NOT NULL,
  recipient  TEXT NOT NULL,
  message_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  document   TEXT NOT NULL,
  digest     TEXT NOT NULL,
  not_before TEXT NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  last_error TEXT NOT NULL DEFAULT '',
  result     TEXT NOT NULL DEFAULT 'queued' CHECK (result IN ('queued', 'accepted', 'refused')),
  settled_at TEXT NOT NULL DEFAULT '0001-01-01T00:00:00.000000000Z'
) STRICT;

CREATE INDEX outbox_waiting ON outbox (not_before, seq) WHERE result = 'queued';
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE result <> 'queued' AND document <> '';
