package store

import "github.com/pressly/goose/v3"

// dialect is all that differs between database engines: how migrations run and the text of every statement. Sets are handed over as
// one JSON array, so that hundreds of rows are one statement.
type dialect struct {
	name       string
	goose      goose.Dialect
	migrations string // folder below migrations/

	appendFacts   string // 1: facts
	standingFacts string // those that an index still needs
	factsAfter    string // 1: sequence number

	saveAlerts string // 1: alerts
	alerts     string
	saveDesk   string // 1: document
	desk       string

	queueMails    string // 1: mails
	dueMails      string // 1: instant, 2: limit, 3: instant beyond any wait
	countAttempts string // 1: attempts
	settleMails   string // 1: attempts
	backlog       string

	mailByToken     string // 1: token
	mailByMessageID string // 1: Message-ID

	savePositions string // 1: positions
	positions     string

	supersededProbes string // 1: instant
	deleteFacts      string // 1: sequence numbers
	deleteAlerts     string // 1: instant
	forgetMails      string // 1: instant

	prove string // writes something that nobody reads
}

// sqliteDialect is for files. A set's members are read out of json_each in the order of the array.
var sqliteDialect = &dialect{
	name:       "SQLite",
	goose:      goose.DialectSQLite3,
	migrations: "sqlite",

	appendFacts: `
INSERT INTO facts (id, supplier, subject, kind, observed_at, recorded_at, actor, source, evidence, data)
SELECT value->>'id', value->>'supplier', value->>'subject', value->>'kind', value->>'observed_at', value->>'recorded_at',
  value->>'actor', value->>'source', value->>'evidence', value->>'data'
FROM json_each(?1) WHERE true ORDER BY key
ON CONFLICT (id) DO NOTHING`,

	// CROSS JOIN keeps SQLite from walking over all facts first: there are far fewer streaks.
	standingFacts: `
SELECT ` + factColumns + ` FROM facts f
WHERE kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown')
UNION ALL
SELECT ` + factColumns + ` FROM streaks s CROSS JOIN facts f ON f.supplier = s.supplier AND f.subject = s.subject AND f.seq >= s.good
WHERE f.kind IN ('probe-ok', 'probe-failed', 'probe-unknown') AND (f.kind <> 'probe-unknown' OR f.seq = s.latest)
ORDER BY seq`,

	factsAfter: `SELECT ` + factColumns + ` FROM facts f WHERE f.seq > ?1 ORDER BY f.seq`,

	saveAlerts: `
INSERT INTO alerts (id, key, state, ended_at, document)
SELECT value->>'id', value->>'key', value->>'state', value->>'ended_at', value->>'document' FROM json_each(?1) WHERE true
ON CONFLICT (id) DO UPDATE SET key = excluded.key, state = excluded.state, ended_at = excluded.ended_at, document = excluded.document`,

	alerts: `SELECT document FROM alerts`,

	saveDesk: `INSERT INTO desk (id, document) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET document = excluded.document`,

	desk: `SELECT document FROM desk WHERE id = 1`,

	queueMails: `
INSERT INTO outbox (id, kind, recipient, message_id, token, created_at, document, digest, not_before, attempts, last_error)
SELECT value->>'id', value->>'kind', value->>'recipient', value->>'message_id', value->>'token', value->>'created_at', value->>'document',
  value->>'digest', value->>'not_before', value->>'attempts', value->>'last_error'
FROM json_each(?1) WHERE true ORDER BY key
ON CONFLICT (id) DO NOTHING`,

	dueMails: `
SELECT ` + mailColumns + ` FROM outbox
WHERE result = 'queued' AND (not_before <= ?1 OR not_before > ?3) ORDER BY not_before, seq LIMIT ?2`,

	countAttempts: `
SELECT o.id, o.attempts FROM json_each(?1) JOIN outbox o ON o.id = value->>'id'`,

	settleMails: `
UPDATE outbox SET result = value->>'result', attempts = value->>'attempts', last_error = value->>'last_error',
  not_before = value->>'not_before', settled_at = value->>'settled_at'
FROM json_each(?1) WHERE outbox.id = value->>'id' AND outbox.result = 'queued'`,

	backlog: `SELECT count(*), coalesce(min(created_at), '') FROM outbox WHERE result = 'queued'`,

	mailByToken: `SELECT ` + mailColumns + ` FROM outbox WHERE token = ?1 AND token <> '' ORDER BY seq LIMIT 1`,

	mailByMessageID: `SELECT ` + mailColumns + ` FROM outbox WHERE message_id = ?1 AND message_id <> '' ORDER BY seq LIMIT 1`,

	savePositions: `
INSERT INTO positions (account, folder, uidvalidity, uid, modseq)
SELECT value->>'account', value->>'folder', value->>'uidvalidity', value->>'uid', value->>'modseq' FROM json_each(?1) WHERE true ORDER BY key
ON CONFLICT (account, folder) DO UPDATE SET uidvalidity = excluded.uidvalidity, uid = excluded.uid, modseq = excluded.modseq`,

	positions: `SELECT account, folder, uidvalidity, uid, modseq FROM positions ORDER BY account, folder`,

	// How a mailbox stood is superseded too; a few of the last looks stay, since a mail to ourselves may land after the next one was sent.
	supersededProbes: `
SELECT f.seq FROM streaks s JOIN facts f ON f.supplier = s.supplier AND f.subject = s.subject AND f.seq < s.latest
WHERE f.kind IN ('probe-ok', 'probe-failed', 'probe-unknown') AND (f.seq < s.good OR f.kind = 'probe-unknown') AND f.recorded_at < ?1
UNION ALL
SELECT seq FROM (
  SELECT seq, recorded_at, row_number() OVER (PARTITION BY supplier, subject, kind ORDER BY seq DESC) AS age FROM facts
  WHERE kind IN ('unread', 'quota', 'round-trip-sent', 'round-trip-landed'))
WHERE age > 10 AND recorded_at < ?1`,

	deleteFacts: `DELETE FROM facts WHERE seq IN (SELECT value FROM json_each(?1))`,

	deleteAlerts: `
DELETE FROM alerts
WHERE state IN ('resolved', 'lapsed', 'withdrawn') AND ended_at < ?1 AND ended_at > '0001-01-01T00:00:00.000000000Z'
  AND id NOT IN (SELECT value->>'alert' FROM desk, json_each(document, '$.queue') WHERE value->>'alert' IS NOT NULL)`,

	forgetMails: `
UPDATE outbox SET document = json_remove(document, '$.subject', '$.text', '$.html', '$.payload'), forgotten = 1
WHERE result <> 'queued' AND forgotten = 0 AND settled_at < ?1`,

	// SQLite writes the page of this number even if it stays the same. Nothing else here uses it.
	prove: `PRAGMA user_version = 0`,
}

// factColumns are what scanFact reads.
const factColumns = `f.seq AS seq, f.id, f.supplier, f.subject, f.kind, f.observed_at, f.recorded_at, f.actor, f.source, f.evidence, f.data`

// mailColumns are what scanMail reads.
const mailColumns = `document, not_before, attempts, last_error`
