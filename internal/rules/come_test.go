package rules_test

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestADayToComeProvesNothing holds that what is dated in the future, as by a year mistyped, counts only once its day has come at the owner, from when on
// date-in-future no longer reports it.
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
		for day, counts := range map[string]bool{"2026-06-01": true, "2026-06-02": false, "2062-06-01": false} {
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

// TestADayThatCountsIsNotReportedAsToCome compares what counts with what date-in-future reports, where it is another day at the supplier than at the
// owner: exactly one of both holds.
func TestADayThatCountsIsNotReportedAsToCome(t *testing.T) {
	zones := []string{"Pacific/Auckland", "Pacific/Honolulu", "Europe/Berlin"} // at noon in UTC it is the next day in Auckland
	for _, zone := range zones {
		for _, owner := range zones {
			for _, day := range []string{"2026-05-31", "2026-06-01", "2026-06-02", "2026-06-03"} {
				w := newWorld(t)
				w.owner.Calendar, w.acme.Calendar = calendarIn(t, owner), calendarIn(t, zone)
				w.acme.Contacts[0].Verified = []model.Verified{{On: date(day), How: model.HowSession}}
				counts, reported := w.finding(t, "contact-unverified", "2026-06-01") == nil, w.finding(t, "date-in-future", "2026-06-01") != nil
				if counts == reported {
					t.Errorf("%s, owner in %s, supplier in %s: counts %t, reported as to come %t", day, owner, zone, counts, reported)
				}
			}
		}
	}
}

func calendarIn(t *testing.T, zone string) *civil.Calendar {
	t.Helper()
	c := civil.DefaultCalendar()
	var err error
	if c.Location, err = time.LoadLocation(zone); err != nil {
		t.Fatal(err)
	}
	return c
}
