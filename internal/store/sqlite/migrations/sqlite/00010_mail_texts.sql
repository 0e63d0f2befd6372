-- +goose Up

-- The result of an attempt changes a row of the outbox. With the text in a table of its own, that writes two hundred bytes and not ten thousand. The
-- sum of a row no longer covers the text, which has one of its own; a damaged row gets a sum that cannot fit, so that the damage stays known.
CREATE TABLE mail_texts (
  mail     INTEGER PRIMARY KEY, -- outbox.seq
  document TEXT NOT NULL,
  sum      INTEGER NOT NULL
) STRICT;

INSERT INTO mail_texts (mail, document, sum)
SELECT seq, document, iif(sum = row_sum(id, kind, recipient, message_id, token, created_at, document, digest, not_before, attempts, last_error,
  result, settled_at, forgotten), row_sum(id, document), -1)
FROM outbox ORDER BY seq;

UPDATE outbox SET sum = iif(sum = row_sum(id, kind, recipient, message_id, token, created_at, document, digest, not_before, attempts, last_error,
  result, settled_at, forgotten), row_sum(id, kind, recipient, message_id, token, created_at, digest, not_before, attempts, last_error,
  result, settled_at, forgotten), -1);
ALTER TABLE outbox DROP COLUMN document;
