-- +goose Up

-- What comes back finds the mail it answers by its token or its Message-ID, long after the mail's text is gone.
ALTER TABLE outbox ADD COLUMN token TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN forgotten INTEGER NOT NULL DEFAULT 0 CHECK (forgotten IN (0, 1));

CREATE INDEX outbox_token ON outbox (token) WHERE token <> '';
CREATE INDEX outbox_message_id ON outbox (message_id) WHERE message_id <> '';

-- Once the whole document went; now what an answer needs of it stays.
UPDATE outbox SET forgotten = 1, document = json_object('id', id, 'kind', kind, 'to', json_object('address', recipient),
  'message_id', message_id, 'created_at', created_at)
WHERE document = '';

DROP INDEX outbox_settled;
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE result <> 'queued' AND forgotten = 0;

-- How far each folder has been read.
CREATE TABLE positions (
  account     TEXT NOT NULL,
  folder      TEXT NOT NULL,
  uidvalidity INTEGER NOT NULL,
  uid         INTEGER NOT NULL,
  modseq      INTEGER NOT NULL,
  PRIMARY KEY (account, folder)
) STRICT, WITHOUT ROWID;
