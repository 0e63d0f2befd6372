package verification_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

func TestGuarantee3OneMailPerAddressOverAllContactsAndSuppliers(t *testing.T) {
	w := newWorld(t)
	p := w.plan(w.unverified("acme/orders"))
	if len(p.Requests) != 1 {
		t.Fatalf("%d requests, want one: %+v", len(p.Requests), p.Requests)
	}
	q := p.Requests[0]
	if len(q.Asked) != 2 || q.Asked[1].Supplier != w.gas {
		t.Errorf("the mail asks about %d contacts, want both that have the address", len(q.Asked))
	}
	if q.Address != "Orders@acme.example" {
		t.Errorf("it goes to %q, want the local part as written and the domain in lower case", q.Address)
	}
	if q.Team != w.team || q.Language != "de" || q.Beside != "" || len(q.Mailboxes) != 1 {
		t.Errorf("team %v, language %q beside %q, %d mailboxes", q.Team, q.Language, q.Beside, len(q.Mailboxes))
	}
	if want := date("2026-06-16"); q.NotAgainBefore != want { // 120 days less 14 are more than 100
		t.Errorf("promised not before %s, want %s", q.NotAgainBefore, want)
	}
	if want := instant("2026-03-10T09:00:00Z"); !q.AnswerBy.Equal(want) { // Wednesday is closed
		t.Errorf("an answer is in time until %s, want %s", q.AnswerBy, want)
	}
}

func TestTheMailNamesTheDateOfItsShortestVerification(t *testing.T) {
	w := newWorld(t)
	w.acme.Contacts[0].VerifyEvery = days(365)
	w.gas.Contacts[0].VerifyEvery = days(200)
	if got, want := w.plan(w.unverified("acme/orders")).Requests[0].NotAgainBefore, date("2026-09-04"); got != want {
		t.Errorf("promised not before %s, want %s", got, want)
	}
	w.gas.Contacts[0].VerifyEvery = days(30)
	if got, want := w.plan(w.unverified("acme/orders")).Requests[0].NotAgainBefore, date("2026-06-10"); got != want {
		t.Errorf("promised not before %s, want %s: the interval is longer", got, want)
	}
}

func TestGuarantee3WithinTheirHoursAndNeverOnTheirHolidays(t *testing.T) {
	for name, c := range map[string]struct {
		now, hours, want string
		closed           []civil.Date
	}{
		"open":              {monday, "", monday, nil},
		"before eight":      {"2026-03-02T05:00:00Z", "", "2026-03-02T07:00:00Z", nil},
		"at closing time":   {"2026-03-02T16:00:00Z", "", "2026-03-03T07:00:00Z", nil},
		"on their holiday":  {"2026-03-04T09:00:00Z", "", "2026-03-05T07:00:00Z", nil},
		"on a Saturday":     {"2026-03-07T09:00:00Z", "", "2026-03-09T07:00:00Z", nil},
		"hours of its own":  {monday, "13:00-14:00", "2026-03-02T12:00:00Z", nil},
		"day and night":     {"2026-03-02T23:00:00Z", "24/7", "2026-03-03T07:00:00Z", nil},
		"a shift at night":  {monday, "22:00-06:00", "2026-03-02T21:00:00Z", nil},
		"closed for long":   {"2026-03-02T16:30:00Z", "", "", span("2026-03-03", 30)},
		"closed for a week": {"2026-03-02T16:30:00Z", "", "2026-03-10T07:00:00Z", span("2026-03-03", 7)},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.now = instant(c.now)
			if c.closed != nil {
				w.acme.Calendar = calendarOf(t, "munich", "Europe/Berlin", "08:00-17:00", c.closed...)
			}
			if c.hours != "" {
				h, err := civil.ParseHours(c.hours)
				if err != nil {
					t.Fatal(err)
				}
				w.acme.Contacts[2].Hours = &h
			}
			p := w.plan(w.unverified("acme/quality"))
			if c.want == "" {
				if len(p.Requests) != 0 || because(p, "acme", "quality") != "they are closed" {
					t.Errorf("asked: %v, because %q", addresses(p), because(p, "acme", "quality"))
				}
				return
			}
			if got := p.Requests[0].SendAt; !got.Equal(instant(c.want)) {
				t.Errorf("sent at %s, want %s", got.UTC(), c.want)
			}
		})
	}
}

func span(from string, n int) []civil.Date {
	var all []civil.Date
	for i := range n {
		all = append(all, date(from).AddDays(i))
	}
	return all
}

func TestContactsThatMeetAtNoHourAreNotAsked(t *testing.T) {
	w := newWorld(t)
	morning, evening := hours(t, "08:00-10:00"), hours(t, "15:00-17:00")
	w.acme.Contacts[0].Hours, w.gas.Contacts[0].Hours = &morning, &evening
	if p := w.plan(w.unverified("acme/orders")); len(p.Requests) != 0 || because(p, "acme", "orders") == "" {
		t.Errorf("asked %v", addresses(p))
	}
}

func hours(t *testing.T, s string) civil.Hours {
	t.Helper()
	h, err := civil.ParseHours(s)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestGuarantee3ObjectedAndDoNotContactEndIt(t *testing.T) {
	for name, c := range map[string]struct {
		arrange func(*world)
		reason  string
	}{
		"do_not_contact":            {func(w *world) { w.acme.DoNotContact = true }, "do_not_contact of acme"},
		"another with the address":  {func(w *world) { w.gas.DoNotContact = true }, "do_not_contact of gas"},
		"an objection":              {func(w *world) { w.tell(model.FactObjected, "acme", "orders", nil) }, "asked for no such mails on 2026-03-02"},
		"an objection by another":   {func(w *world) { w.tell(model.FactObjected, "gas", "desk", nil) }, "asked for no such mails"},
		"of a contact that is gone": {func(w *world) { w.tell(model.FactObjected, "old", "x", address("ORDERS@acme.example")) }, "asked for no such mails"},
		"a bounce":                  {func(w *world) { w.tell(model.FactBounced, "acme", "orders", verdict(mailparse.Gone)) }, "a mail came back"},
		"a domain without mail":     {func(w *world) { w.tell(model.FactBounced, "acme", "orders", verdict(mailparse.NoMailDomain)) }, "a mail came back"},
		"a refusal":                 {func(w *world) { w.tell(model.FactRejected, "acme", "orders", verdict(mailparse.Gone)) }, "refused"},
		"somebody who left":         {func(w *world) { w.tell(model.FactLeft, "acme", "orders", nil) }, "has left"},
		"our own address": {func(w *world) {
			w.acme.Contacts[0].Email, w.acme.Contacts[0].Domain = "x@buyer.example", "buyer.example"
		}, "ours"},
		"no address":                {func(w *world) { w.acme.Contacts[0].Email = "" }, "no address"},
		"a contact for emergencies": {func(w *world) { w.acme.Contacts[0].Roles = append(w.acme.Contacts[0].Roles, model.RoleEscalation) }, "emergencies"},
		"a supplier by its old name": {func(w *world) {
			w.acme.Was = []string{"acme-old"}
			w.tell(model.FactObjected, "acme-old", "orders", nil)
		}, "asked for no such mails"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c.arrange(w)
			w.tell(model.FactReleased, "acme", "orders", nil)
			p := w.plan(w.unverified("acme/orders"))
			if len(p.Requests) != 0 {
				t.Fatalf("asked %v", addresses(p))
			}
			if got := because(p, "acme", "orders"); !strings.Contains(got, c.reason) {
				t.Errorf("because %q, want %q", got, c.reason)
			}
		})
	}
}

func address(a string) map[string]string { return map[string]string{"address": a} }

func verdict(v mailparse.Verdict) map[string]string {
	return map[string]string{"verdict": string(v), "address": "orders@acme.example"}
}

func TestWhoIsAskedAgainAfterAll(t *testing.T) {
	for name, arrange := range map[string]func(*world){
		"a full mailbox":       func(w *world) { w.tell(model.FactBounced, "acme", "orders", verdict(mailparse.Full)) },
		"a bounce that is our": func(w *world) { w.tell(model.FactBounced, "acme", "orders", verdict(mailparse.Ours)) },
		"verified since":       func(w *world) { w.gone(); w.tell(model.FactVerified, "acme", "orders", nil) },
		"verified in the registry": func(w *world) {
			w.gone()
			w.acme.Contacts[0].Verified = []model.Verified{{On: date("2026-03-03"), How: model.HowCall}}
		},
		"answered since": func(w *world) { w.gone(); w.tell(model.FactConfirmed, "acme", "orders", nil) },
		"a new address": func(w *world) {
			w.gone()
			w.acme.Contacts[0].Email = "new@acme.example"
			w.acme.Contacts[0].Domain = "acme.example"
		},
		"the objection of the old":  func(w *world) { w.tell(model.FactObjected, "acme", "orders", address("before@acme.example")) },
		"a contact of another kind": func(w *world) { w.tell(model.FactObjected, "acme", "quality", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			arrange(w)
			if p := w.plan(w.unverified("acme/orders")); len(p.Requests) != 1 {
				t.Errorf("not asked: %+v", p.Skipped)
			}
		})
	}
}

func (w *world) gone() { w.tell(model.FactBounced, "acme", "orders", verdict(mailparse.Gone)) }

func TestGuarantee3EscalationContactsAreMailedOnlyWhereARequestNamesThem(t *testing.T) {
	w := newWorld(t)
	w.tell(model.FactReleased, "acme", "duty", nil)
	if p := w.plan(w.unverified("acme/duty")); len(p.Requests) != 0 {
		t.Fatal("asked by an ordinary release")
	}
	w.tell(model.FactReleased, "acme", "duty", map[string]string{"escalation": "yes"})
	p := w.planner.Plan(w.Registry, w.unverified("acme/duty"), w.facts, w.now, false)
	if len(p.Requests) != 1 || !p.Requests[0].Escalation {
		t.Fatalf("not asked: %+v", p.Skipped)
	}
	w.send(p)
	w.now = w.now.AddDate(1, 0, 0)
	if p := w.plan(w.unverified("acme/duty")); len(p.Requests) != 0 {
		t.Error("asked a second time by the same release")
	}
}

func TestAContactForEmergenciesIsInNoMailToItsAddress(t *testing.T) {
	w := newWorld(t)
	w.gas.Contacts[0].Roles = []model.Role{model.RoleEscalation}
	p := w.plan(w.unverified())
	for _, q := range p.Requests {
		for _, a := range q.Asked {
			if a.Supplier == w.gas {
				t.Errorf("the mail to %s is about a contact for emergencies", q.Address)
			}
		}
	}
}

func TestNothingIsAskedWithoutARelease(t *testing.T) {
	w := newWorld(t)
	ask := func() []string {
		return addresses(w.planner.Plan(w.Registry, w.unverified("acme/orders", "acme/quality"), w.facts, w.now, false))
	}
	if got := ask(); len(got) != 0 {
		t.Fatalf("asked %v", got)
	}
	w.tell(model.FactReleased, "acme", "quality", nil)
	if got := ask(); !slices.Equal(got, []string{"quality@acme.example"}) {
		t.Fatalf("asked %v", got)
	}
	w.send(w.planner.Plan(w.Registry, w.unverified("acme/quality"), w.facts, w.now, false))
	w.now = w.now.AddDate(1, 0, 0)
	if got := ask(); len(got) != 0 {
		t.Errorf("asked %v by a release that was used", got)
	}
}

func TestARequestIsTheSameHoweverOftenItIsPlanned(t *testing.T) {
	w := newWorld(t)
	first := w.plan(w.unverified())
	w.now = w.now.Add(20 * time.Minute)
	again := w.plan(w.unverified())
	for i := range first.Requests {
		if first.Requests[i].ID != again.Requests[i].ID {
			t.Errorf("%s became %s", first.Requests[i].ID, again.Requests[i].ID)
		}
	}
	if first.Requests[0].ID == first.Requests[1].ID {
		t.Error("two questions have one id")
	}
}

func TestGuarantee3SoManyADayInAll(t *testing.T) {
	w := newWorld(t)
	w.planner.PerDay = 1
	findings := w.unverified("acme/quality", "acme/orders")
	p := w.plan(findings)
	if got := addresses(p); !slices.Equal(got, []string{"Orders@acme.example"}) {
		t.Fatalf("asked %v, want the first finding's", got)
	}
	if got := because(p, "acme", "quality"); !strings.HasPrefix(got, "per_day is 1") {
		t.Errorf("because %q", got)
	}
	w.send(p)
	w.now = w.now.Add(time.Hour)
	if p := w.plan(findings); len(p.Requests) != 0 {
		t.Fatalf("asked %v on the same day", addresses(p))
	}
	w.now = w.now.AddDate(0, 0, 1)
	if got := addresses(w.plan(findings)); !slices.Equal(got, []string{"quality@acme.example"}) {
		t.Errorf("asked %v on the next day", got)
	}
}

func TestLanguages(t *testing.T) {
	for _, c := range []struct{ language, country, first, beside string }{
		{"de", "DE", "de", ""},
		{"nl", "BE", "nl", ""},
		{"fr", "DE", "fr", ""},
		{"en", "FR", "en", ""},
		{"", "FR", "en", "fr"},
		{"", "MX", "en", "es"},
		{"", "JP", "en", ""},
		{"ja", "JP", "en", ""},
		{"pl", "DE", "en", "de"},
		{"", "", "en", ""},
		{"", "GB", "en", ""},
	} {
		w := newWorld(t)
		w.acme.Language, w.acme.Country = c.language, c.country
		q := w.plan(w.unverified("acme/quality")).Requests[0]
		if q.Language != c.first || q.Beside != c.beside {
			t.Errorf("language %q in %q is asked in %q beside %q, want %q beside %q", c.language, c.country, q.Language, q.Beside, c.first, c.beside)
		}
	}
}

// That somebody wrote from an address says nothing about mail to it.
func TestWhoWroteFromALostAddressIsNotAskedAgain(t *testing.T) {
	for name, tell := range map[string]func(*world){
		"wrote":            func(w *world) { w.tell(model.FactSeen, "acme", "orders", provenOn()) },
		"somebody says so": func(w *world) { w.tell(model.FactVerified, "acme", "orders", map[string]string{"how": "seen"}) },
		"the registry says so": func(w *world) {
			w.acme.Contacts[0].Verified = []model.Verified{{On: date("2026-03-03"), How: model.HowSeen}}
		},
	} {
		w := newWorld(t)
		w.gone()
		tell(w)
		if p := w.plan(w.unverified("acme/orders")); len(p.Requests) != 0 {
			t.Errorf("%s: asked", name)
		}
	}
}

func provenOn() map[string]string {
	return map[string]string{"proof": string(model.ProofSender)}
}

// A mail that they write by themselves puts off the next question by at most 30 days, once in each period of verification.
func TestWhoWritesByThemselvesIsAskedLater(t *testing.T) {
	for _, c := range []struct {
		name  string
		due   string // until when they count as verified; empty: never were
		wrote []string
		asked string // the first day on which they are asked
	}{
		{"never verified, never wrote", "", nil, "2026-03-02"},
		{"never verified, wrote once", "", []string{"2026-03-01"}, "2026-03-31"},
		{"never verified, writes every week", "", []string{"2026-02-20", "2026-02-27", "2026-03-06", "2026-03-13", "2026-03-20"}, "2026-03-22"},
		{"never verified, wrote long ago", "", []string{"2026-01-02", "2026-03-01"}, "2026-03-02"},
		{"due, wrote lately", "2026-03-10", []string{"2026-02-20"}, "2026-03-22"},
		{"due, writes every week since long", "2026-03-10", []string{"2025-12-01", "2026-01-26", "2026-02-23", "2026-03-16", "2026-03-23"}, "2026-03-26"},
		{"overdue, wrote lately", "2026-01-01", []string{"2026-03-01"}, "2026-03-02"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			findings := w.unverified("acme/quality")
			if c.due != "" {
				findings[0].Rule, findings[0].Due = "contact-verification-due", date(c.due)
			}
			for day := date("2025-12-01"); day.Before(date("2026-06-01")); day = day.AddDays(1) {
				w.now = instant(day.String() + "T09:00:00Z")
				if slices.Contains(c.wrote, day.String()) {
					w.tell(model.FactSeen, "acme", "quality", provenOn())
				}
				if day.Before(date("2026-03-02")) {
					continue
				}
				if p := w.plan(findings); len(p.Requests) == 1 {
					if day.String() != c.asked {
						t.Errorf("asked on %s, want %s", day, c.asked)
					}
					return
				}
			}
			t.Error("never asked")
		})
	}
}

func TestAReleaseGoesBeforeARest(t *testing.T) {
	w := newWorld(t)
	w.tell(model.FactSeen, "acme", "quality", provenOn())
	w.tell(model.FactReleased, "acme", "quality", nil)
	if p := w.plan(w.unverified("acme/quality")); len(p.Requests) != 1 {
		t.Errorf("not asked: %+v", p.Skipped)
	}
}
