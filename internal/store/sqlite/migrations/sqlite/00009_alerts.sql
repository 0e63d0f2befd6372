-- +goose Up

-- A row of a table WITHOUT ROWID spills into a page of its own beyond a quarter of a page, and an alert has about a kilobyte. So the table gets
-- row numbers, and the index has those alone that have ended. Of the documents go the instants that mean none, a third of each: reading takes
-- what is missing for none. A damaged row is left as it is: a new sum would hide the damage.
DROP INDEX alerts_ended;
ALTER TABLE alerts RENAME TO alerts_before;

CREATE TABLE alerts (
  id       TEXT NOT NULL PRIMARY KEY,
  key      TEXT NOT NULL,
  state    TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  document TEXT NOT NULL CHECK (json_valid(document)),
  sum      INTEGER NOT NULL
) STRICT;

INSERT INTO alerts (id, key, state, ended_at, document, sum)
SELECT id, key, state, ended_at, iif(sound, short, document), iif(sound, row_sum(id, key, state, ended_at, short), sum)
FROM (
  SELECT id, key, state, ended_at, document, sum, sum = row_sum(id, key, state, ended_at, document) AS sound,
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(document,
      ',"step_at":"0001-01-01T00:00:00Z"', ''),
      ',"next_at":"0001-01-01T00:00:00Z"', ''),
      ',"not_before":"0001-01-01T00:00:00Z"', ''),
      ',"worse_at":"0001-01-01T00:00:00Z"', ''),
      ',"letter_at":"0001-01-01T00:00:00Z"', ''),
      ',"acknowledged_at":"0001-01-01T00:00:00Z"', ''),
      ',"held_since":"0001-01-01T00:00:00Z"', ''),
      ',"snoozed_until":"0001-01-01T00:00:00Z"', ''),
      ',"holds_until":"0001-01-01T00:00:00Z"', ''),
      ',"ended_at":"0001-01-01T00:00:00Z"', '') AS short
  FROM alerts_before);

DROP TABLE alerts_before;
CREATE INDEX alerts_ended ON alerts (ended_at) WHERE ended_at > '0001-01-01T00:00:00.000000000Z';
