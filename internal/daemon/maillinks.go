package daemon

import (
	"context"
	"slices"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/alert"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web"
)

// answerPath is where the link of a mail leads, below the page's address.
const answerPath = "/answer/"

// mailLinks shows our mails when somebody opens their links.
type mailLinks struct{ daemon *Daemon }

// Letter returns the mail whose link contains a token.
func (x mailLinks) Letter(ctx context.Context, link string) (web.Letter, error) {
	token, ours := x.daemon.key.OfLink(link)
	if !ours {
		return web.Letter{}, web.ErrNoLink
	}
	row, known, err := x.daemon.store.MailByToken(ctx, token)
	if err != nil {
		return web.Letter{}, err
	}
	if !known || !linked(row) {
		return web.Letter{}, web.ErrNoMail
	}
	state, err := x.daemon.lastState(ctx)
	if err != nil {
		return web.Letter{}, err
	}
	if incoming.IsExpired(state, &row, x.daemon.clock()) {
		return web.Letter{}, web.ErrExpired
	}
	letter := x.letter(row, state)
	err = x.daemon.engine.WithFacts(ctx, func(facts *model.Facts) { letter.Done = recorded(row, state, facts) })
	return letter, err
}

// linked reports whether a mail has a link: only mails about alerts to our own people have one.
func linked(m model.Mail) bool { return m.Kind.Answerable() && len(m.Alerts) > 0 && m.To.ByMail() }

// letter returns a mail as its link shows it.
func (x mailLinks) letter(row model.Mail, state model.State) web.Letter {
	letter := web.Letter{Mail: row.ID, To: row.To.Address, Subject: row.Subject, Sent: row.CreatedAt, Zone: x.daemon.zoneOf(row.To.Team)}
	view := compose.View{State: state, Registry: x.daemon.registry.Load(), Findings: x.daemon.worstByKey(), Now: x.daemon.clock()}
	for _, item := range row.Alerts {
		a, kept := state.Alerts[item.Alert]
		if !kept {
			letter.Alerts = append(letter.Alerts, web.LetterAlert{StatusAlert: apidoc.StatusAlert{ID: item.Alert}})
			continue
		}
		shown := web.LetterAlert{StatusAlert: apidoc.NewStatus(map[string]model.Alert{a.ID: a}, view.Now).Alerts[0], Kept: true}
		shown.Ahead, shown.Notes = x.daemon.ahead(view, a), a.Notes
		letter.Alerts = append(letter.Alerts, shown)
	}
	return letter
}

// ahead returns what happens next to an alert.
func (d *Daemon) ahead(view compose.View, a model.Alert) web.Ahead {
	ahead := web.Ahead{Title: compose.Headline(view, a), Next: compose.Next(view, a)}
	if f, found := view.Findings[a.Key]; found {
		ahead.AckHolds, ahead.Passes = d.actions.AckEnd(view, a), alert.CanHandOver(a, f.NotifyOnce)
	}
	return ahead
}

// recorded returns what was recorded through a mail's link, the latest first.
func recorded(row model.Mail, state model.State, facts *model.Facts) []web.Recorded {
	var done []web.Recorded
	for i, item := range row.Alerts {
		for _, f := range facts.Of("", model.KindAlert.Subject(item.Alert)) {
			action, _ := f.AlertAction()
			if f.Source != "link" || action.Mail != row.ID {
				continue
			}
			a, kept := state.Alerts[item.Alert]
			done = append(done, web.Recorded{
				ID: f.ID, Number: i + 1, Kind: f.Kind, By: f.Actor, At: f.RecordedAt, Note: action.Note,
				Heard: kept && a.LastFactSeq >= f.Seq,
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

// lastState returns the state as the last evaluation left it or, before the first one, as the store has it.
func (d *Daemon) lastState(ctx context.Context) (model.State, error) {
	if pass := d.pass.Load(); pass != nil {
		return pass.State, nil
	}
	return d.store.State(ctx)
}

// worstByKey returns the most severe finding of each alert's key, as the last evaluation found it.
func (d *Daemon) worstByKey() map[string]model.Finding {
	if pass := d.pass.Load(); pass != nil {
		return action.ViewOf(*pass).Findings
	}
	return nil
}
