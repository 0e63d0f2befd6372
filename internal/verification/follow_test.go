package verification_test

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// asked is a world in which quality was asked on Monday at ten.
func asked(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.send(w.plan(w.unverified("acme/quality")))
	if len(w.mails) != 1 {
		t.Fatal("nobody was asked")
	}
	return w
}

// at plans at another instant.
func (w *world) at(s string) (reminded, silent bool) {
	w.now = instant(s)
	p := w.plan(w.unverified("acme/quality"))
	return len(p.Requests) == 1 && p.Requests[0].Reminder == 1, len(p.Silent) > 0
}

func TestGuarantee3OneRequestAndItsOneReminder(t *testing.T) {
	w := asked(t)
	for _, early := range []string{"2026-03-03T09:00:00Z", "2026-03-10T08:59:00Z"} {
		if reminded, silent := w.at(early); reminded || silent {
			t.Fatalf("at %s: reminded %t, silent %t", early, reminded, silent)
		}
	}
	w.now = instant("2026-03-10T09:00:00Z")
	p := w.plan(w.unverified("acme/quality"))
	if len(p.Requests) != 1 || p.Requests[0].Reminder != 1 {
		t.Fatalf("no reminder: %+v", p)
	}
	q := p.Requests[0]
	if q.NotAgainBefore != w.requests[0].NotAgainBefore || len(q.Reminds) != 1 || q.Reminds[0] != w.mails[0].MessageID || q.ID == w.mails[0].ID {
		t.Errorf("the reminder promises %s and reminds of %v", q.NotAgainBefore, q.Reminds)
	}
	w.send(p)
	if reminded, silent := w.at("2026-03-16T09:00:00Z"); reminded || silent {
		t.Fatalf("before its time: reminded %t, silent %t", reminded, silent)
	}
	w.now = instant("2026-03-17T09:00:00Z")
	p = w.plan(w.unverified("acme/quality"))
	if len(p.Requests) != 0 || len(p.Silent) != 1 || p.Silent[0].Subject != model.KindContact.Subject("quality") {
		t.Fatalf("nobody answered, and the plan is %+v", p)
	}
	w.send(p)
	if again := w.plan(w.unverified("acme/quality")); len(again.Silent)+len(again.Requests) != 0 {
		t.Errorf("said twice: %+v", again)
	}
	if reminded, silent := w.at("2026-06-15T09:00:00Z"); reminded || silent {
		t.Error("asked before the promised day")
	}
	w.now = instant("2026-06-16T09:00:00Z")
	if p := w.plan(w.unverified("acme/quality")); len(p.Requests) != 1 || p.Requests[0].Reminder != 0 {
		t.Errorf("not asked again on the promised day: %+v", p)
	}
}

func TestWithoutRemindersSilenceFollowsTheQuestion(t *testing.T) {
	w := newWorld(t)
	w.planner.Reminders = 0
	w.send(w.plan(w.unverified("acme/quality")))
	if reminded, silent := w.at("2026-03-10T09:00:00Z"); reminded || !silent {
		t.Errorf("reminded %t, silent %t", reminded, silent)
	}
}

func TestWhatKeepsOrEndsTheWaiting(t *testing.T) {
	quality := address("quality@acme.example")
	with := func(key, value string) map[string]string {
		return map[string]string{"address": "quality@acme.example", key: value}
	}
	for name, c := range map[string]struct {
		kind     model.FactKind
		data     map[string]string
		reminded bool
	}{
		"a ticket":              {model.FactTicket, quality, true},
		"a delay":               {model.FactDelayed, quality, true},
		"a full mailbox":        {model.FactBounced, with("verdict", string(mailparse.Full)), true},
		"away, nobody knows":    {model.FactAway, quality, true},
		"away until yesterday":  {model.FactAway, with("until", "2026-03-01"), true},
		"away for long":         {model.FactAway, with("until", "2026-03-20"), false},
		"a reply":               {model.FactReplied, quality, false},
		"a confirmation":        {model.FactConfirmed, quality, false},
		"a change":              {model.FactChanged, quality, false},
		"somebody who left":     {model.FactLeft, quality, false},
		"a bounce":              {model.FactBounced, with("verdict", string(mailparse.Gone)), false},
		"an objection":          {model.FactObjected, quality, false},
		"an ordinary mail":      {model.FactSeen, quality, true},
		"a reply without token": {model.FactReplied, with("proof", string(model.ProofNotStamped)), true},
		"a proven one":          {model.FactReplied, with("proof", string(model.ProofSender)), false},
		"a call by a colleague": {model.FactVerified, nil, true}, // proves the phone; the finding says whether the address is still to be proven
	} {
		t.Run(name, func(t *testing.T) {
			w := asked(t)
			w.now = w.now.Add(time.Minute)
			w.tell(c.kind, "acme", "quality", c.data)
			if reminded, silent := w.at("2026-03-10T09:00:00Z"); reminded != c.reminded || silent {
				t.Errorf("reminded %t, want %t; silent %t", reminded, c.reminded, silent)
			}
		})
	}
}

func TestTheReminderComesAfterAnAbsence(t *testing.T) {
	w := asked(t)
	w.tell(model.FactAway, "acme", "quality", map[string]string{"address": "quality@acme.example", "until": "2026-03-20"})
	if reminded, silent := w.at("2026-03-26T09:00:00Z"); reminded || silent {
		t.Errorf("reminded %t, silent %t before five working days after the return are over", reminded, silent)
	}
	if reminded, _ := w.at("2026-03-30T09:00:00Z"); !reminded {
		t.Error("never reminded")
	}
}

func TestNobodyIsRemindedOfWhatIsSettled(t *testing.T) {
	w := asked(t)
	w.now = instant("2026-03-10T09:00:00Z")
	if p := w.plan(w.unverified("acme/orders")); len(p.Requests) != 1 || p.Requests[0].Address != "Orders@acme.example" {
		t.Errorf("planned %v", addresses(p))
	}
}

func TestNobodyIsRemindedMonthsLater(t *testing.T) {
	w := asked(t)
	w.now = instant("2026-08-03T09:00:00Z")
	p := w.plan(w.unverified("acme/quality"))
	if len(p.Requests) != 1 || p.Requests[0].Reminder != 0 || len(p.Silent) != 0 {
		t.Errorf("an old question goes on: %+v", p)
	}
}

func TestGuarantee3NotAgainBeforeADateIsKept(t *testing.T) {
	for name, change := range map[string]func(*world){
		"answered, and the finding stands": func(w *world) { w.tell(model.FactReplied, "acme", "quality", address("quality@acme.example")) },
		"released by hand":                 func(w *world) { w.tell(model.FactReleased, "acme", "quality", nil) },
		"the contact has another id":       func(w *world) { w.acme.Contacts[2].ID = "qa" },
		"the supplier has another id":      func(w *world) { w.acme.ID = "acme-new" },
		"the contact moved":                func(w *world) { w.gas.Contacts = append(w.gas.Contacts, w.acme.Contacts[2]) },
		"another contact joined it":        func(w *world) { w.gas.Contacts[0].Email = "QUALITY@Acme.example" },
	} {
		t.Run(name, func(t *testing.T) {
			w := asked(t)
			w.planner.Reminders = 0
			change(w)
			for day := range 100 {
				w.now = instant(monday).AddDate(0, 0, day)
				for _, q := range w.plan(w.unverified()).Requests {
					if strings.EqualFold(q.Address, "quality@acme.example") {
						t.Fatalf("asked again on day %d", day)
					}
				}
			}
		})
	}
}

func TestALongerIntervalCountsAtOnce(t *testing.T) {
	w := asked(t)
	w.tell(model.FactReplied, "acme", "quality", address("quality@acme.example"))
	w.planner.MinInterval = days(200)
	w.now = instant("2026-07-01T09:00:00Z")
	if p := w.plan(w.unverified("acme/quality")); len(p.Requests) != 0 {
		t.Error("asked after 121 days")
	}
}
