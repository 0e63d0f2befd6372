package rules_test

import (
	"testing"

	"supplierwatch/internal/model"
)

// TestADayToComeProvesNothing holds that what is dated in the future, as by a year mistyped, counts only once its day has come; a day of grace is for
// those who write where it has begun already.
func TestADayToComeProvesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		rule  string
		write func(w *world, day string)
	}{
		"verified": {"contact-unverified", func(w *world, day string) {
			w.acme.Contacts[0].Verified = []model.Verified{{On: date(day), How: model.HowSession}}
		}},
		"told": {"not-told", func(w *world, day string) {
			w.Registry.Mailboxes = []*model.Mailbox{{ID: "confirmations", Address: "confirmations@buyer.example", Team: w.owner}}
			w.acme.TheyKnow = []model.MailboxNotice{{Mailbox: w.Registry.Mailboxes[0], On: date(day)}}
		}},
		"held": {"session-overdue", func(w *world, day string) {
			w.acme.Sessions = &model.Sessions{Held: []model.Session{{On: date("2025-01-01")}, {On: date(day)}}}
		}},
	} {
		for day, counts := range map[string]bool{"2026-06-01": true, "2026-06-02": true, "2026-06-03": false, "2062-06-01": false} {
			w := newWorld(t)
			c.write(w, day)
			if f := w.finding(t, c.rule, "2026-06-01"); (f == nil) != counts {
				t.Errorf("%s on %s, looked at on 2026-06-01: %+v", name, day, f)
			}
		}
	}
	w := newWorld(t)
	w.acme.Reviewed = &model.Reviewed{On: date("2062-06-01")}
	if row := w.row(t, model.DeadlineReview, "2026-06-01", ""); row.State != "never" {
		t.Errorf("an entry that will be reviewed is %+v", row)
	}
}
