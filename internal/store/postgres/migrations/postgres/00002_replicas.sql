-- +goose Up

SET LOCAL lock_timeout = '5s';

-- A lease for each piece of work that only one replica does at a time, in place of one for a single daemon.
DELETE FROM leases;
INSERT INTO leases (kind, token, holder, expires_at)
SELECT kind, 0, '', 'epoch' FROM unnest(ARRAY['evaluation', 'mail', 'mailboxes', 'probes']) AS kind;

-- The daemons that live. Rows of those that were killed stay until another one stops.
CREATE TABLE replicas (
  id          text COLLATE "C" PRIMARY KEY,
  name        text COLLATE "C" NOT NULL,
  registry    text COLLATE "C" NOT NULL, -- the hash of what it works by
  signing_key text COLLATE "C" NOT NULL, -- tells whether two have the same one
  clock_ahead double precision NOT NULL, -- seconds
  expires_at  timestamptz NOT NULL
);

ALTER TABLE supplierwatch_numbers
  ADD COLUMN changes bigint NOT NULL DEFAULT 0,  -- how often alerts or the state of the scheduler were written
  ADD COLUMN evaluated bigint NOT NULL DEFAULT 0; -- the highest number of a fact that the replica which evaluates has acted on
