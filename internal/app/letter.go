package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/watch"
	"supplierwatch/internal/web"
)

// answerPath is where the link of a mail leads, below the page's address.
const answerPath = "/answer/"

// link gives the address that a mail tells its reader to answer at; nil where nobody knows where people find the page.
func (s *setup) link() func(row string) string {
	if s.HTTP.ExternalURL == "" || s.key == nil {
		return nil
	}
	return func(row string) string { return s.HTTP.ExternalURL + answerPath + s.key.Link(row) }
}

// Letter finds the mail in whose link a token stands.
func (x acting) Letter(ctx context.Context, link string) (web.Letter, error) {
	token, ours := x.key.OfLink(link)
	if !ours {
		return web.Letter{}, web.ErrNoLink
	}
	row, known, err := x.store.MailByToken(ctx, token)
	if err != nil {
		return web.Letter{}, err
	}
	if !known || !linked(row) {
		return web.Letter{}, web.ErrNoMail
	}
	state, err := x.remembered(ctx)
	if err != nil {
		return web.Letter{}, err
	}
	if x.clock().Sub(row.CreatedAt) > answerable {
		search := correlator{intake: x.intake, state: &state}
		if over, err := search.over(ctx, &row); over || err != nil {
			return web.Letter{}, orErr(err, web.ErrExpired)
		}
	}
	letter := x.letter(row, state)
	err = x.engine.Known(ctx, func(facts *watch.Facts) { letter.Done = recorded(row, state, facts) })
	return letter, err
}

func orErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// linked reports whether a mail has a link: it tells people of ours of alerts.
func linked(m watch.Mail) bool { return m.Kind.Answerable() && len(m.Alerts) > 0 && m.To.Webhook == "" }

// letter gives a mail as its link shows it.
func (x acting) letter(row watch.Mail, state watch.State) web.Letter {
	letter := web.Letter{Mail: row.ID, To: row.To.Address, Subject: row.Subject, Sent: row.CreatedAt, Zone: x.zoneOf(row.To.Team)}
	for _, item := range row.Alerts {
		a, kept := state.Alerts[item.Alert]
		shown := web.LetterAlert{Kept: kept}
		if !kept {
			shown.ID = item.Alert
			letter.Alerts = append(letter.Alerts, shown)
			continue
		}
		shown.StatusAlert = watch.NewStatus(map[string]watch.Alert{a.ID: a}, x.clock()).Alerts[0]
		shown.Name, shown.Notes = x.nameOf(a.Supplier), a.Notes
		shown.AckHolds, shown.Next = x.ahead(a)
		letter.Alerts = append(letter.Alerts, shown)
	}
	return letter
}

// ahead tells until when an acknowledgement of an alert would hold that is given now, and whom its next step tells.
func (x acting) ahead(a watch.Alert) (holds time.Time, next string) {
	pass := x.pass.Load()
	if pass == nil {
		return time.Time{}, ""
	}
	f := findingOf(pass, a)
	if f == nil {
		return time.Time{}, ""
	}
	holds = x.machine(pass.Registry).AckHolds(a, f, pass.Registry, x.clock())
	return holds, whom(a, f, pass.Registry)
}

// findingOf gives the worst finding of an alert in a pass; nil if none stands.
func findingOf(pass *engine.Pass, a watch.Alert) *watch.Finding {
	i := slices.IndexFunc(pass.Findings, func(f watch.Finding) bool { return f.Key() == a.Key })
	if i < 0 {
		return nil
	}
	return &pass.Findings[i]
}

// whom names those whom the next step of an alert tells.
func whom(a watch.Alert, f *watch.Finding, r *watch.Registry) string {
	if f.Policy == nil || len(f.Policy.Steps) == 0 {
		return ""
	}
	var names []string
	for _, name := range f.Policy.Steps[min(a.Step+1, len(f.Policy.Steps)-1)].Notify {
		team := r.Teams[name]
		switch name {
		case watch.NotifyOwner:
			team = f.Owner
		case watch.NotifyResponsible:
			team = f.Responsible
		}
		if team != nil {
			name = team.Name()
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// recorded gives what was recorded by a mail's link, the latest first.
func recorded(row watch.Mail, state watch.State, facts *watch.Facts) []web.Recorded {
	var done []web.Recorded
	for i, item := range row.Alerts {
		for _, f := range facts.Of("", "alert/"+item.Alert) {
			if f.Source != "link" || f.Data[watch.DataMail] != row.ID {
				continue
			}
			a, kept := state.Alerts[item.Alert]
			done = append(done, web.Recorded{
				ID: f.ID, Number: i + 1, Kind: f.Kind, By: f.Actor, At: f.RecordedAt, Note: f.Data["note"],
				Heard: kept && slices.Contains(a.Heard, f.ID),
			})
		}
	}
	slices.SortStableFunc(done, func(a, b web.Recorded) int { return b.At.Compare(a.At) })
	return done
}

func (d *Daemon) zoneOf(team string) *time.Location {
	t := d.registry.Load().Teams[team]
	if t == nil || t.Calendar == nil || t.Calendar.Location == nil {
		return time.UTC
	}
	return t.Calendar.Location
}

func (d *Daemon) nameOf(supplier string) string {
	if s := d.registry.Load().Supplier(supplier); supplier != "" && s != nil {
		return s.Name
	}
	if supplier == "" {
		return "Our own side"
	}
	return supplier
}
