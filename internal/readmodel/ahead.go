package readmodel

import (
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// Ahead finds what happens next to alerts.
type Ahead struct{ Actions *action.Service }

// Of returns what happens next to an alert, by an evaluation that began at an instant, as a recipient reads it; without a recipient, as pages show it.
func (x Ahead) Of(view compose.View, a model.Alert, evaluated time.Time, to model.Recipient) content.Ahead {
	ahead := content.Ahead{Title: compose.Headline(view, a, to), Next: compose.Next(view, a), Escalates: compose.Escalates(view, a), Seen: evaluated}
	ahead.Reactions = reactionsTo(view.Facts, a.ID)
	ahead.Held = heldBy(a, ahead.Reactions)
	ahead.City = view.ClockOf(to).CityOf(a.Due, view.DayZones(a))
	if !a.State.Open() {
		ahead.Text = compose.EndBlock(view, a, to)
		return ahead
	}
	ahead.Text = compose.Block(view, a, to)
	if days, dated := view.DaysLeft(a); dated && days < 0 {
		ahead.Overdue, ahead.NextDeadline = true, compose.NextDeadline(view, a)
	}
	if f, found := view.Findings[a.Key]; found {
		ahead.AckEnd, ahead.CanHandOver = x.Actions.AckEnd(view, a), alert.CanHandOver(a, f.NotifyOnce)
		ahead.Offers, ahead.Mailboxes = action.FormOffers(view, a), mailboxIDs(view.Registry)
		if id, about := model.KindContact.ID(a.Subject); about {
			ahead.Contact = id
		}
		if f.Group == model.GroupNotice {
			ahead.ContractEnd, _ = civil.ParseDate(f.Occurrence)
		}
	}
	return ahead
}

func mailboxIDs(r *model.Registry) []string {
	ids := make([]string, len(r.Mailboxes))
	for i, m := range r.Mailboxes {
		ids[i] = m.ID
	}
	return ids
}
