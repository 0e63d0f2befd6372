package incoming

import (
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/model"
)

func TestAStandingMailboxLeavesNoTrail(t *testing.T) {
	now := time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)
	o := &mailboxStates{clock: func() time.Time { return now }}
	box := &model.Mailbox{ID: "orders"}
	known, kept := factindex.New(), 0
	for tick := range 10_000 {
		now = now.Add(time.Minute)
		quota := &imap.Quota{Used: int64(500_000 + tick%100), Limit: 1_000_000}
		for _, f := range []model.Fact{o.unread(box, nil), o.quota(box, quota)} {
			if changed(known, f) {
				known.Add(f)
				kept++
			}
		}
	}
	if kept != 2 {
		t.Errorf("10,000 looks left %d facts, want 2", kept)
	}
}
