package engine

import (
	"fmt"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestAFactAboutASupplierCountsForOurMailboxes records that a critical supplier has been informed of a mailbox that cannot be read: the finding on
// the mailbox, which belongs to no supplier, becomes critical.
func TestAFactAboutASupplierCountsForOurMailboxes(t *testing.T) {
	registry, store, now := stopped(), &ledger{}, start
	registry.Mailboxes = []*model.Mailbox{{ID: "notices", Purpose: model.PurposeNotices, Address: "notices@fab.example", Team: registry.Teams["buyers"]}}
	e := newEngine(store, func() time.Time { return now })
	e.Registry = func() *model.Registry { return registry }
	severity := func() model.Severity {
		evaluation, err := e.Evaluate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range evaluation.Findings {
			if f.Rule == "mailbox-unreachable" {
				return f.Severity
			}
		}
		return ""
	}
	record := func(f model.Fact) {
		now = now.Add(20 * time.Minute)
		f.ID, f.ObservedAt, f.RecordedAt = fmt.Sprint("fact-", now), now, now
		if err := store.Commit(t.Context(), model.Change{Facts: []model.Fact{f}}); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		record(model.Fact{Subject: model.KindMailbox.Subject("notices"), Kind: model.FactProbeFailed})
	}
	if got := severity(); got != model.Warning {
		t.Fatalf("before: %q", got)
	}
	record(model.Recorded{Mailbox: "notices", On: civil.DateOf(now)}.Fact(model.Fact{Supplier: "acme", Subject: model.SubjectSupplier, Kind: model.FactTold}))
	if got := severity(); got != model.Critical {
		t.Fatalf("once the supplier is informed of the mailbox: %q", got)
	}
}
