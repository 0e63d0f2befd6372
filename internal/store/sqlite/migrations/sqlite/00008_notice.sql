-- +goose Up

-- Where the notice period was as long as the renewal term, or longer, the version before raised contract-notice-impossible about the end of each
-- term, on a key of its own. Such an end now belongs to the notice alert of the same contract and end. Rule and severity stay: they tell an alert of
-- that version until its first evaluation. A damaged row is left as it is: a new sum would hide the damage.
UPDATE alerts AS a SET key = n.key, document = n.document, sum = row_sum(a.id, n.key, a.state, a.ended_at, n.document)
FROM (
  SELECT id, replace(key, '/contract-notice-impossible/', '/notice/') AS key,
    json_set(document, '$.line', 'notice', '$.key', replace(key, '/contract-notice-impossible/', '/notice/')) AS document
  FROM alerts
  WHERE ended_at = '0001-01-01T00:00:00.000000000Z' AND json_extract(document, '$.rule') = 'contract-notice-impossible'
    AND json_extract(document, '$.line') = 'contract-notice-impossible' AND sum = row_sum(id, key, state, ended_at, document)) AS n
WHERE a.id = n.id;
