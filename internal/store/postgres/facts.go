package postgres

import (
	"context"
	"database/sql"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/rowdata"
)

// FactsAfter returns the facts with a higher sequence number, in the order of recording; times are in UTC. With 0, which a start
// asks for, probes that a later one of their subject has superseded are left out; a negative number asks for everything. The numbers are given in
// the order of commits, so that an index that asks on from the highest number that it has seen misses nothing.
func (s *Store) FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error) {
	if seq == 0 {
		return s.facts(ctx, standingFactsSQL)
	}
	return s.facts(ctx, factsAfterSQL, seq)
}

// StandingFacts returns some facts in the order of recording. Probes that a later one of their subject has superseded are left out.
func (s *Store) StandingFacts(ctx context.Context, wanted store.FactQuery) ([]model.Fact, error) {
	return s.facts(ctx, standingFactsPageSQL, wanted.After, rowdata.Clean(wanted.Supplier), rowdata.Clean(wanted.Subject.String()), int64(wanted.Limit))
}

// FactsByID returns those facts that are recorded under some ids, in the order of recording.
func (s *Store) FactsByID(ctx context.Context, ids []string) ([]model.Fact, error) {
	cleaned := make([]string, len(ids))
	for i, id := range ids {
		cleaned[i] = rowdata.Clean(id)
	}
	return s.facts(ctx, factsByIDSQL, cleaned)
}

// facts runs a query for factColumns.
func (s *Store) facts(ctx context.Context, query string, args ...any) ([]model.Fact, error) {
	if err := s.db.checkUndamaged(); err != nil {
		return nil, err
	}
	facts, err := all(ctx, s.db.pool, scanFact, query, args...)
	if err != nil {
		return nil, s.db.failed("read facts", err)
	}
	return facts, nil
}

// scanFact reads factColumns.
func scanFact(rows *sql.Rows) (model.Fact, error) { return scanFactAnd(rows) }

// scanFactAnd reads factColumns and what comes behind them.
func scanFactAnd(rows *sql.Rows, behind ...any) (model.Fact, error) {
	var f model.Fact
	var kind, subject, observed, recorded, data string
	var sum int64
	fields := []any{&f.Seq, &f.ID, &f.Supplier, &subject, &kind, &observed, &recorded, &f.Actor, &f.Source, &f.Evidence, &data, &sum}
	if err := rows.Scan(append(fields, behind...)...); err != nil {
		return f, err
	}
	if sum != sumOfTexts(f.ID, f.Supplier, subject, kind, observed, recorded, f.Actor, f.Source, f.Evidence, data) {
		return f, altered("fact", f.ID)
	}
	f.Kind = model.FactKind(kind)
	return f, rowdata.ReadFact(&f, subject, observed, recorded, data)
}

// sumOfTexts returns the checksum of a row whose columns are texts.
func sumOfTexts(columns ...string) int64 {
	var sum rowdata.Checksum
	for _, column := range columns {
		sum.AddText(column)
	}
	return int64(sum)
}

// appendFacts writes facts in the given order. Where the id is known already the known fact stays, so that an id which is derived from
// an observation may be recorded again.
func appendFacts(ctx context.Context, tx *transaction, facts []model.Fact) error {
	if len(facts) == 0 {
		return nil
	}
	rows := make([][]any, len(facts))
	ids := make([]string, len(facts))
	for i, f := range facts {
		columns, err := rowdata.FactRow(f)
		if err != nil {
			return err
		}
		rows[i], ids[i] = columns, columns[0].(string)
	}
	seen, err := known(ctx, tx, knownFactsSQL, ids)
	if err != nil {
		return err
	}
	var added [][]any
	var found streaks
	for i, columns := range rows {
		if seen[ids[i]] {
			continue
		}
		seen[ids[i]] = true
		tx.facts++
		found.add(facts[i].Kind, columns[1].(string), columns[2].(string), tx.facts)
		added = append(added, append(summed(columns), rowdata.Clean(facts[i].Reason()), tx.facts))
	}
	if err := execRows(ctx, tx, "append facts", insertFactsSQL, added); err != nil {
		return err
	}
	return execRows(ctx, tx, "save streaks", saveStreaksSQL, found.rows)
}

// streaks are where the current streaks of subjects begin, as far as new facts tell.
type streaks struct {
	place map[[2]string]int
	rows  [][]any // supplier, subject, good, latest
}

// add adds a new fact, if it is about a probe.
func (s *streaks) add(kind model.FactKind, supplier, subject string, seq int64) {
	if kind != model.FactProbeOK && kind != model.FactProbeFailed && kind != model.FactProbeUnknown {
		return
	}
	if s.place == nil {
		s.place = map[[2]string]int{}
	}
	i, known := s.place[[2]string{supplier, subject}]
	if !known {
		i = len(s.rows)
		s.place[[2]string{supplier, subject}] = i
		s.rows = append(s.rows, []any{supplier, subject, int64(0), int64(0)})
	}
	if kind == model.FactProbeOK {
		s.rows[i][2] = seq
	}
	s.rows[i][3] = seq
}
