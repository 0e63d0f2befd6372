package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "ACME GmbH", "ACME GmbH"},
		{"letters of other scripts stay", "Novák 東京 \u05d0\u05d1", "Novák 東京 \u05d0\u05d1"},
		{"a colour becomes letters", "a\x1b[31mred", "a [31mred"},
		{"a line cannot be forged", "a\r\nCRITICAL b", "a  CRITICAL b"},
		{"control characters of the second kind", "a\u009b31m", "a 31m"},
		{"the line ends of Unicode", "a\u2028b\u2029c", "a b c"},
		{"the direction of writing cannot be turned", "invoice\u202egnp.exe\u2066x\u200f", "invoicegnp.exex"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := clean(tt.in); got != tt.want {
				t.Errorf("clean(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		columns  int
		want     string
	}{
		{"short", "one two", 20, "one two"},
		{"breaks at spaces", "one two three", 8, "one two\n  three"},
		{"exactly full", "one two three", 7, "one two\n  three"},
		{"a long word stays whole", "a incomprehensibilities b", 5, "a\n  incomprehensibilities\n  b"},
		{"spaces and line ends are one", " one \n\t two ", 20, "one two"},
		{"columns are letters, not bytes", "äöü äöü äöü", 7, "äöü äöü\n  äöü"},
		{"nothing", "", 5, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := wrap(tt.in, tt.columns, "  "); got != tt.want {
				t.Errorf("wrap = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestWrapAfter(t *testing.T) {
	if got, want := wrapAfter("one two three four five", 6, 14, "    "), "one two\n    three four\n    five"; got != want {
		t.Errorf("wrapAfter = %q, want %q", got, want)
	}
}

// TestWrapKeepsWords holds that wrapping changes nothing but where lines end.
func TestWrapKeepsWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, columns := rapid.String().Draw(t, "text"), rapid.IntRange(1, 100).Draw(t, "columns")
		got := wrap(text, columns, "   ")
		if want := strings.Fields(clean(text)); strings.Join(strings.Fields(got), " ") != strings.Join(want, " ") {
			t.Fatalf("wrap(%q) = %q", text, got)
		}
		for _, line := range strings.Split(got, "\n") {
			line = strings.TrimPrefix(line, "   ")
			if utf8.RuneCountInString(line) > columns && strings.Contains(line, " ") {
				t.Fatalf("a line of more than %d columns could have been broken: %q", columns, line)
			}
		}
	})
}

func TestSections(t *testing.T) {
	today := civil.NewDate(2026, 11, 22)
	tests := []struct {
		name    string
		finding model.Finding
		want    int
	}{
		{"a day that is past", model.Finding{Due: today.AddDays(-1), Route: model.RoutePage}, tooLate},
		{"today is not too late", model.Finding{Due: today, Route: model.RoutePage}, toCome},
		{"a day to come", model.Finding{Due: today.AddDays(30), Route: model.RouteWork}, toCome},
		{"broken now", model.Finding{Route: model.RoutePage}, tooLate},
		{"the watchdog's own trouble", model.Finding{Route: model.RouteOperators}, tooLate},
		{"a gap", model.Finding{Route: model.RouteWork}, gap},
		{"overdue work", model.Finding{Due: today.AddDays(-1), Route: model.RouteWork}, tooLate},
		{"missed, though its next chance is to come", model.Finding{Due: today.AddDays(300), Route: model.RoutePage, NotifyOnce: true}, tooLate},
		{"an order that still can be placed", model.Finding{Rule: "approval-overdue", Route: model.RoutePage, Due: today.AddDays(-5)}, toCome},
		{"stock that no order reaches", model.Finding{Rule: "cover-below-lead-time", Route: model.RouteWork}, tooLate},
		{"a term that is a gap on every day", model.Finding{Rule: "contract-notice-theirs", Route: model.RouteWork, Due: today.AddDays(30)}, gap},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i, s := range sections([]model.Finding{withDaysLeft(tt.finding, today)}) {
				if (len(s.findings) == 1) != (i == tt.want) {
					t.Errorf("section %q holds %d findings", s.title, len(s.findings))
				}
			}
		})
	}
}

// TestWhatCanStillBeDoneSaysSo holds that a notice which can still be sent is no lost cause: it stands under what is coming, as urgent.
func TestWhatCanStillBeDoneSaysSo(t *testing.T) {
	doc := apidoc.CheckDocument{AsOf: time.Date(2026, 12, 10, 10, 0, 0, 0, time.UTC), Summary: &apidoc.Summary{Suppliers: 1, Critical: 1}}
	doc.Findings = []model.Finding{{
		Rule: "contract-notice-due", Severity: model.Critical, Route: model.RoutePage, Due: civil.NewDate(2026, 12, 9), Message: "Notice on the lease.",
	}}
	doc.Findings[0] = withDaysLeft(doc.Findings[0], civil.NewDate(2026, 12, 10))
	var out bytes.Buffer
	if err := (Check{Document: doc}).Text(&out); err != nil {
		t.Fatal(err)
	}
	if want := "\nUpcoming\n  Our side\n    CRITICAL  Act now: Notice on the lease.\n"; !strings.Contains(out.String(), want) {
		t.Errorf("no %q in:\n%s", want, out.String())
	}
}

func TestTodo(t *testing.T) {
	tests := []struct {
		name string
		f    model.Finding
		want string
	}{
		{"headline and first step", model.Finding{Advice: model.Advice{Headline: "Decide today: lease", Do: []string{"Decide.", "Write."}}}, "Decide today: lease. Decide."},
		{"without steps", model.Finding{Advice: model.Advice{Headline: "Decide today: lease"}}, "Decide today: lease."},
		{"a cut headline gives way", model.Finding{Message: "All of it is here.", Advice: model.Advice{Headline: "All of it is he…", Do: []string{"Read."}}}, "All of it is here. Read."},
		{"one cut in its middle too", model.Finding{Message: "All of it is here.", Advice: model.Advice{Headline: "All of it…: ACME"}}, "All of it is here."},
		{"without advice", model.Finding{Message: "Something is wrong."}, "Something is wrong."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := (Check{}).todo(tt.f); got != tt.want {
				t.Errorf("todo = %q, want %q", got, tt.want)
			}
		})
	}
}

// document is a check whose every text tries to get at the terminal.
func document() apidoc.CheckDocument {
	const evil = "evil\x1b[2J\u202e\nCRITICAL  forged"
	return apidoc.CheckDocument{
		AsOf:    time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC),
		Summary: &apidoc.Summary{Suppliers: 1, Critical: 1, Info: 1},
		Findings: []model.Finding{
			{
				Rule: "contract-expired", Severity: model.Critical, Route: model.RoutePage, Supplier: evil, Subject: model.KindContract.Subject(evil),
				Message: evil, Position: model.Position{File: evil, Line: 3}, Advice: model.Advice{Headline: evil, Do: []string{evil}},
			},
			{Rule: "stock-count-old", Severity: model.Info, Route: model.RouteWork, Message: "a note"},
		},
	}
}

func TestTextIsClean(t *testing.T) {
	var out bytes.Buffer
	if err := (Check{Document: document(), Hidden: "--all"}).Text(&out); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(out.String(), "\x1b\u202e") {
		t.Errorf("control characters came through: %q", out.String())
	}
	forged := 0
	for _, line := range strings.Split(out.String(), "\n") {
		if strings.HasPrefix(line, "CRITICAL") {
			forged++
		}
	}
	if forged > 0 {
		t.Errorf("a value forged a line:\n%s", out.String())
	}
}

func TestNotesAreShownWhenAskedFor(t *testing.T) {
	for _, all := range []bool{false, true} {
		var out bytes.Buffer
		if err := (Check{Document: document(), Hidden: "--all", All: all}).Text(&out); err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(out.String(), "a note"); got != all {
			t.Errorf("all %v: note shown: %v\n%s", all, got, out.String())
		}
		if got := strings.Contains(out.String(), "1 note not shown; --all shows it."); got == all {
			t.Errorf("all %v: said to be hidden: %v", all, got)
		}
	}
}

func TestStyle(t *testing.T) {
	if got := (Style{}).severity(model.Critical); got != "CRITICAL" {
		t.Errorf("plain = %q", got)
	}
	if got := (Style{Color: true}).severity(model.Critical); !strings.Contains(got, "\x1b[") || !strings.Contains(got, "CRITICAL") {
		t.Errorf("coloured = %q", got)
	}
}

func TestStatusText(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	who, until := "jane@buyer.example\x1b", at.Add(time.Hour)
	doc := apidoc.StatusDocument{AsOf: at, Alerts: []apidoc.StatusAlert{
		{
			ID: "a3f09c", Key: "acme/contract/msa", Rule: "contract-notice-due", Severity: model.Critical, State: model.StateFiring, Reason: model.ReasonEscalated,
			Since: at, NextAt: &until, Message: "Decide.",
			Notified: []apidoc.StatusNotification{
				{Recipient: "oncall@buyer.example", Step: 1, At: at, Result: model.MailAccepted},
				{Recipient: "leads@buyer.example", Step: 1, At: at, Result: model.MailAccepted, Twice: true},
			},
		},
		{ID: "b", Severity: model.Warning, State: model.StateAcknowledged, Since: at, AcknowledgedBy: &who, NextAt: &until},
		{ID: "c", Severity: model.Warning, State: model.StateSnoozed, Since: at, SnoozedUntil: &until},
		{ID: "e", Severity: model.Warning, State: model.StateFiring, Route: model.RouteWork, Since: at, Message: "Tell them."},
		{ID: "d", Severity: model.Warning, State: model.StateResolved, Since: at, EndedAt: &until, NextAt: &until},
		{ID: "f", Severity: model.Warning, State: model.StateLapsed, Since: at, EndedAt: &until},
		{ID: "g", Severity: model.Warning, State: model.StateWithdrawn, Since: at, EndedAt: &until, AcknowledgedBy: &who},
	}}
	doc.Outbox = &apidoc.OutboxStatus{Waiting: 3, Last: until, Mails: []apidoc.WaitingMail{
		{Recipient: "oncall@buyer.example\x1b", Alerts: []string{"a3f09c", "b"}, LeavesAt: until}, {Recipient: "it@buyer.example", LeavesAt: until},
	}, Paused: []apidoc.PausedRelay{{Relay: "smtp.buyer.example:587", Until: at.Add(time.Minute)}}}
	var out bytes.Buffer
	if err := StatusText(&out, doc, Style{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"4 alerts open as of 2026-11-22 10:00, times in UTC: 3 to act on, 1 in the weekly summary", "IN THE WEEKLY SUMMARY\ne  WARNING  Tell them.\n", "ENDED\n\nd  WARNING", "resolved: began 2026-11-22 10:00, ended 2026-11-22 11:00\n", "expired: began 2026-11-22 10:00, ended 2026-11-22 11:00\n",
		"removed: began 2026-11-22 10:00, ended 2026-11-22 11:00, acknowledged by jane@buyer.example \n",
		"a3f09c  CRITICAL  Decide.", "not acknowledged, open since 2026-11-22 10:00, escalated",
		"2026-11-22 10:00  step 1  oncall@buyer.example  sent\n", "leads@buyer.example  sent (possibly twice)\n", "next 2026-11-22 11:00",
		"acknowledged by jane@buyer.example  until 2026-11-22 11:00, open since 2026-11-22 10:00",
		"snoozed until 2026-11-22 11:00, open since 2026-11-22 10:00",
		"WAITING FOR THE MAIL RELAY\nsmtp.buyer.example:587 takes no mail for now; it is tried again at 2026-11-22 10:01\n3 mails beyond what the relay takes at a time; the last one leaves at about 2026-11-22 11:00\n",
		"        2026-11-22 11:00  oncall@buyer.example   about 2 alerts\n", "11:00  it@buyer.example\n        and 1 more after these\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in:\n%s", want, out.String())
		}
	}
	if n := strings.Count(out.String(), "UTC"); n != 1 {
		t.Errorf("the time zone is named %d times, want once", n)
	}
	if n := strings.Count(out.String(), "next "); n != 1 {
		t.Errorf("%d alerts say what comes next, want 1", n)
	}
}

func TestDeadlinesText(t *testing.T) {
	left := -3
	doc := apidoc.DeadlinesDocument{AsOf: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), Deadlines: []model.Deadline{
		{Supplier: "ümlaut", Subject: model.KindContract.Subject("a"), Kind: model.DeadlineContractEnd, State: "ended", Due: civil.NewDate(2026, 11, 19), DaysLeft: &left, ContractDates: &model.ContractDates{}},
		{Supplier: "b", Subject: model.KindDelivery.Subject("n2"), Kind: model.DeadlineDelivery, State: "overdue", Due: civil.NewDate(2026, 11, 19), DaysLeft: &left},
		{Supplier: "b", Subject: model.KindOrderWindow.Subject("a"), Kind: model.DeadlineOrderConfirm, State: "waiting"},
		{Supplier: "b", Subject: model.KindContact.Subject("orders"), Kind: model.DeadlineVerification, Channel: "phone", State: "never"},
		{Supplier: "b", Subject: model.KindContact.Subject("orders"), Kind: model.DeadlineVerification, Channel: "email", State: "never"},
		{Supplier: "b", Subject: model.SubjectSession, Kind: model.DeadlineSession, State: "never"},
	}}
	var out bytes.Buffer
	if err := DeadlinesText(&out, doc, Style{}); err != nil {
		t.Fatal(err)
	}
	want := `6 deadlines as of Sun 22 Nov 2026 10:00 UTC

DUE             DAYS  SUPPLIER  WHAT                        STATE
2026-11-19 Thu    -3  ümlaut    contract/a (its end)        ended
2026-11-19 Thu    -3  b         delivery/n2 (confirmation)  overdue

WITHOUT A DAY
  b
    order-window/a (confirmation): waiting
    session: never held
    never verified: contact/orders by phone and email
`
	if out.String() != want {
		t.Errorf("text:\n%s\nwant:\n%s", out.String(), want)
	}
}

// full is a screen that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

var errFull = errors.New("full")

func TestWriteErrorsAreReturned(t *testing.T) {
	for name, write := range map[string]func() error{
		"check":     func() error { return Check{Document: document()}.Text(full{}) },
		"deadlines": func() error { return DeadlinesText(full{}, apidoc.DeadlinesDocument{}, Style{}) },
		"status":    func() error { return StatusText(full{}, apidoc.StatusDocument{}, Style{}) },
		"json":      func() error { return JSON(full{}, apidoc.StatusDocument{}) },
	} {
		if err := write(); !errors.Is(err, errFull) {
			t.Errorf("%s: error = %v", name, err)
		}
	}
}

// withDaysLeft counts the days that are left of a finding with a day.
func withDaysLeft(f model.Finding, today civil.Date) model.Finding {
	if !f.Due.IsZero() {
		left := f.Due.DaysSince(today)
		f.DaysLeft = &left
	}
	return f
}
