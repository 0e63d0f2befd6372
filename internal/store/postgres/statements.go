package postgres

// The statements of the store. A set of rows is handed over as arrays, one for each column, so that thousands of rows are one statement.
const (
	// A transaction that waits, or is waited for because its process was stopped, ends by itself. What is reported as committed is on the disk,
	// whatever the role's default is.
	limitsSQL = `
SELECT set_config('lock_timeout', '10s', true), set_config('idle_in_transaction_session_timeout', '60s', true),
  set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)`

	lockNumbersSQL = `SELECT facts, mails, changes, evaluated FROM supplierwatch_numbers WHERE id = 1 FOR UPDATE`

	// Parameters: 1: highest number of a fact, 2: of a mail, 3: changes, 4: highest number of a fact that was evaluated.
	saveNumbersSQL = `
UPDATE supplierwatch_numbers SET facts = $1::bigint, mails = $2::bigint, changes = $3::bigint, evaluated = $4::bigint WHERE id = 1`

	touchSQL = `UPDATE supplierwatch_numbers SET touched = clock_timestamp() WHERE id = 1`

	// Parameters: 1: ids.
	knownFactsSQL = `SELECT id FROM facts WHERE id = ANY($1::text[])`

	// Parameters: the columns.
	insertFactsSQL = `
INSERT INTO facts (id, supplier, subject, kind, observed_at, recorded_at, actor, source, evidence, data, sum, reason, seq)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
  $11::bigint[], $12::text[], $13::bigint[])`

	// Parameters: the columns.
	saveStreaksSQL = `
INSERT INTO streaks AS s (supplier, subject, good, latest)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
ON CONFLICT (supplier, subject) DO UPDATE SET good = greatest(s.good, excluded.good), latest = excluded.latest`

	// The facts that an index still needs.
	standingFactsSQL = notProbesSQL + ` UNION ALL ` + streakProbesSQL + ` ORDER BY seq`

	// Parameters: 1: sequence number; 2: supplier, or empty; 3: subject, or empty; 4: limit.
	standingFactsPageSQL = notProbesSQL + wantedFactsSQL + ` UNION ALL ` + streakProbesSQL + wantedFactsSQL + ` ORDER BY seq LIMIT $4::bigint`
	wantedFactsSQL       = ` AND f.seq > $1::bigint AND ($2::text = '' OR f.supplier = $2::text) AND ($3::text = '' OR f.subject = $3::text)`

	notProbesSQL = `SELECT ` + factColumns + ` FROM facts f WHERE f.kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown')`

	streakProbesSQL = `
SELECT ` + factColumns + ` FROM streaks s JOIN facts f ON f.supplier = s.supplier AND f.subject = s.subject AND f.seq >= s.good
WHERE f.kind IN ('probe-ok', 'probe-failed', 'probe-unknown') AND (f.kind <> 'probe-unknown' OR f.seq = s.latest)`

	// Parameters: 1: sequence number.
	factsAfterSQL = `SELECT ` + factColumns + ` FROM facts f WHERE f.seq > $1::bigint ORDER BY f.seq`

	factsWithReasonSQL = `SELECT ` + factColumns + `, f.reason FROM facts f`

	// Parameters: 1: ids.
	factsByIDSQL = `SELECT ` + factColumns + ` FROM facts f WHERE f.id = ANY($1::text[]) ORDER BY f.seq`

	// Parameters: the columns.
	saveAlertsSQL = `
INSERT INTO alerts (id, key, state, ended_at, document, sum)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[])
ON CONFLICT (id) DO UPDATE SET key = excluded.key, state = excluded.state, ended_at = excluded.ended_at, document = excluded.document,
  sum = excluded.sum`

	alertsSQL = `SELECT id, key, state, ended_at, document, sum FROM alerts`

	// Parameters: 1: document, 2: sum.
	saveNotificationStateSQL = `
INSERT INTO notification_state (id, document, sum) VALUES (1, $1::text, $2::bigint)
ON CONFLICT (id) DO UPDATE SET document = excluded.document, sum = excluded.sum`

	notificationStateSQL = `SELECT document, sum FROM notification_state WHERE id = 1`

	// Parameters: 1: ids.
	knownMailsSQL = `SELECT id FROM outbox WHERE id = ANY($1::text[])`

	// Parameters: the columns.
	insertMailsSQL = `
INSERT INTO outbox (id, kind, recipient, message_id, token, created_at, digest, not_before, attempts, last_error, result, settled_at,
  forgotten, sum, seq)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::text[],
  $11::text[], $12::text[], $13::bigint[], $14::bigint[], $15::bigint[])`

	// Parameters: the columns.
	insertMailTextsSQL = `INSERT INTO mail_texts (mail, document, sum) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[])`

	// Parameters: 1: sequence numbers of mails, 2: their alerts.
	saveMailAlertsSQL = `
UPDATE outbox AS o SET alerts = n.alerts
FROM (SELECT seq, array_agg(alert) AS alerts FROM unnest($1::bigint[], $2::text[]) AS x (seq, alert) GROUP BY seq) AS n WHERE o.seq = n.seq`

	// Parameters: 1: recipients.
	lastPostsSQL = `
SELECT recipient, max(not_before) FROM outbox WHERE result = 'queued' AND class = 0 AND recipient = ANY($1::text[]) GROUP BY recipient`

	// Parameters: 1: instant, 2: limit, 3: instant beyond any wait, 4: class.
	dueMailsSQL = `
SELECT ` + letterColumns + ` FROM (
  (SELECT seq FROM outbox WHERE result = 'queued' AND class = $4::bigint AND not_before <= $1::text ORDER BY not_before, seq LIMIT $2::bigint)
  UNION ALL
  (SELECT seq FROM outbox WHERE result = 'queued' AND class = $4::bigint AND not_before > $3::text ORDER BY not_before, seq LIMIT $2::bigint)) AS d
JOIN ` + letterTables + ` ON o.seq = d.seq ORDER BY o.not_before, o.seq LIMIT $2::bigint`

	// Parameters: 1: mails, 2: instants.
	beginMailsSQL = `INSERT INTO sending (mail, began_at) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT (mail) DO NOTHING`

	// Parameters: 1: ids.
	endMailsSQL = `DELETE FROM sending WHERE mail = ANY($1::text[])`

	// Parameters: 1: ids.
	mailsByIDSQL = `SELECT ` + mailColumns + ` FROM outbox o WHERE o.id = ANY($1::text[]) ORDER BY o.seq`

	// Parameters: the columns.
	updateMailsSQL = `
UPDATE outbox AS o SET not_before = n.not_before, attempts = n.attempts, last_error = n.last_error, result = n.result,
  settled_at = n.settled_at, forgotten = n.forgotten, sum = n.sum
FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::bigint[])
  AS n (seq, not_before, attempts, last_error, result, settled_at, forgotten, sum)
WHERE o.seq = n.seq`

	// Parameters: 1: recipients, 2: instants.
	earlierPostsSQL = `
SELECT ` + mailColumns + ` FROM unnest($1::text[], $2::text[]) AS n (recipient, not_before)
JOIN outbox o ON o.recipient = n.recipient AND o.not_before < n.not_before WHERE o.result = 'queued' AND o.class = 0`

	// Parameters: 1: instant, 2: sequence number, 3: limit.
	waitingMailsSQL = `
SELECT ` + mailColumns + ` FROM outbox o
WHERE o.result = 'queued' AND o.class IN (1, 2, 3) AND o.not_before > $1::text AND o.attempts > 0 AND o.seq > $2::bigint
ORDER BY o.seq LIMIT $3::bigint`

	// Parameters: 1: new mails, 2: their recipients; 3: for each of their alerts the mail, 4: the alert.
	olderMailsSQL = `
SELECT ` + letterColumns + `, n.id
FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS n (id, recipient, place)
JOIN (SELECT mail, array_agg(alert COLLATE "C") AS alerts FROM unnest($3::text[], $4::text[]) AS x (mail, alert) GROUP BY mail) AS a ON a.mail = n.id
JOIN outbox o ON o.recipient = n.recipient AND o.alerts <@ a.alerts
JOIN mail_texts t ON t.mail = o.seq LEFT JOIN sending s ON s.mail = o.id
WHERE o.result = 'queued' AND o.attempts > 0 AND o.kind IN ('alert', 'digest') AND s.mail IS NULL
ORDER BY o.seq, n.place`

	backlogSQL = `SELECT count(*), coalesce(min(created_at), '') FROM outbox WHERE result = 'queued'`

	// Parameters: 1: instant.
	handedOverSQL = `
SELECT settled_at AS at FROM outbox
WHERE result IN ('accepted', 'refused') AND result <> 'queued' AND forgotten = 0 AND settled_at >= $1::text AND class IN (1, 2, 3)
UNION ALL
SELECT s.began_at FROM sending s JOIN outbox o ON o.id = s.mail WHERE o.result = 'queued' AND o.class IN (1, 2, 3) AND s.began_at >= $1::text
ORDER BY at`

	// Parameters: 1: token.
	mailByTokenSQL = `SELECT ` + letterColumns + ` FROM ` + letterTables + ` WHERE o.token = $1::text AND o.token <> '' ORDER BY o.seq LIMIT 1`

	// Parameters: 1: Message-ID.
	mailByMessageIDSQL = `
SELECT ` + letterColumns + ` FROM ` + letterTables + ` WHERE o.message_id = $1::text AND o.message_id <> '' ORDER BY o.seq LIMIT 1`

	lettersSQL = `SELECT ` + letterColumns + ` FROM ` + letterTables

	lostTextsSQL = `SELECT t.mail FROM mail_texts t WHERE NOT EXISTS (SELECT 1 FROM outbox o WHERE o.seq = t.mail)`

	// Parameters: the columns.
	savePositionsSQL = `
INSERT INTO positions (account, folder, uidvalidity, uid, modseq, sum)
SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
ON CONFLICT (account, folder) DO UPDATE SET uidvalidity = excluded.uidvalidity, uid = excluded.uid, modseq = excluded.modseq,
  sum = excluded.sum`

	positionsSQL = `SELECT account, folder, uidvalidity, uid, modseq, sum FROM positions ORDER BY account, folder`

	// Parameters: the columns.
	saveCalendarEventsSQL = `
INSERT INTO calendar_events (uid, document, sum) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
ON CONFLICT (uid) DO UPDATE SET document = excluded.document, sum = excluded.sum`

	calendarEventsSQL = `SELECT uid, document, sum FROM calendar_events`

	// A few of the last facts about a mailbox stay, since a mail to ourselves may arrive after the next one was sent.
	// Parameters: 1: instant.
	supersededProbesSQL = `
SELECT f.seq FROM streaks s JOIN facts f ON f.supplier = s.supplier AND f.subject = s.subject AND f.seq < s.latest
WHERE f.kind IN ('probe-ok', 'probe-failed', 'probe-unknown') AND (f.seq < s.good OR f.kind = 'probe-unknown') AND f.recorded_at < $1::text
UNION ALL
SELECT seq FROM (
  SELECT seq, recorded_at, row_number() OVER (PARTITION BY supplier, subject, kind ORDER BY seq DESC) AS age FROM facts
  WHERE kind IN ('unread', 'quota', 'round-trip-sent', 'round-trip-landed')) AS looks
WHERE age > 10 AND recorded_at < $1::text`

	// The first of a day, the first with another result and the last before another result stay. Parameters: 1: instant.
	repeatedProbesSQL = `
SELECT p.seq FROM (
  SELECT seq, supplier, subject, kind, recorded_at, day = lag(day) OVER w AND result = lag(result) OVER w AND result = lead(result) OVER w AS repeated
  FROM (
    SELECT seq, supplier, subject, kind, recorded_at, substr(observed_at, 1, 10) AS day, kind || ' ' || reason AS result
    FROM facts WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown')) AS probes
  WINDOW w AS (PARTITION BY supplier, subject ORDER BY seq)) AS p
JOIN streaks s ON s.supplier = p.supplier AND s.subject = p.subject
WHERE p.repeated AND p.recorded_at < $1::text AND p.seq < s.latest AND (p.seq < s.good OR p.kind = 'probe-unknown')`

	// Parameters: 1: sequence numbers.
	deleteFactsSQL = `DELETE FROM facts WHERE seq = ANY($1::bigint[])`

	// The indexes that take half as much room again as their entries need, by the widths that ANALYZE found.
	sparseIndexesSQL = `
SELECT x.relname::text FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
WHERE i.indrelid = 'facts'::regclass AND i.indisvalid AND pg_relation_size(x.oid) > greatest(65536, 1.5 * x.reltuples * (24 + (
  SELECT sum(s.avg_width) FROM pg_attribute a JOIN pg_stats s ON s.schemaname = current_schema() AND s.tablename = 'facts' AND s.attname = a.attname
  WHERE a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey))))`

	// Parameters: 1: instant, 2: alerts to keep.
	deleteAlertsSQL = `
DELETE FROM alerts
WHERE state IN ('resolved', 'lapsed', 'withdrawn') AND ended_at < $1::text AND ended_at > '0001-01-01T00:00:00.000000000Z'
  AND id <> ALL($2::text[])`

	// Parameters: 1: instant, 2: sequence number, 3: limit.
	settledMailsSQL = `
SELECT ` + letterColumns + ` FROM ` + letterTables + `
WHERE o.result <> 'queued' AND o.forgotten = 0 AND o.settled_at < $1::text AND o.seq > $2::bigint ORDER BY o.seq LIMIT $3::bigint`

	// Parameters: 1: sequence numbers, 2: documents, 3: sums.
	updateMailTextsSQL = `
UPDATE mail_texts AS t SET document = n.document, sum = n.sum
FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS n (mail, document, sum) WHERE t.mail = n.mail`

	wrongStreaksSQL = `
SELECT coalesce(s.supplier, f.supplier), coalesce(s.subject, f.subject) FROM (
  SELECT supplier, subject, max(CASE WHEN kind = 'probe-ok' THEN seq ELSE 0 END) AS good, max(seq) AS latest FROM facts
  WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown') GROUP BY supplier, subject) AS f
FULL JOIN streaks s ON s.supplier = f.supplier AND s.subject = f.subject
WHERE s.good IS DISTINCT FROM f.good OR s.latest IS DISTINCT FROM f.latest`

	statsSQL = `
SELECT (SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(ARRAY['facts', 'streaks', 'alerts', 'notification_state', 'outbox',
    'mail_texts', 'sending', 'positions', 'calendar_events']) AS name)::bigint,
  (SELECT count(*) FROM facts), (SELECT count(*) FROM alerts), (SELECT count(*) FROM outbox)`

	serverSQL = `SELECT current_setting('server_version_num')::bigint, current_setting('server_encoding')`

	// The tables of migrations alone may exist: a process can be killed between their making and the first migration.
	foreignTablesSQL = `
SELECT count(*) FROM pg_tables
WHERE schemaname = current_schema() AND tablename NOT IN ('` + versionsTable + `', '` + lockTable + `')
  AND NOT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'supplierwatch_numbers')`
)

// factColumns are what scanFact reads.
const factColumns = `f.seq, f.id, f.supplier, f.subject, f.kind, f.observed_at, f.recorded_at, f.actor, f.source, f.evidence, f.data, f.sum`

// mailColumns are what scanMailRow reads.
const mailColumns = `o.seq, o.id, o.kind, o.recipient, o.message_id, o.token, o.created_at, o.digest, o.not_before, o.attempts, o.last_error,
  o.result, o.settled_at, o.forgotten, o.sum`

// letterColumns are what scanMail and scanLetter read, of letterTables.
const letterColumns = mailColumns + `, coalesce(t.document, ''), coalesce(t.sum, -1), coalesce(s.began_at, '0001-01-01T00:00:00.000000000Z')`

const letterTables = `(outbox o LEFT JOIN mail_texts t ON t.mail = o.seq LEFT JOIN sending s ON s.mail = o.id)`
