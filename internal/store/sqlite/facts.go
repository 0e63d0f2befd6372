package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

// chunk is how many rows go into one statement: enough to make its cost small, few enough to keep its text short.
const chunk = 500

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
	return insertRows(ctx, tx, "append facts", insertFactSQL, facts, factRow)
}

// factRow returns the columns of a fact's row. It refuses a fact that could not be found again.
func factRow(f model.Fact) ([]any, error) {
	if f.ID == "" {
		return nil, fmt.Errorf("append fact about %q: id is missing", f.Subject)
	}
	if err := f.Validate(); err != nil {
		return nil, err
	}
	data := make(map[string]string, len(f.Data))
	for k, v := range f.Data {
		data[clean(k)] = clean(v)
	}
	text, err := document(data)
	if err != nil {
		return nil, fmt.Errorf("append fact %q: %w", f.ID, err)
	}
	return []any{
		clean(f.ID), clean(f.Supplier), clean(f.Subject.String()), string(f.Kind), instant(f.ObservedAt), instant(f.RecordedAt),
		clean(f.Actor), clean(f.Source), clean(f.Evidence), text,
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
