package readmodel

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// TestAnAlertThatEndedShowsWhoReacted checks alerts of a supplier that the registry no longer has: nobody is notified next, nothing can be done about
// them, and who was notified, who acknowledged and what they wrote is still shown.
func TestAnAlertThatEndedShowsWhoReacted(t *testing.T) {
	at := time.Date(2026, 11, 22, 22, 0, 0, 0, time.UTC)
	view := compose.View{Registry: &model.Registry{}, Now: at.Add(12 * time.Hour)}
	for _, state := range []model.AlertState{model.StateResolved, model.StateLapsed, model.StateWithdrawn} {
		a := model.Alert{
			ID: "a1", Key: "k/gone", Supplier: "gone", Rule: "order-window-missed", Subject: model.KindOrderWindow.Subject("yearly"), State: state, Since: at, EndedAt: at.Add(2 * time.Hour),
			AcknowledgedBy: "jane@buyer.example", AcknowledgedAt: at.Add(time.Hour), Notes: []string{"jane@buyer.example: called the desk"}, NextAt: at.Add(24 * time.Hour),
			Notified: []model.Notification{{At: at, Recipient: "oncall@buyer.example", Result: model.MailAccepted}},
		}
		got := Ahead{}.Of(view, a, at, model.Recipient{})
		text := got.Text
		if text.Lead == "" || len(text.Who) != 2 || text.Who[1].Who != "jane@buyer.example" || len(text.Notes) != 1 || len(text.Steps)+len(got.Offers) != 0 || got.Next != "" {
			t.Errorf("%s: %+v", state, got)
		}
	}
}

// TestAPassedDayIsOverdue checks that an open alert whose day has passed is overdue, from the day after it.
func TestAPassedDayIsOverdue(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	view := compose.View{Registry: &model.Registry{}, Now: at}
	for due, want := range map[civil.Date]bool{{}: false, civil.NewDate(2026, 11, 21): true, civil.NewDate(2026, 11, 22): false, civil.NewDate(2026, 11, 23): false} {
		got := Ahead{}.Of(view, model.Alert{ID: "a1", Key: "k", State: model.StateFiring, Due: due}, at, model.Recipient{})
		if got.Overdue != want || !got.NextDeadline.IsZero() {
			t.Errorf("due on %q: %+v", due, got)
		}
	}
}

// TestWhoHoldsAnAlertIsTheLastWhoActed checks that a snooze after an acknowledgement counts, and that one which was recorded and not applied yet does not.
func TestWhoHoldsAnAlertIsTheLastWhoActed(t *testing.T) {
	at := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	var all []model.Fact
	for i, x := range []model.AlertAction{
		{Kind: model.FactSnooze, By: "first", At: at.Add(-time.Hour), Until: at.Add(time.Hour)},
		{Kind: model.FactAck, By: "other"},
		{Kind: model.FactSnooze, By: "jane", At: at, Until: at.Add(time.Hour), Note: "later"},
		{Kind: model.FactNote, By: "joe", At: at.Add(time.Minute), Note: "hm"},
		{Kind: model.FactSnooze, By: "not yet", At: at.Add(time.Hour), Until: at.Add(2 * time.Hour)},
	} {
		x.Alert, x.ID = "a1", string(rune('a'+i))
		f := x.Fact()
		f.Seq = int64(i + 1)
		all = append(all, f)
	}
	view := compose.View{Registry: &model.Registry{}, Facts: factindex.New(all...), Now: at}
	for state, want := range map[model.AlertState]string{model.StateSnoozed: "jane", model.StateFiring: "", model.StateResolved: ""} {
		a := model.Alert{ID: "a1", Key: "k", State: state, HeldSince: at}
		if got := heldBy(a, reactionsTo(view.Facts, a.ID)); got.By != want || want != "" && got.Note != "later" {
			t.Errorf("%s: held by %+v, want %q", state, got, want)
		}
	}
	ended := Ahead{}.Of(view, model.Alert{ID: "a1", State: model.StateResolved, Since: at.Add(-time.Hour)}, at, model.Recipient{})
	if len(ended.Reactions) != 5 || ended.Reactions[3].By != "joe" || ended.Reactions[3].Note != "hm" {
		t.Errorf("people did %+v", ended.Reactions)
	}
}

// TestALinkShowsInstantsByTheClockOfItsReader checks an open alert and one that ended, for a team in New York.
func TestALinkShowsInstantsByTheClockOfItsReader(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 22, 22, 0, 0, 0, time.UTC)
	view := compose.View{Registry: &model.Registry{Teams: map[string]*model.Team{"ny": {ID: "ny", Calendar: &civil.Calendar{Location: newYork}}}}, Now: at.Add(time.Hour)}
	for _, state := range []model.AlertState{model.StateFiring, model.StateResolved} {
		a := model.Alert{ID: "a1", State: state, Since: at, EndedAt: at, Notified: []model.Notification{{At: at, Recipient: "ny@buyer.example", Team: "ny", Result: model.MailAccepted}}}
		for to, want := range map[string]string{"ny": "17:00", "": "22:00"} {
			who := Ahead{}.Of(view, a, at, model.Recipient{Team: to}).Text.Who
			if len(who) != 1 || !strings.HasSuffix(who[0].When, want) {
				t.Errorf("%s for %q: notified %+v, want at %s", state, to, who, want)
			}
		}
	}
}
