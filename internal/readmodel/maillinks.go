package readmodel

import (
	"context"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web/content"
)

// MailLinks shows our mails when somebody opens their links.
type MailLinks struct {
	Registry Registry
	Last     *LastEvaluation
	Ahead    Ahead
	Mails    interface {
		MailByToken(ctx context.Context, token string) (m model.Mail, known bool, err error)
	}
	Engine *engine.Engine
	Key    token.Key
	Clock  func() time.Time
}

// LinkedMail returns the mail whose link contains a token.
func (x MailLinks) LinkedMail(ctx context.Context, link string) (content.LinkedMail, error) {
	named, ours := x.Key.OfLink(link)
	if !ours {
		return content.LinkedMail{}, content.ErrNoLink
	}
	row, known, err := x.Mails.MailByToken(ctx, named)
	if err != nil {
		return content.LinkedMail{}, err
	}
	if !known || !Linked(row) {
		return content.LinkedMail{}, content.ErrNoMail
	}
	seen := x.Clock()
	if evaluation := x.Last.Load(); evaluation != nil {
		seen = evaluation.At
	}
	state, err := x.Last.State(ctx)
	if err != nil {
		return content.LinkedMail{}, err
	}
	if incoming.IsExpired(state, &row, x.Clock()) {
		return content.LinkedMail{}, content.ErrExpired
	}
	facts, err := knownFacts(ctx, x.Engine, x.Registry)
	if err != nil {
		return content.LinkedMail{}, err
	}
	mail := x.mail(row, state, facts, seen)
	mail.Done = recorded(row, state, facts, x.Registry.Load())
	return mail, nil
}

// Linked reports whether a mail has a link: only mails about alerts to our own people have one.
func Linked(m model.Mail) bool { return m.Kind.Answerable() && len(m.Alerts) > 0 && m.To.ByMail() }

// mail returns a mail as its link shows it, by the evaluation that began at an instant.
func (x MailLinks) mail(row model.Mail, state model.State, facts *factindex.Index, seen time.Time) content.LinkedMail {
	mail := content.LinkedMail{Mail: row.ID, To: row.To.Address, Subject: row.Subject, Sent: row.CreatedAt, Zone: zoneOf(x.Registry.Load(), row.To.Team)}
	now, registry := x.Clock(), x.Registry.Load()
	for _, item := range row.Alerts {
		a, kept := state.Alerts[item.Alert]
		if !kept {
			mail.Alerts = append(mail.Alerts, content.LinkedAlert{StatusAlert: apidoc.StatusAlert{ID: item.Alert}})
			continue
		}
		view := x.Last.view(a.Supplier, a.Key, state, registry, facts, now)
		clock := view.ClockOf(row.To)
		shown := content.LinkedAlert{StatusAlert: apidoc.StatusOf(a), Kept: true}
		shown.Message = clock.Local(clock.Dated(a.Message, view.DayZones(a).Owner))
		shown.Ahead, shown.Notes = x.Ahead.Of(view, a, seen, row.To), a.Notes
		mail.Alerts = append(mail.Alerts, shown)
	}
	return mail
}

// recorded returns what was recorded through a mail's link, the latest first.
func recorded(row model.Mail, state model.State, facts *factindex.Index, registry *model.Registry) []content.Recorded {
	var done []content.Recorded
	for i, item := range row.Alerts {
		for _, f := range facts.Of("", model.KindAlert.Subject(item.Alert)) {
			action, _ := f.AlertAction()
			if f.Source != "link" || action.Mail != row.ID {
				continue
			}
			a, kept := state.Alerts[item.Alert]
			done = append(done, content.Recorded{
				ID: f.ID, Number: i + 1, Kind: f.Kind, By: f.Actor, At: f.RecordedAt, Note: action.Note,
				Applied: kept && a.LastFactSeq >= f.Seq,
			})
		}
		done = append(done, recordedOfSupplier(row, i, state, facts, registry)...)
	}
	slices.SortStableFunc(done, func(a, b content.Recorded) int { return b.At.Compare(a.At) })
	return done
}

// recordedOfSupplier returns what was recorded through a mail's link about the subject of one of its alerts, such as an order, or about a contact
// who was called because of it. The evaluation that recorded it has applied it.
func recordedOfSupplier(row model.Mail, i int, state model.State, facts *factindex.Index, registry *model.Registry) []content.Recorded {
	id := row.Alerts[i].Alert
	a, known := state.Alerts[id]
	if !known || a.Supplier == "" {
		return nil
	}
	var done []content.Recorded
	for _, subject := range actedOn(registry.Supplier(a.Supplier), a.Subject) {
		for _, f := range facts.Of(a.Supplier, subject) {
			if f.Source == "link" && f.Actor == row.To.Address && strings.HasSuffix(f.ID, "-"+id) {
				done = append(done, content.Recorded{ID: f.ID, Number: i + 1, Kind: f.Kind, By: f.Actor, At: f.RecordedAt, Note: f.Because(), Applied: true})
			}
		}
	}
	return done
}

// actedOn returns what can be recorded about because of an alert: its subject and the contacts of the supplier.
func actedOn(s *model.Supplier, subject model.Subject) []model.Subject {
	all := []model.Subject{subject}
	if s == nil {
		return all
	}
	for _, c := range s.Contacts {
		if other := model.KindContact.Subject(c.ID); other != subject {
			all = append(all, other)
		}
	}
	return all
}

func zoneOf(r *model.Registry, team string) *time.Location {
	return r.CalendarOf(r.Teams[team]).Zone()
}
