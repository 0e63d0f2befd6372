package verification_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// TestGuarantee3SuppliersAreNeverSpammed lets a year go by in which anything may happen, and holds what we promised to every mail that was sent.
func TestGuarantee3SuppliersAreNeverSpammed(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := newWorld(t)
		w.planner.PerDay = rapid.IntRange(1, 3).Draw(rt, "per day")
		w.planner.MinInterval = days(rapid.IntRange(20, 100).Draw(rt, "interval"))
		w.planner.Reminders = rapid.IntRange(0, 1).Draw(rt, "reminders")
		ended := map[string]bool{}
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(1, 400).Draw(rt, "hours")) * time.Hour)
			w.happen(rt, ended)
			p := w.planner.Plan(w.Registry, w.unverified(), w.facts, w.now, rapid.Bool().Draw(rt, "automatic"))
			checkPlan(rt, w, p, ended)
			w.send(p)
		}
		checkPace(rt, w)
	})
}

// happen lets one thing happen that tries to make us ask once too often.
func (w *world) happen(t *rapid.T, ended map[string]bool) {
	s := rapid.SampledFrom(w.Suppliers).Draw(t, "supplier")
	c := rapid.SampledFrom(s.Contacts).Draw(t, "contact")
	address := strings.ToLower(c.Email)
	kinds := []model.FactKind{
		model.FactReplied, model.FactTicket, model.FactAway, model.FactDelayed, model.FactReleased, model.FactChanged, model.FactConfirmed,
		model.FactVerified, model.FactObjected, model.FactBounced, "rename", "case", "nothing",
	}
	switch kind := rapid.SampledFrom(kinds).Draw(t, "kind"); kind {
	case "nothing":
	case "rename":
		c.ID += "x"
	case "case":
		c.Email = strings.ToUpper(c.Email)
	case model.FactObjected:
		ended[address] = true
		fallthrough
	default:
		data := map[string]string{
			"address": c.Email, "until": w.now.AddDate(0, 0, 9).Format(time.DateOnly), "verdict": string(mailparse.Full),
		}
		w.tell(kind, s.ID, c.ID, data)
	}
}

func checkPlan(t *rapid.T, w *world, p verification.Plan, ended map[string]bool) {
	seen := map[string]bool{}
	for _, q := range p.Requests {
		address := strings.ToLower(q.Address)
		if seen[address] {
			t.Fatalf("two mails to %s in one plan", address)
		}
		seen[address] = true
		if ended[address] {
			t.Fatalf("%s objected and is asked", address)
		}
		if q.SendAt.Before(w.now) || !w.acme.Calendar.OpenAt(q.SendAt) {
			t.Fatalf("mail to %s at %s, when they are closed", address, q.SendAt)
		}
		for _, a := range q.Asked {
			if a.Contact.HasRole(model.RoleEscalation) {
				t.Fatalf("%s is for emergencies and is asked", a.Contact.ID)
			}
		}
	}
}

// checkPace holds intervals, promises and the number of mails a day, over all that was sent.
func checkPace(t *rapid.T, w *world) {
	perDay, last := map[string]int{}, map[string]model.Request{}
	reminders, names := map[string]int{}, map[string]bool{}
	for _, q := range w.requests {
		if names[q.ID] {
			t.Fatalf("row %s was queued twice", q.ID)
		}
		names[q.ID] = true
		day := q.SendAt.UTC().Format(time.DateOnly)
		if perDay[day]++; perDay[day] > w.planner.PerDay {
			t.Fatalf("%d mails on %s, allowed are %d", perDay[day], day, w.planner.PerDay)
		}
		address := strings.ToLower(q.Address)
		before, asked := last[address]
		if q.Reminder > 0 {
			if reminders[before.ID]++; reminders[before.ID] > w.planner.Reminders {
				t.Fatalf("%s was reminded %d times", address, reminders[before.ID])
			}
			continue
		}
		today := w.acme.Calendar.Today(q.SendAt)
		if asked && (today.Before(before.NotAgainBefore) || today.Before(w.acme.Calendar.Today(before.SendAt).Plus(w.planner.MinInterval, nil))) {
			t.Fatal(fmt.Sprintf("%s was asked on %s and, promised not before %s, on %s", address, before.SendAt, before.NotAgainBefore, today))
		}
		last[address] = q
	}
}
