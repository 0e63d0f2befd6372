package report

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var calendarNow = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// firm is a registry with one of everything that has a deadline. Its names are
// as hostile as they can be.
func firm() *model.Registry {
	return &model.Registry{Suppliers: []*model.Supplier{{
		ID: "acme", Name: "ACME; Photo,resist\\ GmbH\r\nEND:VCALENDAR",
		Contacts:  []*model.Contact{{ID: "orders", Name: "Ute \u202eBrandt"}},
		Contracts: []*model.Contract{{ID: "msa", Title: "Supply and service agreement for everything that is needed in 東京 and in São Paulo"}},
		OrderWindows: []*model.OrderWindow{
			{ID: "allocation", Title: "yearly allocation", Supplies: []*model.Supply{{ID: "resist", Item: "193 nm photoresist"}}, Confirmation: &model.Confirmation{}},
		},
		Deliveries: []*model.Delivery{{ID: "weekly", Title: "Weekly delivery", Confirmation: &model.Confirmation{ByUs: true}}},
	}}}
}

func due(day civil.Date, kind model.DeadlineKind, subject, state string) model.Deadline {
	left := day.DaysSince(civil.DateOf(calendarNow))
	return model.Deadline{Supplier: "acme", Subject: model.ParseSubject(subject), Kind: kind, State: state, Due: day, DaysLeft: &left}
}

func notice(day civil.Date) model.Deadline {
	d := due(day, model.DeadlineContractNotice, "contract/msa", "open")
	d.Occurrence = "2027-03-31"
	d.ContractDates = &model.ContractDates{
		CurrentEnd: civil.NewDate(2027, 3, 31), LastNoticeDate: civil.NewDate(2026, 12, 31), ReceiveBy: civil.NewDate(2026, 12, 30),
		SendBy: civil.NewDate(2026, 12, 23), DecideBy: day,
	}
	return d
}

func order(opens civil.Date, state string, settled bool) model.Deadline {
	d := due(opens.AddDays(15), model.DeadlineOrderWindow, "order-window/allocation", state)
	d.Occurrence, d.Settled = opens.String(), settled
	d.WindowDates = &model.WindowDates{
		Opens: opens, RequestBy: d.Due, OrderBy: opens.AddDays(29), Closes: opens.AddDays(29), Binding: "window",
	}
	return d
}

func computed(all ...model.Deadline) apidoc.DeadlinesDocument {
	return apidoc.DeadlinesDocument{Version: apidoc.DocumentVersion, AsOf: calendarNow, Deadlines: all}
}

// everything has a deadline of each kind.
func everything() apidoc.DeadlinesDocument {
	soon := civil.NewDate(2026, 12, 9)
	email := due(soon, model.DeadlineVerification, "contact/orders", "valid")
	phone := email
	email.Channel, phone.Channel = "email", "phone"
	return computed(
		order(civil.NewDate(2025, 9, 1), "placed", true), order(civil.NewDate(2026, 9, 1), "missed", false),
		notice(soon), due(soon, model.DeadlineNoticeTheirs, "contract/msa", "open"),
		due(soon, model.DeadlineContractEnd, "contract/lease", "ending"),
		due(soon, model.DeadlineOrderConfirm, "order-window/allocation", "waiting"), due(soon, model.DeadlineDelivery, "delivery/weekly", "waiting"),
		email, phone,
		due(soon, model.DeadlineSession, "session", "valid"), due(soon, model.DeadlineReview, "supplier", "valid"),
		model.Deadline{Supplier: "acme", Subject: model.KindContact.Subject("duty"), Kind: model.DeadlineVerification, Channel: "email", State: "never"},
	)
}

func rendered(t testing.TB, doc apidoc.DeadlinesDocument, r *model.Registry) string {
	t.Helper()
	var out bytes.Buffer
	if _, err := Calendar(&out, doc, r, nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// events reads a calendar back, by UID. Its bytes must be of the grammar, too.
func events(t testing.TB, text string) map[string]*ics.VEvent {
	t.Helper()
	grammatical(t, text)
	cal, err := ics.ParseCalendar(strings.NewReader(text))
	if err != nil {
		t.Fatalf("the calendar cannot be read: %v\n%s", err, text)
	}
	found := map[string]*ics.VEvent{}
	for _, e := range cal.Events() {
		if found[e.Id()] != nil {
			t.Fatalf("two events have the UID %s", e.Id())
		}
		found[e.Id()] = e
	}
	return found
}

func property(t testing.TB, e *ics.VEvent, name ics.ComponentProperty) string {
	t.Helper()
	p := e.GetProperty(name)
	if p == nil {
		t.Fatalf("an event has no %s", name)
	}
	return p.Value
}

// TestAnEventSaysUntilWhenHolidaysAreKnown uses the words of the list of deadlines, so that nobody takes the day for final.
func TestAnEventSaysUntilWhenHolidaysAreKnown(t *testing.T) {
	d := notice(civil.NewDate(2026, 12, 9))
	for _, until := range []civil.Date{{}, civil.NewDate(2026, 12, 31)} {
		d.HolidaysKnownUntil = until
		for _, e := range events(t, rendered(t, computed(d), firm())) {
			said := property(t, e, ics.ComponentPropertyDescription)
			if want := !until.IsZero(); strings.Contains(said, "holidays known until 2026-12-31") != want || strings.Contains(said, "holidays") != want {
				t.Errorf("known until %s: %q", until, said)
			}
		}
	}
}

func TestCalendarGolden(t *testing.T) {
	text := rendered(t, everything(), firm())
	if got, want := len(events(t, text)), 11; got != want {
		t.Errorf("%d events, want %d: what has no day is none", got, want)
	}
	const golden = "testdata/calendar.ics"
	if *update {
		if err := os.WriteFile(golden, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if text != string(want) {
		t.Errorf("calendar differs from %s (go test ./internal/report -update rewrites it):\n%s", golden, text)
	}
	if again := rendered(t, everything(), firm()); again != text {
		t.Error("the same document gave other bytes")
	}
}

func TestCalendarWithoutDeadlinesIsOneAllTheSame(t *testing.T) {
	text := rendered(t, computed(), nil)
	if n := len(events(t, text)); n != 0 {
		t.Errorf("%d events of no deadline", n)
	}
}

// only gives the one event of a deadline.
func only(t *testing.T, d model.Deadline) *ics.VEvent {
	t.Helper()
	for _, e := range events(t, rendered(t, computed(d), firm())) {
		return e
	}
	t.Fatal("no event")
	return nil
}

func TestAMovedDayKeepsItsEvent(t *testing.T) {
	before, after := only(t, notice(civil.NewDate(2026, 12, 9))), only(t, notice(civil.NewDate(2026, 12, 2)))
	if before.Id() != after.Id() {
		t.Errorf("UID %s became %s when the day moved", before.Id(), after.Id())
	}
	if day := property(t, after, ics.ComponentPropertyDtStart); day != "20261202" {
		t.Errorf("DTSTART = %s, want the new day", day)
	}
	locked := notice(civil.NewDate(2027, 12, 9))
	locked.State, locked.Occurrence, locked.CommittedUntil = "renewal-locked", "2028-03-31", civil.NewDate(2028, 3, 31)
	next := notice(civil.NewDate(2027, 12, 9))
	next.Occurrence = "2028-03-31"
	if only(t, locked).Id() != only(t, next).Id() {
		t.Error("the notice day of the next term got another UID when that term began")
	}
	if only(t, locked).Id() == before.Id() {
		t.Error("the notice days of two terms share a UID")
	}
}

func TestEachDeadlineHasAnEventOfItsOwn(t *testing.T) {
	base := notice(civil.NewDate(2026, 12, 9))
	seen := map[string]string{only(t, base).Id(): "the first"}
	for name, change := range map[string]func(*model.Deadline){
		"supplier":   func(d *model.Deadline) { d.Supplier = "other" },
		"subject":    func(d *model.Deadline) { d.Subject = model.KindContract.Subject("other") },
		"kind":       func(d *model.Deadline) { d.Kind = model.DeadlineNoticeTheirs },
		"channel":    func(d *model.Deadline) { d.Channel = "phone" },
		"occurrence": func(d *model.Deadline) { d.Occurrence = "2028-03-31" },
	} {
		d := base
		change(&d)
		id := only(t, d).Id()
		if other, taken := seen[id]; taken {
			t.Errorf("another %s shares its UID with %s", name, other)
		}
		seen[id] = "another " + name
	}
}

func TestWhatIsSettledIsCancelled(t *testing.T) {
	opens := civil.NewDate(2026, 12, 1)
	open, placed := only(t, order(opens, "upcoming", false)), only(t, order(opens, "placed", true))
	if open.Id() != placed.Id() {
		t.Error("the order got another UID when it was placed")
	}
	decide := only(t, notice(civil.NewDate(2026, 12, 9))).Id()
	kept := notice(civil.NewDate(2027, 12, 9))
	kept.State, kept.Occurrence, kept.CurrentEnd = "kept", "2028-03-31", civil.NewDate(2027, 3, 31)
	for want, e := range map[string]*ics.VEvent{"CONFIRMED": open, "CANCELLED": placed} {
		if got := property(t, e, ics.ComponentPropertyStatus); got != want {
			t.Errorf("STATUS = %s, want %s", got, want)
		}
	}
	found := events(t, rendered(t, computed(kept), firm()))
	if len(found) != 2 || found[decide] == nil || property(t, found[decide], ics.ComponentPropertyStatus) != "CANCELLED" {
		t.Errorf("a contract that is kept on purpose is still to be decided: %d events", len(found))
	}
	if len(open.Alarms()) != 2 || len(placed.Alarms()) != 0 {
		t.Errorf("%d and %d alarms, want 2 while it is open and none after", len(open.Alarms()), len(placed.Alarms()))
	}
}

func TestNoticeGivenCancelsItsDay(t *testing.T) {
	decide := only(t, notice(civil.NewDate(2026, 12, 9))).Id()
	end := due(civil.NewDate(2027, 3, 31), model.DeadlineContractEnd, "contract/msa", "terminating")
	end.Occurrence = "2027-03-31"
	found := events(t, rendered(t, computed(end), firm()))
	if len(found) != 2 || found[decide] == nil || property(t, found[decide], ics.ComponentPropertyStatus) != "CANCELLED" {
		t.Errorf("the day to decide is not cancelled after notice was given: %d events", len(found))
	}
	end.State = "ending"
	if n := len(events(t, rendered(t, computed(end), firm()))); n != 1 {
		t.Errorf("%d events of a contract that ends by itself, want 1", n)
	}
}

func TestNothingRingsForADayThatIsOver(t *testing.T) {
	for day, want := range map[civil.Date]int{civil.NewDate(2026, 11, 21): 0, civil.NewDate(2026, 11, 22): 2} {
		if got := len(only(t, notice(day)).Alarms()); got != want {
			t.Errorf("due %s: %d alarms, want %d", day, got, want)
		}
	}
}

func TestSummaries(t *testing.T) {
	r := firm()
	r.Suppliers[0].Name = "ACME"
	r.Suppliers[0].Contracts[0].Title = "Supply agreement"
	opens := civil.NewDate(2026, 12, 1)
	late := due(civil.NewDate(2024, 12, 31), model.DeadlineContractEnd, "contract/msa", "ended")
	byNotice := late
	byNotice.Settled = true
	tests := []struct {
		want string
		d    model.Deadline
	}{
		{"Decide by Wed 9 Dec: Supply agreement (ACME)", notice(civil.NewDate(2026, 12, 9))},
		{"Renew now: Supply agreement (ACME), ended 31 Dec 2024", late},
		{"Replace by 31 Dec 2024: Supply agreement (ACME)", byNotice},
		{"Request by Wed 16 Dec: 193 nm photoresist order (ACME)", order(opens, "upcoming", false)},
		{"Order by Wed 30 Dec: 193 nm photoresist order (ACME)", order(opens, "requested", false)},
		{"Ask for a late slot: 193 nm photoresist order (ACME), closed 30 Oct 2026", order(civil.NewDate(2026, 10, 1), "missed", false)},
		{"Hold a session by Tue 1 Dec: ACME", due(opens, model.DeadlineSession, "session", "due")},
		{"Confirm by Tue 1 Dec: Weekly delivery (ACME)", due(opens, model.DeadlineDelivery, "delivery/weekly", "waiting")},
		{"Have it confirmed by Tue 1 Dec: 193 nm photoresist order (ACME)", due(opens, model.DeadlineOrderConfirm, "order-window/allocation", "waiting")},
		{"Expect their notice until Tue 1 Dec: unknown (ACME)", due(opens, model.DeadlineNoticeTheirs, "contract/unknown", "open")},
	}
	for _, tt := range tests {
		if got := (wording{tt.d, r}).summary(); got != tt.want {
			t.Errorf("summary = %q, want %q", got, tt.want)
		}
	}
	if got, want := (wording{notice(opens), nil}).summary(), "Decide by Tue 1 Dec: msa (acme)"; got != want {
		t.Errorf("without a registry: %q, want %q", got, want)
	}
}

// contentLine is a line of RFC 5545, 3.1, unfolded: a name, parameters, a value
// without control characters.
var contentLine = regexp.MustCompile(`^[A-Z][A-Z0-9-]*(;[A-Z][A-Z0-9-]*=[A-Za-z0-9-]+)*:[^\x00-\x08\x0a-\x1f\x7f]*$`)

// textValue is a TEXT value (3.3.11): what separates is escaped, and nothing else.
var textValue = regexp.MustCompile(`^([^\\;,]|\\[\\;,n])*$`)

// grammatical holds the bytes of a calendar against the grammar, without the
// parser whose writer made them.
func grammatical(t testing.TB, text string) {
	t.Helper()
	if !utf8.ValidString(text) || !strings.HasSuffix(text, "\r\n") {
		t.Fatalf("not UTF-8, or no line end at the end: %q", text)
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Fatalf("no line of at most 75 octets and whole characters: %q", line)
		}
	}
	var open []string
	components := 0
	unfolded := strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n")
	for line := range strings.SplitSeq(unfolded, "\r\n") {
		if !contentLine.MatchString(line) {
			t.Fatalf("no content line: %q", line)
		}
		name, value, _ := strings.Cut(line, ":")
		if !textValue.MatchString(value) {
			t.Fatalf("a value that is not escaped: %q", line)
		}
		switch name {
		case "BEGIN":
			open, components = append(open, value), components+1
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("END:%s closes none of %v", value, open)
			}
			open = open[:len(open)-1]
		}
		if len(open) == 0 && line != "END:VCALENDAR" {
			t.Fatalf("outside of the calendar: %q", line)
		}
	}
	if len(open) > 0 || components < 2 {
		t.Fatalf("%v is left open, or nothing is in the calendar (%d components)", open, components)
	}
}

func FuzzCalendar(f *testing.F) {
	f.Add("acme", "ACME\r\nEND:VEVENT", "contract/msa", "Title; with, everything\\ \"in\" it\n ", "open")
	f.Add("\xff\xfe", strings.Repeat("ä", 200), "contact/x\u2028y", strings.Repeat(" ", 300), "\x00\x7f\u0085")
	f.Add("", strings.Repeat("<a>", 60), "order-window/", "東京"+strings.Repeat("x", 149), "missed")
	f.Fuzz(func(t *testing.T, id, name, subject, title, state string) {
		_, item, _ := strings.Cut(subject, "/")
		r := &model.Registry{Suppliers: []*model.Supplier{{
			ID: id, Name: name, Contracts: []*model.Contract{{ID: item, Title: title}}, Contacts: []*model.Contact{{ID: item, Name: title}},
		}}}
		d := notice(civil.NewDate(2026, 12, 9))
		d.Supplier, d.Subject, d.State = id, model.ParseSubject(subject), state
		text := rendered(t, computed(d), r)
		for _, e := range events(t, text) {
			if got, want := property(t, e, ics.ComponentPropertySummary), (wording{d, r}).summary(); got != want {
				t.Errorf("SUMMARY reads back as %q, want %q", got, want)
			}
		}
	})
}
