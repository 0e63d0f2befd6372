package compose

import (
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

func compose(t testing.TB, w *world, d model.Decision) model.Mail {
	t.Helper()
	m, err := w.compose(d, w.view)
	if err != nil {
		t.Fatal(err)
	}
	if subject, err := w.composer.Subject(d, w.view); err != nil || subject != m.Subject {
		t.Errorf("the subject alone is %q (%v), that of the mail %q", subject, err, m.Subject)
	}
	return m
}

// about makes an alert about one subject of ACME that wants to be called.
func (w *world) about(id, rule, subject string) model.Decision {
	s := w.view.Registry.Supplier("acme-photoresist")
	w.add(id, model.Finding{
		Rule: rule, Severity: model.Critical, Route: model.RoutePage, Supplier: s.ID, Subject: model.ParseSubject(subject), Group: rule,
		Message: "It does not work.", Owner: s.Owner, Responsible: s.Owner, Advice: model.Advice{Headline: "Find another way", Call: true},
	}, model.Alert{})
	return decision(model.MailAlert, model.ReasonFirst, id)
}

func TestGuarantee8AnAlertAboutAContactNamesNoWayThroughIt(t *testing.T) {
	for _, test := range []struct {
		subject     string
		with, lacks []string
	}{
		{"contact/orders", []string{"+49 89 1234599", "reserve@acme-photoresist.example"}, []string{"orders@acme", "+49 89 1234567"}},
		{"contact/duty", []string{"+49 89 1234567", "orders@acme"}, []string{"+49 89 1234599"}},
		{"domain/acme-photoresist.example", []string{"+49 89 1234567", "+49 89 1234599"}, []string{"orders@acme", "reserve@acme"}},
	} {
		w := newWorld(t)
		s := w.view.Registry.Supplier("acme-photoresist")
		// The same telephone and the same mailbox under other names.
		s.Contacts = append(s.Contacts,
			&model.Contact{ID: "twin", Roles: []model.Role{model.RoleGeneral}, Email: "Orders@ACME-photoresist.example", Domain: "acme-photoresist.example"},
			&model.Contact{ID: "double", Roles: []model.Role{model.RoleGeneral}, Phone: "+49 (89) 123 4567", Number: "+49891234567", Email: "reserve@acme-photoresist.example", Domain: "acme-photoresist.example"},
		)
		text := compose(t, w, w.about("f00d01", "contact-bounced", test.subject)).Text
		for _, want := range test.with {
			if !strings.Contains(text, want) {
				t.Errorf("%s: %q is missing in\n%s", test.subject, want, text)
			}
		}
		for _, ban := range test.lacks {
			if strings.Contains(strings.ToLower(text), strings.ToLower(ban)) {
				t.Errorf("%s: the mail goes through %q:\n%s", test.subject, ban, text)
			}
		}
	}
}

func TestNoWayLeft(t *testing.T) {
	w := newWorld(t)
	s := w.view.Registry.Supplier("acme-photoresist")
	s.Contacts = s.Contacts[:1]
	text := compose(t, w, w.about("f00d01", "contact-bounced", "contact/orders")).Text
	if !strings.Contains(strings.Join(strings.Fields(text), " "), "No working phone number or address of ACME Photoresist GmbH is recorded.") || strings.Contains(text, "Distributor Chemex") {
		t.Error(text)
	}
}

// A way that another open alert speaks against is named with that alert.
func TestFaultsOfOtherAlerts(t *testing.T) {
	w := newWorld(t)
	w.about("f00d01", "contact-bounced", "contact/orders")
	text := compose(t, w, decision(model.MailAlert, model.ReasonEscalated, "a3f09c")).Text
	if !regexp.MustCompile(`orders@acme-photoresist.example\s+does not work \(alert f00d01\)`).MatchString(text) {
		t.Error(text)
	}
	w.end("f00d01", model.StateResolved)
	text = compose(t, w, decision(model.MailAlert, model.ReasonEscalated, "a3f09c")).Text
	if strings.Contains(text, "f00d01") {
		t.Errorf("an alert that is over still speaks against the address:\n%s", text)
	}
}

func TestWhoAnswersNow(t *testing.T) {
	ordinary, emergency := "+49 89 1234567", "+49 89 1234599"
	for at, want := range map[string]string{
		"2026-09-17T06:00:00Z": "open until 17:00 (Munich)",  // Thursday 08:00
		"2026-09-17T15:00:00Z": "opens Fri 08:00 (Munich)",   // 17:00 itself is late
		"2026-09-18T03:00:00Z": "opens today 08:00 (Munich)", // before opening
		"2026-09-18T18:00:00Z": "opens Mon 08:00 (Munich)",   // Friday evening
		"2026-09-20T10:00:00Z": "opens Mon 08:00 (Munich)",   // Sunday
	} {
		w := newWorld(t)
		w.view.Now = instant(at)
		text := compose(t, w, decision(model.MailAlert, model.ReasonEscalated, "a3f09c")).Text
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is missing in\n%s", at, want, text)
		}
		open := strings.HasPrefix(want, "open until")
		if first := strings.Index(text, ordinary) < strings.Index(text, emergency); first != open {
			t.Errorf("%s: the wrong telephone comes first:\n%s", at, text)
		}
	}
}

func TestWhatIsKnownOfAContact(t *testing.T) {
	w := newWorld(t)
	told := func(kind model.FactKind, at, how string) {
		w.view.Facts.Add(model.Fact{
			Supplier: "acme-photoresist", Subject: model.KindContact.Subject("orders"), Kind: kind, ObservedAt: instant(at), Data: map[string]string{"how": how},
		})
	}
	want := func(text string) {
		t.Helper()
		if got := compose(t, w, decision(model.MailAlert, model.ReasonEscalated, "a3f09c")).Text; !strings.Contains(strings.Join(strings.Fields(got), " "), text) {
			t.Errorf("%q is missing in\n%s", text, got)
		}
	}
	want("last answered a call 14 days ago")
	told(model.FactNoAnswer, "2026-09-15T10:00:00Z", "")
	want("no answer 2 days ago")
	told(model.FactVerified, "2026-09-16T10:00:00Z", "call")
	want("last answered a call yesterday")
	told(model.FactWrongNumber, "2026-09-17T05:00:00Z", "")
	want("wrong number today")
	told(model.FactVerified, "2026-09-16T11:00:00Z", "seen")
	want("last mail from this address on Wed 16 Sep")
}

func TestThread(t *testing.T) {
	w := newWorld(t)
	a := w.view.State.Alerts["a3f09c"]
	if got := compose(t, w, decision(model.MailAlert, model.ReasonEscalated, "a3f09c")).References; !slices.Equal(got, []string{"m3@buyer.example"}) {
		t.Errorf("references %q, want the first mail about this alert alone", got)
	}
	a.Notified[3].MessageID = "old@elsewhere.example"
	if got := compose(t, w, decision(model.MailResolved, model.ReasonResolved, "a3f09c")).References; !slices.Equal(got, []string{"old@elsewhere.example"}) {
		t.Errorf("references %q, want the Message-ID that was kept", got)
	}
	if got := compose(t, w, decision(model.MailDigest, model.ReasonFirst, "a3f09c", "b4c5d6")).References; got != nil {
		t.Errorf("a digest refers to %q", got)
	}
	if got := compose(t, w, decision(model.MailAlert, model.ReasonFirst, "b4c5d6")).References; got != nil {
		t.Errorf("the first mail about an alert that only a digest told of refers to %q", got)
	}
}

func TestWhoKnows(t *testing.T) {
	w := newWorld(t)
	a := w.view.State.Alerts["a3f09c"]
	a.State, a.AcknowledgedBy, a.AcknowledgedAt = model.StateAcknowledged, "c.mai@buyer.example", instant("2026-09-16T11:00:00Z")
	for i := range 5 {
		a.Notified = append(a.Notified, model.Notification{
			Recipient: "x@buyer.example", Reason: model.ReasonReminder, At: instant("2026-09-01T06:00:00Z").Add(time.Duration(i) * time.Hour), Mail: fmt.Sprintf("old%d", i), Result: model.MailHeld,
		})
	}
	slices.SortStableFunc(a.Notified, func(x, y model.Notification) int { return x.At.Compare(y.At) })
	w.view.State.Alerts["a3f09c"] = a
	text := compose(t, w, decision(model.MailAlert, model.ReasonReminder, "a3f09c")).Text
	for _, want := range []string{`since 1 Sep +earlier +5 mails`, `Wed 16 Sep 13:00  c.mai@buyer.example +acknowledged`, `escalation; delivery failed`} {
		if !regexp.MustCompile(want).MatchString(text) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	if strings.Contains(text, "next, if nobody") || strings.Contains(text, "no answer") {
		t.Errorf("an acknowledged alert announces more:\n%s", text)
	}
}

func TestComposeRefuses(t *testing.T) {
	w := newWorld(t)
	for want, d := range map[string]model.Decision{
		"no alert ffffff": decision(model.MailAlert, model.ReasonFirst, "ffffff"),
		"has no alert":    decision(model.MailAlert, model.ReasonFirst),
	} {
		if _, err := w.compose(d, w.view); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// The same decision and view give the same mail, and neither is changed.
func TestComposeIsPure(t *testing.T) {
	d := decision(model.MailInitialReport, model.ReasonFirst, "e3f4a5", "b4c5d6", "c7d8e9", "a3f09c")
	w, untouched := newWorld(t), newWorld(t)
	w.about("f00d01", "contact-bounced", "contact/orders")
	w.about("f00d02", "contact-left", "contact/orders")
	untouched.about("f00d01", "contact-bounced", "contact/orders")
	untouched.about("f00d02", "contact-left", "contact/orders")
	first := compose(t, w, d)
	for range 20 {
		if again := compose(t, w, d); !reflect.DeepEqual(first, again) {
			t.Fatal("the same decision gave two mails")
		}
	}
	if d.Items[0].Alert != "e3f4a5" {
		t.Error("composing changed the decision")
	}
	// A calendar remembers the years that it was asked about.
	same := cmp.Options{
		cmp.Comparer(func(a, b *civil.Calendar) bool { return (a == nil) == (b == nil) }),
		cmpopts.IgnoreFields(View{}, "Facts"),
		cmpopts.IgnoreUnexported(View{}),
	}
	if diff := cmp.Diff(untouched.view, w.view, same); diff != "" {
		t.Errorf("composing changed the view:\n%s", diff)
	}
}

// The shell's lines name the daemon's configuration where they need to, quoted
// for a shell.
func TestConfigured(t *testing.T) {
	for file, want := range map[string]string{
		"/etc/sw.yaml":                          "supplierwatch snooze a3f09c 3 days --config /etc/sw.yaml",
		"/etc/it's a.yaml":                      `supplierwatch snooze a3f09c 3 days --config '/etc/it'\''s a.yaml'`,
		"":                                      "supplierwatch snooze a3f09c 3 days\n",
		"/etc/supplierwatch/supplierwatch.yaml": "  supplierwatch ack a3f09c --note \"on it\" \\\n      --config /etc/supplierwatch/supplierwatch.yaml\n",
		"/" + strings.Repeat("deep/", 20) + "sw.yaml": "remind me later, or sooner if it gets worse; add the daemon's --config",
	} {
		w := newWorld(t)
		w.composer.ConfigFile = file
		if text := compose(t, w, decision(model.MailAlert, model.ReasonFirst, "a3f09c")).Text; !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}

func TestReaderWithoutTeam(t *testing.T) {
	w := newWorld(t)
	w.view.Registry = nil
	d := decision(model.MailAlert, model.ReasonFirst, "a3f09c")
	d.To = model.Recipient{Address: "root@buyer.example"}
	if text := compose(t, w, d).Text; !strings.Contains(text, "All times in UTC.") {
		t.Error(text)
	}
}

// The order in which mails leave over a relay with a rate depends on the severity of their alerts.
func TestAMailRecordsTheSeverityOfItsAlerts(t *testing.T) {
	w := newWorld(t)
	d := w.about("a3f09c", "contact-bounced", "contact/order-desk")
	m := compose(t, w, d)
	if len(m.Alerts) != 1 || m.Alerts[0].Severity != model.Critical {
		t.Errorf("alerts are %+v", m.Alerts)
	}
}
