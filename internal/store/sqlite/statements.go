package sqlite

// The statements of the store. A set of rows is one JSON array, so that hundreds of rows are one statement; json_each returns its members
// in the order of the array.
const (
	// Parameters: the columns.
	insertFactSQL = `
INSERT INTO facts (id, supplier, subject, kind, observed_at, recorded_at, actor, source, evidence, data, sum)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING`

	// The facts that an index still needs.
	standingFactsSQL = notProbesSQL + ` UNION ALL ` + streakProbesSQL + ` ORDER BY seq`

	// Parameters: 1: sequence number; 2: supplier, or empty; 3: subject, or empty; 4: limit.
	standingFactsPageSQL = notProbesSQL + wantedFactsSQL + ` UNION ALL ` + streakProbesSQL + wantedFactsSQL + ` ORDER BY seq LIMIT ?4`
	wantedFactsSQL       = ` AND f.seq > ?1 AND (?2 = '' OR f.supplier = ?2) AND (?3 = '' OR f.subject = ?3)`

	notProbesSQL = `
SELECT ` + factColumns + ` FROM facts f
WHERE f.kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown')`

	// CROSS JOIN keeps SQLite from walking over all facts first: there are far fewer streaks.
	streakProbesSQL = `
SELECT ` + factColumns + ` FROM streaks s CROSS JOIN facts f ON f.supplier = s.supplier AND f.subject = s.subject AND f.seq >= s.good
WHERE f.kind IN ('probe-ok', 'probe-failed', 'probe-unknown') AND (f.kind <> 'probe-unknown' OR f.seq = s.latest)`

	// Parameters: 1: sequence number.
	factsAfterSQL = `SELECT ` + factColumns + ` FROM facts f WHERE f.seq > ?1 ORDER BY f.seq`

	// Parameters: 1: ids.
	factsByIDSQL = `SELECT ` + factColumns + ` FROM facts f WHERE f.id IN (SELECT value FROM json_each(?1)) ORDER BY f.seq`

	// Parameters: the columns.
	saveAlertSQL = `
INSERT INTO alerts (id, key, state, ended_at, document, sum) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET key = excluded.key, state = excluded.state, ended_at = excluded.ended_at, document = excluded.document,
  sum = excluded.sum`

	alertsSQL = `SELECT id, key, state, document, sum = ` + alertSum + ` FROM alerts a`

	// Parameters: 1: document.
	saveNotificationStateSQL = `
INSERT INTO desk (id, document, sum) SELECT 1, document, ` + notificationStateSum + ` FROM (SELECT ?1 AS document) AS d WHERE true
ON CONFLICT (id) DO UPDATE SET document = excluded.document, sum = excluded.sum`

	notificationStateSQL = `SELECT document, sum = ` + notificationStateSum + ` FROM desk d WHERE id = 1`

	// Parameters: the columns.
	insertMailSQL = `
INSERT INTO outbox (id, kind, recipient, message_id, token, created_at, digest, not_before, attempts, last_error, result, settled_at,
  forgotten, sum)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING`

	// Parameters: the columns.
	insertMailTextSQL = `INSERT INTO mail_texts (mail, document, sum) VALUES (?, ?, ?)`

	// Parameters: 1: recipient.
	lastPostSQL = `SELECT coalesce(max(not_before), '') FROM outbox WHERE result = 'queued' AND lane = 0 AND recipient = ?1`

	// Parameters: 1: instant, 2: limit, 3: instant beyond any wait, 4: class.
	dueMailsSQL = `
SELECT ` + mailColumns + ` FROM (
  SELECT * FROM (
    SELECT seq FROM outbox WHERE result = 'queued' AND lane = ?4 AND not_before <= ?1 ORDER BY not_before, seq LIMIT ?2)
  UNION ALL
  SELECT * FROM (
    SELECT seq FROM outbox WHERE result = 'queued' AND lane = ?4 AND not_before > ?3 ORDER BY not_before, seq LIMIT ?2)) AS d
CROSS JOIN ` + mailTables + ` WHERE o.seq = d.seq ORDER BY o.not_before, o.seq LIMIT ?2`

	// Parameters: 1: mails.
	beginMailsSQL = `
INSERT INTO sending (mail, began_at) SELECT value->>'id', value->>'began_at' FROM json_each(?1) WHERE true ON CONFLICT (mail) DO NOTHING`

	// Parameters: 1: ids.
	endMailsSQL = `DELETE FROM sending WHERE mail IN (SELECT value FROM json_each(?1))`

	// Parameters: 1: attempts.
	countAttemptsSQL = `
SELECT o.id, o.attempts, o.sum = ` + mailSum + ` FROM json_each(?1) JOIN outbox o ON o.id = value->>'id'`

	// Parameters: 1: attempts.
	recordResultsSQL = `
UPDATE outbox AS o SET result = n.result, attempts = n.attempts, last_error = n.last_error, not_before = n.not_before,
  settled_at = n.settled_at,
  sum = row_sum(` + letterSum + `, o.digest, n.not_before, n.attempts, n.last_error, n.result, n.settled_at, o.forgotten)
FROM (
  SELECT value->>'id' AS id, value->>'result' AS result, value->>'attempts' AS attempts, value->>'last_error' AS last_error,
    value->>'not_before' AS not_before, value->>'settled_at' AS settled_at
  FROM json_each(?1)) AS n
WHERE o.id = n.id AND o.result = 'queued'`

	// A row that is damaged must not be given a sum that fits, here and below.
	// Parameters: 1: attempts.
	alignPostsSQL = `
UPDATE outbox AS o SET not_before = n.not_before, sum = ` + laterSum + `
FROM (
  SELECT x.recipient AS recipient, max(x.not_before) AS not_before FROM json_each(?1) CROSS JOIN outbox x
  WHERE x.id = value->>'id' AND x.result = 'queued' AND x.lane = 0 GROUP BY x.recipient) AS n
WHERE o.result = 'queued' AND o.lane = 0 AND o.recipient = n.recipient AND o.not_before < n.not_before AND o.sum = ` + mailSum

	// Parameters: 1: instant.
	releaseMailsSQL = `
UPDATE outbox AS o SET not_before = n.not_before, sum = ` + laterSum + `
FROM (SELECT ?1 AS not_before) AS n
WHERE o.result = 'queued' AND o.lane IN (1, 2, 3) AND o.not_before > n.not_before AND o.attempts > 0 AND o.sum = ` + mailSum

	// Parameters: 1: mails.
	olderMailsSQL = `
SELECT ` + mailColumns + `, n.value->>'id' FROM json_each(?1) n CROSS JOIN outbox o INDEXED BY outbox_tried ON o.recipient = n.value->>'recipient'
CROSS JOIN mail_texts t ON t.mail = o.seq LEFT JOIN sending s ON s.mail = o.id
WHERE o.result = 'queued' AND o.attempts > 0 AND o.kind IN ('alert', 'digest')
  AND s.mail IS NULL AND NOT EXISTS (
    SELECT 1 FROM json_each(t.document, '$.alerts') a
    WHERE a.value->>'alert' NOT IN (SELECT x.value FROM json_each(n.value, '$.alerts') x))
ORDER BY o.seq`

	backlogSQL = `SELECT count(*), coalesce(min(created_at), '') FROM outbox INDEXED BY outbox_ages WHERE result = 'queued'`

	// Parameters: 1: instant.
	handedOverSQL = `
SELECT settled_at AS at FROM outbox INDEXED BY outbox_settled
WHERE result IN ('accepted', 'refused') AND result <> 'queued' AND forgotten = 0 AND settled_at >= ?1 AND lane IN (1, 2, 3)
UNION ALL
SELECT s.began_at FROM sending s JOIN outbox o ON o.id = s.mail WHERE o.result = 'queued' AND o.lane IN (1, 2, 3) AND s.began_at >= ?1
ORDER BY at`

	// Parameters: 1: token.
	mailByTokenSQL = `SELECT ` + mailColumns + ` FROM ` + mailTables + ` WHERE token = ?1 AND token <> '' ORDER BY seq LIMIT 1`

	// Parameters: 1: Message-ID.
	mailByMessageIDSQL = `SELECT ` + mailColumns + ` FROM ` + mailTables + ` WHERE message_id = ?1 AND message_id <> '' ORDER BY seq LIMIT 1`

	// Parameters: 1: positions.
	savePositionsSQL = `
INSERT INTO positions (account, folder, uidvalidity, uid, modseq, sum)
SELECT account, folder, uidvalidity, uid, modseq, ` + positionSum + `
FROM (
  SELECT key, value->>'account' AS account, value->>'folder' AS folder, value->>'uidvalidity' AS uidvalidity, value->>'uid' AS uid,
    value->>'modseq' AS modseq
  FROM json_each(?1)) AS p
WHERE true ORDER BY key
ON CONFLICT (account, folder) DO UPDATE SET uidvalidity = excluded.uidvalidity, uid = excluded.uid, modseq = excluded.modseq,
  sum = excluded.sum`

	positionsSQL = `SELECT account, folder, uidvalidity, uid, modseq, sum = ` + positionSum + ` FROM positions p ORDER BY account, folder`

	// Parameters: the columns.
	saveCalendarEventSQL = `
INSERT INTO calendar_events (uid, document, sum) VALUES (?, ?, ?)
ON CONFLICT (uid) DO UPDATE SET document = excluded.document, sum = excluded.sum`

	calendarEventsSQL = `SELECT uid, document, sum = ` + calendarEventSum + ` FROM calendar_events e`

	// How a mailbox stood is superseded too; a few of the last looks stay, since a mail to ourselves may land after the next one was sent.
	// Parameters: 1: instant.
	supersededProbesSQL = `
SELECT f.seq FROM streaks s JOIN facts f ON f.supplier = s.supplier AND f.subject = s.subject AND f.seq < s.latest
WHERE f.kind IN ('probe-ok', 'probe-failed', 'probe-unknown') AND (f.seq < s.good OR f.kind = 'probe-unknown') AND f.recorded_at < ?1
UNION ALL
SELECT seq FROM (
  SELECT seq, recorded_at, row_number() OVER (PARTITION BY supplier, subject, kind ORDER BY seq DESC) AS age FROM facts
  WHERE kind IN ('unread', 'quota', 'round-trip-sent', 'round-trip-landed'))
WHERE age > 10 AND recorded_at < ?1`

	// The first of a day, the first with another result and the last before another result stay. Parameters: 1: instant.
	repeatedProbesSQL = `
SELECT p.seq FROM (
  SELECT seq, supplier, subject, kind, recorded_at, day = lag(day) OVER w AND result = lag(result) OVER w AND result = lead(result) OVER w AS repeated
  FROM (
    SELECT seq, supplier, subject, kind, recorded_at, substr(observed_at, 1, 10) AS day, kind || ' ' || coalesce(data->>'reason', '') AS result
    FROM facts WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown'))
  WINDOW w AS (PARTITION BY supplier, subject ORDER BY seq)) AS p
JOIN streaks s ON s.supplier = p.supplier AND s.subject = p.subject
WHERE p.repeated AND p.recorded_at < ?1 AND p.seq < s.latest AND (p.seq < s.good OR p.kind = 'probe-unknown')`

	// Parameters: 1: sequence numbers.
	deleteFactsSQL = `DELETE FROM facts WHERE seq IN (SELECT value FROM json_each(?1))`

	// Parameters: 1: instant.
	deleteAlertsSQL = `
DELETE FROM alerts
WHERE state IN ('resolved', 'lapsed', 'withdrawn') AND ended_at < ?1 AND ended_at > '0001-01-01T00:00:00.000000000Z'
  AND id NOT IN (SELECT value->>'alert' FROM desk, json_each(document, '$.queue') WHERE value->>'alert' IS NOT NULL)`

	// Parameters: 1: instant.
	forgetMailTextsSQL = `
UPDATE mail_texts AS t SET document = n.document, sum = row_sum(n.id, n.document)
FROM (
  SELECT o.seq, o.id, json_remove(t.document, '$.subject', '$.text', '$.html', '$.payload') AS document FROM ` + forgettableMails + `) AS n
WHERE t.mail = n.seq`

	// Parameters: 1: instant.
	forgetMailsSQL = `
UPDATE outbox AS o SET forgotten = 1,
  sum = row_sum(` + letterSum + `, o.digest, o.not_before, o.attempts, o.last_error, o.result, o.settled_at, 1)
WHERE o.seq IN (SELECT o.seq FROM ` + forgettableMails + `)`

	forgettableMails = `outbox o JOIN mail_texts t ON t.mail = o.seq
  WHERE o.result <> 'queued' AND o.forgotten = 0 AND o.settled_at < ?1 AND o.sum = ` + mailSum + ` AND t.sum = ` + mailTextSum

	// What is not as it was written, in words. Streaks have no sum: they are computed from their facts. Parameters: 1: limit.
	alteredRowsSQL = `
SELECT 'the fact ' || json_quote(id) || ' is not as it was written' FROM facts f WHERE sum <> ` + factSum + `
UNION ALL
SELECT 'the alert ' || json_quote(id) || ' is not as it was written' FROM alerts a WHERE sum <> ` + alertSum + `
UNION ALL
SELECT 'the notification state is not as it was written' FROM desk d WHERE sum <> ` + notificationStateSum + `
UNION ALL
SELECT 'the mail ' || json_quote(id) || ' is not as it was written' FROM outbox o WHERE sum <> ` + mailSum + `
UNION ALL
SELECT 'the text of the mail ' || iif(o.id IS NULL, 'number ' || t.mail, json_quote(o.id)) || ' is not as it was written' FROM outbox o
FULL JOIN mail_texts t ON t.mail = o.seq WHERE iif(o.id IS NULL OR t.document IS NULL, true, t.sum <> ` + mailTextSum + `)
UNION ALL
SELECT 'the position ' || json_quote(account || '/' || folder) || ' is not as it was written' FROM positions p WHERE sum <> ` + positionSum + `
UNION ALL
SELECT 'the calendar event ' || json_quote(uid) || ' is not as it was written' FROM calendar_events e WHERE sum <> ` + calendarEventSum + `
UNION ALL
SELECT 'the streak of ' || json_quote(coalesce(s.supplier || '/' || s.subject, f.supplier || '/' || f.subject)) || ' is not that of its facts' FROM (
  SELECT supplier, subject, max(iif(kind = 'probe-ok', seq, 0)) AS good, max(seq) AS latest FROM facts
  WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown') GROUP BY supplier, subject) AS f
FULL JOIN streaks s ON s.supplier = f.supplier AND s.subject = f.subject
WHERE s.good IS NOT f.good OR s.latest IS NOT f.latest
LIMIT ?1`

	statsSQL = `
SELECT (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size),
  (SELECT count(*) FROM facts), (SELECT count(*) FROM alerts), (SELECT count(*) FROM outbox)`

	// Parameters: 1: file.
	backupSQL = `VACUUM INTO ?1`

	// Writes a number that nothing else uses. SQLite writes its page even if it stays the same.
	touchSQL = `PRAGMA user_version = 0`
)

// factColumns are what scanFact reads.
const factColumns = `f.seq AS seq, f.id, f.supplier, f.subject, f.kind, f.observed_at, f.recorded_at, f.actor, f.source, f.evidence, f.data,
  f.sum = ` + factSum + ` AS sound`

// mailColumns are what scanMail reads, of mailTables.
const mailColumns = `o.id, coalesce(t.document, ''), o.not_before, o.attempts, o.last_error,
  iif(t.document IS NULL, false, o.sum = ` + mailSum + ` AND t.sum = ` + mailTextSum + `) AS sound,
  coalesce(s.began_at, '0001-01-01T00:00:00.000000000Z')`

const mailTables = `outbox o LEFT JOIN mail_texts t ON t.mail = o.seq LEFT JOIN sending s ON s.mail = o.id`
