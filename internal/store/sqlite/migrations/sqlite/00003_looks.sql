-- +goose Up

-- How a mailbox stood is looked at again and again, as by a probe. What people told still stays.
DROP TRIGGER facts_told_stay;

-- +goose StatementBegin
CREATE TRIGGER facts_told_stay BEFORE DELETE ON facts
WHEN OLD.kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown', 'unread', 'quota', 'round-trip-sent', 'round-trip-landed')
BEGIN
  SELECT RAISE(ABORT, 'only facts of probes may be pruned');
END;
-- +goose StatementEnd

CREATE INDEX facts_looks ON facts (supplier, subject, kind, seq)
WHERE kind IN ('unread', 'quota', 'round-trip-sent', 'round-trip-landed');
