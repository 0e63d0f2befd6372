-- +goose Up

-- A statement that has to wait for somebody's long query would make everybody behind it wait too.
SET LOCAL lock_timeout = '5s';

-- One row, which every transaction that writes locks first: so numbers are given in the order of commits, and whoever has read up to a number
-- has missed nothing below it.
CREATE TABLE supplierwatch_numbers (
  id      smallint PRIMARY KEY CHECK (id = 1),
  facts   bigint NOT NULL, -- the highest number of a fact
  mails   bigint NOT NULL, -- the highest number of a mail
  touched timestamptz NOT NULL
);
INSERT INTO supplierwatch_numbers (id, facts, mails, touched) VALUES (1, 0, 0, clock_timestamp());

-- Who may do what no two processes may do at a time. A new holder gets a new token; a row with the token is a key to those who write.
CREATE TABLE leases (
  kind       text COLLATE "C" PRIMARY KEY,
  token      bigint NOT NULL,
  holder     text NOT NULL,
  expires_at timestamptz NOT NULL,
  UNIQUE (kind, token)
);
INSERT INTO leases (kind, token, holder, expires_at) VALUES ('daemon', 0, '', 'epoch');

-- Instants are texts of one width in UTC, such as 2026-11-22T10:00:00.000000000Z: they sort as they follow each other and keep every nanosecond.
-- 0001-01-01T00:00:00.000000000Z stands for none.

CREATE TABLE facts (
  seq         bigint PRIMARY KEY,
  id          text COLLATE "C" NOT NULL UNIQUE,
  supplier    text COLLATE "C" NOT NULL,
  subject     text COLLATE "C" NOT NULL,
  kind        text COLLATE "C" NOT NULL,
  observed_at text COLLATE "C" NOT NULL,
  recorded_at text COLLATE "C" NOT NULL,
  actor       text COLLATE "C" NOT NULL,
  source      text COLLATE "C" NOT NULL,
  evidence    text COLLATE "C" NOT NULL,
  data        text COLLATE "C" NOT NULL,
  sum         bigint NOT NULL,
  reason      text COLLATE "C" NOT NULL -- that of data
);

-- What a start reads and what pruning looks for, without a walk over years of probes.
CREATE INDEX facts_probed ON facts (supplier, subject, seq) WHERE kind IN ('probe-ok', 'probe-failed', 'probe-unknown');
CREATE INDEX facts_told ON facts (seq) WHERE kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown');
CREATE INDEX facts_looks ON facts (supplier, subject, kind, seq) WHERE kind IN ('unread', 'quota', 'round-trip-sent', 'round-trip-landed');

-- Where each subject's current streak begins: the numbers of its last good probe (0 for none) and of its last probe.
CREATE TABLE streaks (
  supplier text COLLATE "C" NOT NULL,
  subject  text COLLATE "C" NOT NULL,
  good     bigint NOT NULL,
  latest   bigint NOT NULL,
  PRIMARY KEY (supplier, subject)
);

-- +goose StatementBegin
CREATE FUNCTION facts_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'facts are appended, never changed';
END $$;
-- +goose StatementEnd
CREATE TRIGGER facts_never_change BEFORE UPDATE OR TRUNCATE ON facts FOR EACH STATEMENT EXECUTE FUNCTION facts_never_change();

-- +goose StatementBegin
CREATE FUNCTION facts_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'only facts of probes may be pruned';
END $$;
-- +goose StatementEnd
CREATE TRIGGER facts_stay BEFORE DELETE ON facts FOR EACH ROW
WHEN (OLD.kind NOT IN ('probe-ok', 'probe-failed', 'probe-unknown', 'unread', 'quota', 'round-trip-sent', 'round-trip-landed'))
EXECUTE FUNCTION facts_stay();

CREATE TABLE alerts (
  id       text COLLATE "C" PRIMARY KEY,
  key      text COLLATE "C" NOT NULL,
  state    text COLLATE "C" NOT NULL,
  ended_at text COLLATE "C" NOT NULL,
  document text COLLATE "C" NOT NULL,
  sum      bigint NOT NULL
);
CREATE INDEX alerts_ended ON alerts (ended_at) WHERE ended_at > '0001-01-01T00:00:00.000000000Z';

CREATE TABLE notification_state (
  id       smallint PRIMARY KEY CHECK (id = 1),
  document text COLLATE "C" NOT NULL,
  sum      bigint NOT NULL
);

-- A settled row outlives the text of its mail: the digest, the recipient and the result stay. Class is how model.MailClass counts.
CREATE TABLE outbox (
  seq        bigint PRIMARY KEY,
  id         text COLLATE "C" NOT NULL UNIQUE,
  kind       text COLLATE "C" NOT NULL,
  recipient  text COLLATE "C" NOT NULL,
  message_id text COLLATE "C" NOT NULL,
  token      text COLLATE "C" NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  digest     text COLLATE "C" NOT NULL,
  not_before text COLLATE "C" NOT NULL,
  attempts   bigint NOT NULL,
  last_error text COLLATE "C" NOT NULL,
  result     text COLLATE "C" NOT NULL CHECK (result IN ('queued', 'accepted', 'refused')),
  settled_at text COLLATE "C" NOT NULL,
  forgotten  bigint NOT NULL CHECK (forgotten IN (0, 1)),
  sum        bigint NOT NULL,
  alerts     text[] COLLATE "C" NOT NULL DEFAULT '{}', -- those that the text is about
  class      bigint NOT NULL GENERATED ALWAYS AS (
    CASE
      WHEN substr(recipient, 1, 8) = 'webhook:' THEN 0
      WHEN kind = 'verification' THEN 3
      WHEN kind IN ('summary', 'letter', 'notice', 'round-trip') THEN 2
      ELSE 1
    END) STORED
);
CREATE INDEX outbox_classes ON outbox (class, not_before, seq) WHERE result = 'queued';
CREATE INDEX outbox_posts ON outbox (recipient, not_before) WHERE result = 'queued' AND class = 0;
CREATE INDEX outbox_tried ON outbox (recipient) WHERE result = 'queued' AND attempts > 0;
CREATE INDEX outbox_ages ON outbox (created_at) WHERE result = 'queued';
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE result <> 'queued' AND forgotten = 0;
CREATE INDEX outbox_token ON outbox (token) WHERE token <> '';
CREATE INDEX outbox_message_id ON outbox (message_id) WHERE message_id <> '';

-- The result of an attempt changes a row of the outbox. With the text in a table of its own, that writes two hundred bytes and not ten thousand.
CREATE TABLE mail_texts (
  mail     bigint PRIMARY KEY, -- outbox.seq
  document text COLLATE "C" NOT NULL,
  sum      bigint NOT NULL
);

-- Mails of which an attempt is under way, or ended without anybody knowing its result: the next one may deliver them twice.
CREATE TABLE sending (
  mail     text COLLATE "C" PRIMARY KEY,
  began_at text COLLATE "C" NOT NULL
);

-- How far each folder has been read.
CREATE TABLE positions (
  account     text COLLATE "C" NOT NULL,
  folder      text COLLATE "C" NOT NULL,
  uidvalidity bigint NOT NULL,
  uid         bigint NOT NULL,
  modseq      bigint NOT NULL,
  sum         bigint NOT NULL,
  PRIMARY KEY (account, folder)
);

-- What the calendar last said about each deadline, so that an event that did not change keeps its LAST-MODIFIED over a restart.
CREATE TABLE calendar_events (
  uid      text COLLATE "C" PRIMARY KEY,
  document text COLLATE "C" NOT NULL,
  sum      bigint NOT NULL
);
