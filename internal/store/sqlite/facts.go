package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// chunk is how many rows go into one statement: enough to make its cost small, few enough to keep its text short.
const chunk = 500

// factRow is a fact as a statement takes it.
type factRow struct {
	ID         string         `json:"id"`
	Supplier   string         `json:"supplier"`
	Subject    string         `json:"subject"`
	Kind       model.FactKind `json:"kind"`
	ObservedAt string         `json:"observed_at"`
	RecordedAt string         `json:"recorded_at"`
	Actor      string         `json:"actor"`
	Source     string         `json:"source"`
	Evidence   string         `json:"evidence"`
	Data       string         `json:"data"`
}

// FactsAfter returns the facts with a higher sequence number, in the order of recording; times are in UTC. With 0, which a start
// asks for, probes that a later one of their subject has superseded are left out: an index of facts would forget them anyway; a negative number asks for everything. An
// index that is to miss nothing is fed by this method alone, since other processes record facts too.
func (s *Store) FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return nil, err
	}
	if seq == 0 {
		return s.facts(ctx, standingFactsSQL)
	}
	return s.facts(ctx, factsAfterSQL, seq)
}

// StandingFacts returns some facts in the order of recording. Probes that a later one of their subject has superseded are left out.
func (s *Store) StandingFacts(ctx context.Context, wanted store.FactQuery) ([]model.Fact, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return nil, err
	}
	return s.facts(ctx, standingFactsPageSQL, wanted.After, wanted.Supplier, wanted.Subject.String(), wanted.Limit)
}

// FactsByID returns those facts that are recorded under some ids, in the order of recording.
func (s *Store) FactsByID(ctx context.Context, ids []string) ([]model.Fact, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return nil, err
	}
	set, err := document(ids)
	if err != nil {
		return nil, s.db.failed("read facts", err)
	}
	return s.facts(ctx, factsByIDSQL, set)
}

// facts runs a query for factColumns.
func (s *Store) facts(ctx context.Context, query string, args ...any) ([]model.Fact, error) {
	rows, err := s.db.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, s.db.failed("read facts", err)
	}
	defer rows.Close()
	var facts []model.Fact
	for rows.Next() {
		fact, err := scanFact(rows)
		if err != nil {
			return nil, s.db.failed("read facts", err)
		}
		facts = append(facts, fact)
	}
	if err := rows.Err(); err != nil {
		return nil, s.db.failed("read facts", err)
	}
	return facts, nil
}

// appendFacts writes facts in the given order. Where the id is known already the known fact stays, so that an id which is derived from
// an observation may be recorded again.
func appendFacts(ctx context.Context, tx *sql.Tx, facts []model.Fact) error {
	return execChunks(ctx, tx, "append facts", appendFactsSQL, facts, newFactRow)
}

// newFactRow refuses a fact that could not be found again.
func newFactRow(f model.Fact) (factRow, error) {
	if f.ID == "" {
		return factRow{}, fmt.Errorf("append fact about %q: id is missing", f.Subject)
	}
	if err := f.Validate(); err != nil {
		return factRow{}, err
	}
	data := make(map[string]string, len(f.Data))
	for k, v := range f.Data {
		data[clean(k)] = clean(v)
	}
	text, err := document(data)
	if err != nil {
		return factRow{}, fmt.Errorf("append fact %q: %w", f.ID, err)
	}
	return factRow{
		ID: clean(f.ID), Supplier: clean(f.Supplier), Subject: clean(f.Subject.String()), Kind: f.Kind,
		ObservedAt: instant(f.ObservedAt), RecordedAt: instant(f.RecordedAt),
		Actor: clean(f.Actor), Source: clean(f.Source), Evidence: clean(f.Evidence), Data: text,
	}, nil
}

// scanFact reads factColumns.
func scanFact(rows *sql.Rows) (model.Fact, error) {
	var f model.Fact
	var subject, observed, recorded, data string
	var sound bool
	err := rows.Scan(&f.Seq, &f.ID, &f.Supplier, &subject, &f.Kind, &observed, &recorded, &f.Actor, &f.Source, &f.Evidence, &data, &sound)
	if err != nil {
		return f, err
	}
	if !sound {
		return f, altered("fact", f.ID)
	}
	f.Subject = model.ParseSubject(subject)
	var observedErr, recordedErr, dataErr error
	f.ObservedAt, observedErr = parseInstant(observed)
	f.RecordedAt, recordedErr = parseInstant(recorded)
	if data != "{}" {
		dataErr = json.Unmarshal([]byte(data), &f.Data)
	}
	return f, errors.Join(observedErr, recordedErr, dataErr)
}

// execChunks turns items into rows and runs a statement on them, chunk by chunk. It stops at the first item that newRow refuses.
func execChunks[T, R any](ctx context.Context, tx *sql.Tx, what, statement string, items []T, newRow func(T) (R, error)) error {
	for part := range slices.Chunk(items, chunk) {
		rows := make([]R, 0, len(part))
		for _, item := range part {
			row, err := newRow(item)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
		if err := execSet(ctx, tx, statement, rows); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
	}
	return nil
}

// execSet runs a statement on a set of rows, handed over as one JSON array.
func execSet[T any](ctx context.Context, tx *sql.Tx, statement string, rows []T) error {
	set, err := document(rows)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, statement, set)
	return err
}
