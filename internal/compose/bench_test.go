package compose

import (
	"fmt"
	"testing"

	"supplierwatch/internal/model"
)

// BenchmarkSummary writes the letter of a team that has ten thousand points of work.
func BenchmarkSummary(b *testing.B) {
	w := newWorld(b)
	d := weekly(w.crowd(10_000, "Order desk", func(i int) int { return i % len(sorts) })...)
	for b.Loop() {
		if _, err := w.compose(d, w.view); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMailOfEachTeam writes the initial report and the weekly summary of every team, of which each has one supplier and one alert. Its
// growth is what a mail costs beside that of a tenth of the teams: 1 where the mails of one evaluation cost no more the more of them there are.
func BenchmarkMailOfEachTeam(b *testing.B) {
	var before float64
	for _, teams := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(teams), func(b *testing.B) {
			w, decisions := oneAlertEach(b, teams)
			for b.Loop() {
				composeAll(b, w, decisions)
			}
			perMail := float64(b.Elapsed().Microseconds()) / float64(b.N*len(decisions))
			b.ReportMetric(perMail, "µs/mail")
			if before > 0 {
				b.ReportMetric(perMail/before, "growth")
			}
			before = perMail
		})
	}
}

// oneAlertEach is a world of many teams, with what each is mailed in an evaluation.
func oneAlertEach(b *testing.B, teams int) (*world, []model.Decision) {
	b.Helper()
	w := newWorld(b)
	template := w.view.Registry.Suppliers[0]
	w.view.Registry.Suppliers = nil
	clear(w.view.State.Alerts)
	clear(w.view.Findings)
	var decisions []model.Decision
	for i := range teams {
		id := fmt.Sprintf("team-%d", i)
		team := &model.Team{ID: id, Email: id + "@buyer.example", Calendar: template.Calendar}
		supplier := *template
		supplier.ID, supplier.Owner = fmt.Sprintf("supplier-%06d", i), team
		w.view.Registry.Teams[id] = team
		w.view.Registry.Suppliers = append(w.view.Registry.Suppliers, &supplier)
		alert := fmt.Sprintf("%08x", i)
		w.add(alert, model.Finding{
			Rule: "contact-bounced", Severity: model.Warning, Route: model.RoutePage, Supplier: supplier.ID, Subject: model.KindContact.Subject("orders"), Owner: team,
			Message: "A mail to the order desk came back.", Advice: model.Advice{Headline: "Find a working address: Order desk", Call: true},
		}, model.Alert{Team: id, State: model.StateFiring, Notified: []model.Notification{{Recipient: team.Email, Mail: "row-" + id, At: w.view.Now}}})
		for _, kind := range []model.MailKind{model.MailInitialReport, model.MailSummary} {
			d := decision(kind, model.ReasonFirst, alert)
			d.Mail, d.To = string(kind)+"-"+id, model.Recipient{Team: id, Address: team.Email}
			decisions = append(decisions, d)
		}
	}
	return w, decisions
}

// composeAll writes the mails as the engine does: the view is indexed once.
func composeAll(b *testing.B, w *world, decisions []model.Decision) {
	b.Helper()
	v := w.view.Indexed()
	for _, d := range decisions {
		if _, _, err := w.composer.Compose(d, v); err != nil {
			b.Fatal(err)
		}
	}
}
