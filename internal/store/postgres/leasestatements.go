package postgres

// The statements of replicas and their leases. None waits for a row that another transaction has locked, and only the clock of the database counts.
const (
	// Parameters: 1: id, 2: name, 3: registry, 4: key, 5: seconds that its clock is ahead, 6: seconds that it lives without another one.
	announceSQL = `
INSERT INTO replicas (id, name, registry, signing_key, clock_ahead, expires_at)
VALUES ($1::text, $2::text, $3::text, $4::text, $5::double precision, clock_timestamp() + make_interval(secs => $6::double precision))
ON CONFLICT (id) DO UPDATE SET registry = excluded.registry, clock_ahead = excluded.clock_ahead, expires_at = excluded.expires_at
RETURNING clock_timestamp()`

	// Parameters: 1: id. Those that were killed go with it.
	leaveSQL = `DELETE FROM replicas WHERE id = $1::text OR expires_at < clock_timestamp() - interval '1 day'`

	membersSQL = `SELECT id, name, registry, signing_key, clock_ahead, expires_at FROM replicas WHERE expires_at > clock_timestamp() ORDER BY name, id`

	// Parameters: 1: seconds after which a free lease is anybody's.
	leasesSQL = `
SELECT kind, token, holder, expires_at <= clock_timestamp(), expires_at <= clock_timestamp() - make_interval(secs => $1::double precision)
FROM leases ORDER BY kind`

	// Parameters: 1: kinds, 2: id of the replica, 3: length in seconds.
	acquireLeasesSQL = `
UPDATE leases SET token = token + 1, holder = $2::text, expires_at = clock_timestamp() + make_interval(secs => $3::double precision)
WHERE kind = ANY(ARRAY(
  SELECT kind FROM leases WHERE kind = ANY($1::text[]) AND expires_at <= clock_timestamp() FOR UPDATE SKIP LOCKED))
RETURNING kind, token`

	// Parameters: 1: kinds, 2: their tokens, 3: length in seconds.
	renewLeasesSQL = `
UPDATE leases SET expires_at = clock_timestamp() + make_interval(secs => $3::double precision)
WHERE kind = ANY(ARRAY(` + heldLeasesSQL + `))
RETURNING kind, token`

	// Parameters: 1: kinds, 2: their tokens.
	giveBackLeasesSQL = `UPDATE leases SET expires_at = clock_timestamp() WHERE kind = ANY(ARRAY(` + heldLeasesSQL + `))`

	heldLeasesSQL = `
  SELECT l.kind FROM leases l JOIN unnest($1::text[], $2::bigint[]) AS held (kind, token) ON l.kind = held.kind AND l.token = held.token
  FOR NO KEY UPDATE OF l SKIP LOCKED`

	// A share of a key lets others change the other columns, such as the expiry. Parameters: 1: kind, 2: token.
	shareLeaseSQL = `SELECT token FROM leases WHERE kind = $1::text AND token = $2::bigint FOR KEY SHARE`

	progressSQL = `SELECT facts, mails, changes, evaluated FROM supplierwatch_numbers WHERE id = 1`
)
