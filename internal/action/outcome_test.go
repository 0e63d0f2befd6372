package action

import (
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/record"
	"supplierwatch/internal/replycmd"
)

var receiptClock = prose.Clock{Zone: time.UTC, Now: time.Date(2026, time.November, 30, 9, 0, 0, 0, time.UTC)}

// TestAReceiptOfAnAlertThatIsMailedOnceNamesTheDay holds that the day that somebody asked for is not dropped without a word.
func TestAReceiptOfAnAlertThatIsMailedOnceNamesTheDay(t *testing.T) {
	o := Outcome{
		Request: Request{Verb: replycmd.Ack, By: "jane@buyer.example"}, evaluated: true,
		Alert: model.Alert{State: model.StateAcknowledged, AcknowledgedBy: "jane@buyer.example"},
	}
	if got, want := o.Sentence(receiptClock), "Acknowledged. No further email is sent about this alert. Recorded for jane@buyer.example."; got != want {
		t.Errorf("ack: %q\nwant %q", got, want)
	}
	o.Alert.RequestedUntil = time.Date(2026, time.December, 2, 7, 0, 0, 0, time.UTC)
	const want = "Acknowledged. This alert is mailed only once: nothing is sent on Wed 2 Dec, 07:00 UTC, when you wanted it back. Recorded for jane@buyer.example."
	if got := o.Sentence(receiptClock); got != want {
		t.Errorf("ack until: %q\nwant %q", got, want)
	}
}

// TestReceiptsAreSentences holds that a receipt repeats each detail that was recorded, and says what became of the alert.
func TestReceiptsAreSentences(t *testing.T) {
	at := receiptClock.Now
	day := civil.NewDate(2026, time.November, 27)
	fact := func(kind model.FactKind, subject model.Subject, data map[string]string) model.Fact {
		return model.Fact{Kind: kind, Subject: subject, RecordedAt: at, Data: data}
	}
	window, delivery, contract := model.KindOrderWindow.Subject("y"), model.KindDelivery.Subject("w"), model.KindContract.Subject("m")
	for _, c := range []struct {
		fact   model.Fact
		effect record.Effect
		want   string
	}{
		{fact: fact(model.FactPlaced, window, map[string]string{"reference": "45"}), want: "order 45."},
		{fact: fact(model.FactPlaced, window, map[string]string{"reference": "45", "on": day.String()}), want: "order 45, placed on Fri 27 Nov."},
		{fact: fact(model.FactRequested, window, map[string]string{"reference": "PR-1", "on": day.String()}), want: "purchase request PR-1 of Fri 27 Nov."},
		{fact: fact(model.FactConfirmed, window, map[string]string{"reference": "45"}), want: "the order is confirmed, reference 45."},
		{fact: fact(model.FactConfirmed, delivery, nil), want: "the delivery is confirmed."},
		{fact: fact(model.FactWaived, window, map[string]string{"because": "enough stock."}), want: "the order is skipped on purpose: enough stock."},
		{fact: fact(model.FactWaived, delivery, map[string]string{"because": "plant is closed"}), want: "the delivery is skipped on purpose: plant is closed."},
		{fact: fact(model.FactKeep, contract, map[string]string{"until": "2027-03-31"}), want: "the contract is kept until Wed 31 Mar 2027."},
		{fact: fact(model.FactRenewed, contract, map[string]string{"until": "2027-03-31"}), want: "the contract is renewed until Wed 31 Mar 2027."},
		{
			fact: fact(model.FactNoticeGiven, contract, map[string]string{"on": day.String(), "for": "2026-12-31"}), effect: record.Effect{Is: stateTerminating, Ends: civil.NewDate(2026, time.December, 31)},
			want: "the supplier received our notice on Fri 27 Nov, for Thu 31 Dec; the contract ends on Thu 31 Dec.",
		},
		{
			fact: fact(model.FactNoticeGiven, contract, map[string]string{"on": day.String()}), effect: record.Effect{Is: "ending"},
			want: "the supplier received our notice on Fri 27 Nov; it changes nothing, because no renewal is left that it could prevent.",
		},
	} {
		o := Outcome{Request: Request{By: "jane"}, Fact: c.fact, effect: c.effect}
		if got, want := o.Sentence(receiptClock), "Recorded for jane: "+c.want; got != want {
			t.Errorf("%q\nwant %q", got, want)
		}
	}
	ended := Outcome{Request: Request{By: "jane"}, Fact: fact(model.FactPlaced, window, map[string]string{"reference": "45"}), evaluated: true}
	for state, want := range map[model.AlertState]string{
		model.StateResolved: "The alert is resolved.", model.StateLapsed: "The alert has ended (expired).", model.StateFiring: "The alert ends as soon as a further evaluation confirms it.",
	} {
		ended.Alert = model.Alert{State: state, EndedAt: at}
		if got, want := ended.Sentence(receiptClock), "Recorded for jane: order 45. "+want; got != want {
			t.Errorf("%q\nwant %q", got, want)
		}
	}
	ended.Alert = model.Alert{State: model.StateResolved, EndedAt: at.Add(-time.Hour)}
	if got, want := ended.Sentence(receiptClock), "Recorded for jane: order 45. The alert had ended before (resolved)."; got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// TestAReceiptOfANoteNamesTheStateOfItsAlert holds that nobody has to look up whether a note has left the alert open.
func TestAReceiptOfANoteNamesTheStateOfItsAlert(t *testing.T) {
	until := time.Date(2026, time.December, 10, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		alert model.Alert
		want  string
	}{
		{model.Alert{State: model.StateFiring}, "The alert is still open and not acknowledged."},
		{model.Alert{State: model.StateSnoozed, HeldUntil: until}, "The alert is snoozed until Thu 10 Dec, 09:00 UTC and not acknowledged."},
		{model.Alert{State: model.StateAcknowledged, AcknowledgedBy: "jane@buyer.example", HeldUntil: until}, "The alert stays acknowledged by jane@buyer.example until Thu 10 Dec, 09:00 UTC."},
		{model.Alert{State: model.StateAcknowledged, AcknowledgedBy: "jane@buyer.example"}, "The alert stays acknowledged by jane@buyer.example."},
		{model.Alert{State: model.StateResolved}, "The alert has ended: resolved."},
		{model.Alert{State: model.StateLapsed}, "The alert has ended: expired."},
		{model.Alert{State: model.StateWithdrawn}, "The alert has ended: removed."},
	} {
		o := Outcome{Request: Request{Verb: Note, By: "jane@buyer.example"}, evaluated: true, Alert: c.alert}
		if got, want := o.Sentence(receiptClock), "Saved as a note. "+c.want; got != want {
			t.Errorf("%s: %q, want %q", c.alert.State, got, want)
		}
	}
}
