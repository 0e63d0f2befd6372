package compose

import (
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/model"
)

// kinds are mails of every kind, by the name of their golden files.
func kinds(t *testing.T) map[string]func() (model.Mail, error) {
	t.Helper()
	compose := func(w *world, d model.Decision) func() (model.Mail, error) {
		return func() (model.Mail, error) { return w.compose(d, w.view) }
	}
	night := newWorld(t)
	night.view.Now = instant("2026-09-18T01:10:00Z")
	nightly := decision(model.MailAlert, model.ReasonReminder, "a3f09c")
	nightly.Mail = "m12"
	over := newWorld(t)
	over.end("a3f09c", model.StateResolved)
	over.end("b4c5d6", model.StateWithdrawn)
	lapsed := newWorld(t)
	lapsed.end("a3f09c", model.StateLapsed)
	letter := newWorld(t)
	letter.end("e3f4a5", model.StateResolved)
	monday := weekly("c7d8e9", "d0e1f2", "e3f4a5")
	letter.view.Summaries = map[string]apidoc.Summary{monday.To.Team: {
		Suppliers: 60, Exposure: apidoc.Estimate{Amount: &model.Money{Hundredths: 8640000000, Currency: "EUR"}, Estimated: 41, Of: 60},
		Coverage: apidoc.Coverage{Covered: 5, Of: 8},
	}}
	busy, fixed := newWorld(t), newWorld(t)
	sortOf := []int{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13}
	fullWeek := weekly(busy.crowd(3_000, "Contact #", func(i int) int { return sortOf[i*7%len(sortOf)] })...)
	fullWeek.Items[4].Reason, fullWeek.Items[8].Reason = model.ReasonWorse, model.ReasonWorse
	onlyFixed := weekly("c7d8e9", "d0e1f2", "e3f4a5")
	fixed.end("c7d8e9", model.StateResolved)
	fixed.end("d0e1f2", model.StateLapsed)
	fixed.end("e3f4a5", model.StateResolved)
	would := newWorld(t)
	would.view.Requests = map[string][]model.Request{
		monday.To.Team: {request(t, "de"), shared(t, "en")}, "others": {{Team: &model.Team{ID: "others"}}},
	}
	holding := decision(model.MailRateLimitNotice, model.ReasonRateLimited)
	holding.Held = 12
	grave := decision(model.MailRateLimitNotice, model.ReasonRateLimited, "d0e1f2", "a3f09c", "b4c5d6")
	grave.Held = 3
	hook := decision(model.MailAlert, model.ReasonEscalated, "a3f09c")
	hook.To = model.WebhookRecipient("oncall")
	plusless := newAnswered(t)
	plusless.composer.Identity.Plus = false
	return map[string]func() (model.Mail, error){
		"answered":  compose(newAnswered(t), decision(model.MailAlert, model.ReasonEscalated, "a3f09c")),
		"answers":   compose(newAnswered(t), decision(model.MailInitialReport, model.ReasonFirst, "e3f4a5", "a3f09c", "b4c5d6", "c7d8e9")),
		"plusless":  compose(plusless, decision(model.MailAlert, model.ReasonEscalated, "b4c5d6")),
		"alert":     compose(newWorld(t), decision(model.MailAlert, model.ReasonEscalated, "a3f09c")),
		"night":     compose(night, nightly),
		"domain":    compose(newWorld(t), decision(model.MailAlert, model.ReasonFirst, "b4c5d6")),
		"digest":    compose(newWorld(t), decision(model.MailDigest, model.ReasonFirst, "b4c5d6", "a3f09c")),
		"first":     compose(newWorld(t), decision(model.MailInitialReport, model.ReasonFirst, "e3f4a5", "b4c5d6", "c7d8e9", "d0e1f2")),
		"letter":    compose(letter, monday),
		"busy":      compose(busy, fullWeek),
		"fixed":     compose(fixed, onlyFixed),
		"would":     compose(would, monday),
		"quiet":     compose(newWorld(t), decision(model.MailSummary, model.ReasonSummary)),
		"resolved":  compose(over, decision(model.MailResolved, model.ReasonResolved, "a3f09c")),
		"withdrawn": compose(over, decision(model.MailResolved, model.ReasonWithdrawn, "b4c5d6")),
		"lapsed":    compose(lapsed, decision(model.MailResolved, model.ReasonLapsed, "a3f09c")),
		"over":      compose(over, decision(model.MailResolved, "", "a3f09c", "b4c5d6")),
		"holding":   compose(newWorld(t), holding),
		"held":      compose(newWorld(t), grave),
		"webhook":   compose(newWorld(t), hook),
	}
}

// newAnswered is the world of a company that reads the answers to its mails.
func newAnswered(t testing.TB) *world {
	t.Helper()
	w := newWorld(t)
	w.composer.Replies = true
	w.composer.Identity.Plus = true
	w.composer.Identity.Tokens = composetest.Tokens("abcdefghijklmnopqrstuvwx23")
	return w
}

// end closes an alert: its finding is gone, its memory stays.
func (w *world) end(id string, state model.AlertState) {
	a := w.view.State.Alerts[id]
	a.State, a.EndedAt, a.NextAt = state, w.view.Now, time.Time{}
	w.view.State.Alerts[id] = a
	delete(w.view.Findings, a.Key)
}

func TestGolden(t *testing.T) {
	for name, compose := range kinds(t) {
		t.Run(name, func(t *testing.T) {
			m, err := compose()
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", "Subject: "+m.Subject+"\n\n"+m.Text)
			golden(t, name+".html", m.HTML)
			if m.Payload != nil {
				golden(t, name+".json", string(m.Payload)+"\n")
				return
			}
			golden(t, name+".eml", eml(t, newWorld(t).composer.Identity, m))
		})
	}
}
