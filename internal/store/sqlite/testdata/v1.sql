-- A database as the first release left it. Never edit it: later programs have to read what was written then.
PRAGMA application_id = 1397774164;
CREATE TABLE goose_db_version (
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		version_id INTEGER NOT NULL,
		is_applied INTEGER NOT NULL,
		tstamp TIMESTAMP DEFAULT (datetime('now'))
	);
INSERT INTO goose_db_version VALUES(1,0,1,'2026-11-22 20:00:50');
INSERT INTO goose_db_version VALUES(2,1,1,'2026-11-22 20:00:50');
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
CREATE TABLE streaks (
  supplier TEXT NOT NULL,
  subject  TEXT NOT NULL,
  good     INTEGER NOT NULL,
  latest   INTEGER NOT NULL,
  PRIMARY KEY (supplier, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE alerts (
  id       TEXT PRIMARY KEY,
  key      TEXT NOT NULL,
  state    TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT, WITHOUT ROWID;
CREATE TABLE desk (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  document TEXT NOT NULL CHECK (json_valid(document))
) STRICT;
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
CREATE INDEX facts_probed ON facts (supplier, subject, seq) WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown');
CREATE INDEX facts_told ON facts (seq) WHERE kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown');
CREATE TRIGGER facts_streak AFTER INSERT ON facts WHEN NEW.kind IN ('probe-ok', 'probe-failed', 'probe-unknown')
BEGIN
  INSERT INTO streaks (supplier, subject, good, latest)
  VALUES (NEW.supplier, NEW.subject, iif(NEW.kind = 'probe-ok', NEW.seq, 0), NEW.seq)
  ON CONFLICT (supplier, subject) DO UPDATE SET good = max(good, excluded.good), latest = excluded.latest;
END;
CREATE TRIGGER facts_never_change BEFORE UPDATE ON facts
BEGIN
  SELECT RAISE(ABORT, 'facts are appended, never changed');
END;
CREATE TRIGGER facts_told_stay BEFORE DELETE ON facts WHEN OLD.kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown')
BEGIN
  SELECT RAISE(ABORT, 'only facts of probes may be pruned');
END;
CREATE INDEX alerts_ended ON alerts (ended_at);
CREATE INDEX outbox_waiting ON outbox (not_before, seq) WHERE result = 'queued';
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE result <> 'queued' AND document <> '';
INSERT INTO facts (id, supplier, subject, kind, observed_at, recorded_at, actor, source, evidence, data) VALUES
  ('f1', 'acme', 'endpoint/portal', 'probe-failed', '2026-11-22T09:00:00.000000000Z', '2026-11-22T09:00:00.000000000Z', 'watchdog', 'http', '503', '{"reason":"status"}'),
  ('f2', 'acme', 'endpoint/portal', 'probe-ok', '2026-11-22T10:00:00.000000000Z', '2026-11-22T10:00:00.000000000Z', 'watchdog', 'http', '200', '{}'),
  ('f3', 'acme', 'endpoint/portal', 'probe-failed', '2026-11-22T10:00:00.000000000Z', '2026-11-22T10:00:00.000000000Z', 'watchdog', 'http', '503', '{"reason":"status"}'),
  ('f4', '', 'alert/a3f09c', 'ack', '2026-11-22T10:00:00.000000000Z', '2026-11-22T10:00:00.000000000Z', 'jane@buyer.test', 'shell', '', '{}');
INSERT INTO alerts (id, key, state, ended_at, document) VALUES
  ('a3f09c', 'acme/endpoint/portal/endpoint-down', 'firing', '0001-01-01T00:00:00.000000000Z', '{"id":"a3f09c","key":"acme/endpoint/portal/endpoint-down","supplier":"acme","subject":"endpoint/portal","line":"endpoint-down","occurrence":"","rule":"endpoint-down","severity":"critical","route":"page","stage":0,"message":"Down.","due":null,"exposure":null,"state":"firing","since":"2026-11-22T10:00:00Z","reason":"escalated","step":1,"step_at":"2026-11-22T10:00:00Z","repeats":0,"next_at":"0001-01-01T00:00:00Z","acknowledged_by":"","acknowledged_at":"0001-01-01T00:00:00Z","ack_severity":"","holds_until":"0001-01-01T00:00:00Z","named_day":null,"ended_at":"0001-01-01T00:00:00Z","notified":[]}');
INSERT INTO desk (id, document) VALUES (1, '{"started":true,"letter_at":"2026-11-22T10:00:00Z","letter_sent":"0001-01-01T00:00:00Z","removed_at":"0001-01-01T00:00:00Z"}');
INSERT INTO outbox (id, kind, recipient, message_id, created_at, document, digest, not_before, attempts, last_error) VALUES
  ('m1', 'alert', 'buyers@buyer.test', 'm1@buyer.test', '2026-11-22T10:00:00.000000000Z', '{"id":"m1","kind":"alert","to":{"team":"buyers","address":"buyers@buyer.test"},"message_id":"m1@buyer.test","subject":"Call","text":"Call.","alerts":[{"alert":"a3f09c","step":1,"reason":"escalated"}],"created_at":"2026-11-22T10:00:00Z"}', '00', '2026-11-22T10:00:00.000000000Z', 1, 'connection refused');
