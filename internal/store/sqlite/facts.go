package sqlite

import (
	"context"
	"database/sql"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/rowdata"
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
	set, err := rowdata.Document(ids)
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
	return insertRows(ctx, tx, "append facts", insertFactSQL, facts, rowdata.FactRow)
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
	return f, rowdata.ReadFact(&f, subject, observed, recorded, data)
}
