package registryfinding

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// events are all dates of past events that an entry records, with the subject of the finding.
var events = []struct{ key, subject string }{
	{"reviewed.on", "supplier"},
	{"they_know.on", "supplier"},
	{"sessions.held.on", "session"},
	{"stock.as_of", "supply/x"},
	{"stock_cover.as_of", "supply/x"},
	{"placed.at", "supply/x"},
	{"verified.on", "contact/x"},
	{"notice_given", "contract/x"},
	{"terminated.received", "contract/x"},
	{"kept.on", "contract/x"},
	{"renewed.on", "contract/x"},
	{"requested.at", "order-window/x"},
	{"placed.at", "order-window/x"},
	{"placed.confirmed", "order-window/x"},
}

// entryWith returns a supplier that records each event on the day that is given for it.
func entryWith(day []civil.Date) *model.Supplier {
	at := func(i int) model.Moment { return model.Moment{Date: day[i]} }
	return &model.Supplier{
		ID: "acme", Name: "ACME",
		Reviewed: &model.Reviewed{On: day[0]},
		TheyKnow: []model.MailboxNotice{{On: day[1]}},
		Sessions: &model.Sessions{Held: []model.Session{{On: day[2]}}},
		Supplies: []*model.Supply{{
			ID: "x", Stock: &model.Stock{AsOf: day[3]}, StockCover: &model.StockCover{AsOf: day[4]}, Placed: []model.Placed{{At: at(5)}},
		}},
		Contacts: []*model.Contact{{ID: "x", Verified: []model.Verified{{On: day[6]}}}},
		Contracts: []*model.Contract{{
			ID: "x", NoticeGiven: day[7], Terminated: &model.Termination{Received: day[8]}, Kept: []model.RenewalDecision{{On: day[9]}},
			Renewed: []model.Renewed{{On: day[10]}},
		}},
		OrderWindows: []*model.OrderWindow{{
			ID: "x", Requested: []model.Requested{{At: at(11)}}, Placed: []model.Placed{{At: at(12), Confirmed: day[13]}},
		}},
	}
}

// TestEachEventInTheFutureIsNamed moves one date after the other to tomorrow.
func TestEachEventInTheFutureIsNamed(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	today := civil.DateOf(now)
	for i, want := range events {
		days := slices.Repeat([]civil.Date{today}, len(events))
		days[i] = today.AddDays(1)
		found := DatesInFuture(entryWith(days), nil, now)
		if len(found) != 1 || found[0].Subject.String() != want.subject {
			t.Errorf("%s of %q: %+v", want.key, want.subject, found)
			continue
		}
		f := found[0]
		if !strings.Contains(f.Message, "`"+want.key+": 2026-12-01`") || len(f.Steps) != 2 || !strings.Contains(f.Steps[0], "`2026-11-30` or earlier") {
			t.Errorf("%q, %q", f.Message, f.Steps)
		}
		if f.Next != time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC) {
			t.Errorf("%s: until %v", want.key, f.Next)
		}
	}
}

// TestDatesInTheFutureAreFoundByItem compares with a count by hand: one finding for each item that has a date after today.
func TestDatesInTheFutureAreFoundByItem(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
		today := civil.DateOf(now)
		last := rapid.SampledFrom([]int{0, 1, 4000}).Draw(rt, "last")
		days := make([]civil.Date, len(events))
		var want []string
		for i := range days {
			ahead := rapid.IntRange(-4000, last).Draw(rt, "ahead")
			days[i] = today.AddDays(ahead)
			if ahead > 0 && !slices.Contains(want, events[i].subject) {
				want = append(want, events[i].subject)
			}
		}
		var got []string
		for _, f := range DatesInFuture(entryWith(days), nil, now) {
			got = append(got, f.Subject.String())
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			rt.Errorf("found %q, want %q", got, want)
		}
	})
}

// TestTodayIsTheOwnersDate checks the hour in which the owner's day differs from that in UTC, and an instant of the same day.
func TestTodayIsTheOwnersDate(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	owner := &civil.Calendar{Location: berlin}
	now := time.Date(2026, 11, 30, 23, 15, 0, 0, time.UTC) // 00:15 on 1 December in Berlin
	s := &model.Supplier{Reviewed: &model.Reviewed{On: civil.NewDate(2026, 12, 1)}}
	if found := DatesInFuture(s, owner, now); len(found) != 0 {
		t.Errorf("in Berlin it is 1 December: %+v", found)
	}
	if found := DatesInFuture(s, nil, now); len(found) != 1 {
		t.Errorf("in UTC it is 30 November: %+v", found)
	}
	at := now.Add(time.Minute)
	s = &model.Supplier{Supplies: []*model.Supply{{Placed: []model.Placed{{At: model.Moment{Date: civil.DateOf(at), Instant: at}}}}}}
	if found := DatesInFuture(s, nil, now); len(found) != 1 || !strings.Contains(found[0].Message, "2026-11-30 23:16 +00:00") || found[0].Next != at {
		t.Errorf("an order of the next minute: %+v", found)
	}
	if found := DatesInFuture(s, nil, at); len(found) != 0 {
		t.Errorf("an order of this minute: %+v", found)
	}
}

// TestNoDateIsForgotten names every date in the model of a supplier that is no past event. A new one belongs either here or to the events.
func TestNoDateIsForgotten(t *testing.T) {
	other := strings.Fields(`Contract.Starts Contract.Ends Contract.NoticeFor Termination.Ends RenewalDecision.Until Renewed.Until
		OrderWindow.Since OrderWindow.NeedBy Requested.Window Placed.Window Waived.Window Delivery.Since Ignore.Until`)
	past := strings.Fields(`Reviewed.On MailboxNotice.On Session.On Stock.AsOf StockCover.AsOf Placed.At Verified.On Contract.NoticeGiven
		Termination.Received RenewalDecision.On Renewed.On Requested.At Placed.Confirmed`)
	var found []string
	for _, v := range []any{
		model.Supplier{},
		model.Reviewed{},
		model.MailboxNotice{},
		model.Authorization{},
		model.Supply{},
		model.Stock{},
		model.StockCover{},
		model.Placed{},
		model.Contact{},
		model.Verified{},
		model.Endpoint{},
		model.Contract{},
		model.Termination{},
		model.RenewalDecision{},
		model.Renewed{},
		model.OrderWindow{},
		model.Requested{},
		model.Waived{},
		model.Delivery{},
		model.Confirmation{},
		model.Sessions{},
		model.Session{},
		model.Ignore{},
	} {
		x := reflect.TypeOf(v)
		for i := range x.NumField() {
			if f := x.Field(i); f.Type == reflect.TypeFor[civil.Date]() || f.Type == reflect.TypeFor[model.Moment]() {
				found = append(found, x.Name()+"."+f.Name)
			}
		}
	}
	want := slices.Concat(other, past)
	slices.Sort(found)
	slices.Sort(want)
	if !slices.Equal(found, want) {
		t.Errorf("the dates are\n%q, sorted into events and others are\n%q", found, want)
	}
}
