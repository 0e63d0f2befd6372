-- +goose Up

-- Where the notice period was as long as the renewal term, or longer, the version before raised contract-notice-impossible about the end of each
-- term, on a key of its own. Such an end now belongs to the notice alert of the same contract and end. Rule and severity stay: they tell an alert of
-- that version until its first evaluation.
UPDATE alerts SET key = replace(key, '/contract-notice-impossible/', '/notice/'),
  document = json_set(document, '$.line', 'notice', '$.key', replace(key, '/contract-notice-impossible/', '/notice/'))
WHERE ended_at = '0001-01-01T00:00:00.000000000Z' AND json_extract(document, '$.rule') = 'contract-notice-impossible'
  AND json_extract(document, '$.line') = 'contract-notice-impossible';

UPDATE alerts SET sum = row_sum(id, key, state, ended_at, document);
