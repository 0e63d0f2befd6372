-- +goose Up

-- What the calendar last said about each deadline, so that an event that did not change keeps its LAST-MODIFIED over a restart.
CREATE TABLE calendar_events (
  uid      TEXT PRIMARY KEY,
  document TEXT NOT NULL CHECK (json_valid(document)),
  sum      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
