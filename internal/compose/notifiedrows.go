package compose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// whoLimit is how many mails are listed one by one; earlier ones are counted.
const whoLimit = 6

// notesLimit and noteLimit are how many of the last notes a mail quotes, and how many characters of each.
const (
	notesLimit = 3
	noteLimit  = 200
)

// notes are the last of what people wrote beside an alert.
func notes(a model.Alert) []string {
	var last []string
	for _, n := range a.Notes[max(0, len(a.Notes)-notesLimit):] {
		last = append(last, envelope.Shorten(envelope.Plain(n), noteLimit))
	}
	return last
}

// notification is one mail to a team, however many of its members it went to.
type notification struct {
	at       time.Time
	who      string
	reason   model.Reason
	results  []model.MailResult
	earlier  int // mails before it that said the same and are not remembered one by one
	this     bool
	replaced bool // a later mail reports the same: this one was never sent
	answered bool // no mail: somebody acknowledged
}

// notifiedRows returns the rows of a mail: who was notified before it and by it, who acknowledged, and who is next.
func notifiedRows(v View, a model.Alert, f model.Finding, d model.Decision, r reader) []document.Known {
	return knownRows(v, a, f, r, withThis(v, notificationsOf(v, a, d), d))
}

// knownRows returns who was notified and when, who acknowledged, and who is next.
func knownRows(v View, a model.Alert, f model.Finding, r reader, notified []notification) []document.Known {
	if a.AcknowledgedBy != "" {
		notified = append(notified, notification{at: a.AcknowledgedAt, who: envelope.Plain(a.AcknowledgedBy), answered: true})
		slices.SortStableFunc(notified, func(x, y notification) int { return x.at.Compare(y.at) })
	}
	var rows []document.Known
	if early := max(0, len(notified)-whoLimit); early > 0 {
		rows = append(rows, document.Known{
			When: "since " + notified[0].at.In(r.zone).Format("2 Jan"), Who: "earlier", What: prose.Count(early+condensed(notified), "mail"),
		})
		notified = notified[early:]
	}
	for _, t := range notified {
		rows = append(rows, document.Known{When: r.clock(t.at, v.Now), Who: t.who, What: t.what(a)})
	}
	if next, ok := nextNotified(v, a, f, r); ok {
		rows = append(rows, next)
	}
	return rows
}

// condensed counts the mails that are not remembered one by one.
func condensed(notified []notification) (n int) {
	for _, t := range notified {
		n += t.earlier
	}
	return n
}

// notificationsOf gathers the mails about an alert by team and instant.
func notificationsOf(v View, a model.Alert, d model.Decision) []notification {
	var notified []notification
	for _, n := range a.Notified {
		this := n.Mail == d.Mail && d.Mail != ""
		who := TeamName(v, n.Team, n.Recipient)
		if i := len(notified) - 1; i >= 0 && notified[i].who == who && notified[i].at.Equal(n.At) {
			notified[i].results = append(notified[i].results, n.Result)
			notified[i].this = notified[i].this || this
			notified[i].earlier = max(notified[i].earlier, n.Earlier)
			continue
		}
		notified = append(notified, notification{
			at: n.At, who: who, reason: n.Reason, results: []model.MailResult{n.Result}, this: this, earlier: n.Earlier,
			replaced: n.Result == model.MailHeld && n.Mail != "",
		})
	}
	return notified
}

// withThis adds the mail that is being written, where the alert does not list it yet.
func withThis(v View, notified []notification, d model.Decision) []notification {
	if slices.ContainsFunc(notified, func(n notification) bool { return n.this }) {
		return notified
	}
	return append(notified, notification{at: v.Now, who: TeamName(v, d.To.Team, d.To.String()), reason: d.Reason, this: true})
}

// TeamName returns the name of a team, or a recipient that belongs to none.
func TeamName(v View, id, recipient string) string {
	if v.Registry != nil {
		if t := v.Registry.Teams[id]; t != nil {
			return envelope.Plain(t.Name())
		}
	}
	return envelope.Plain(recipient)
}

// what returns the result of a mail. That a server accepted it is never reported as that somebody read it.
func (t notification) what(a model.Alert) string {
	if t.answered {
		return "acknowledged"
	}
	if t.this {
		return "this mail (" + reasonText(t.reason) + ")"
	}
	lost := 0
	for _, x := range t.results {
		if x == model.MailRefused || x == model.MailBounced {
			lost++
		}
	}
	switch {
	case t.replaced:
		return reasonText(t.reason) + "; not sent, replaced by a later mail"
	case t.results[0] == model.MailHeld:
		return reasonText(t.reason) + "; on hold, too many mails this hour"
	case lost == len(t.results):
		return reasonText(t.reason) + "; delivery failed"
	case lost > 0:
		return fmt.Sprintf("%s; delivery of %d of %d failed", reasonText(t.reason), lost, len(t.results))
	case a.State == model.StateFiring && a.AcknowledgedBy == "":
		return reasonText(t.reason) + "; no reply"
	}
	return reasonText(t.reason)
}

// reasonWords are texts for the reasons of mails. Any other reason is written as it is.
var reasonWords = map[model.Reason]string{
	model.ReasonFirst: "first mail", model.ReasonWorse: "got worse", model.ReasonEscalated: "escalation", model.ReasonSnoozeOver: "snooze ended",
	model.ReasonLapsed: "expired", model.ReasonWithdrawn: "removed", model.ReasonSummary: "weekly summary",
}

func reasonText(reason model.Reason) string { return cmp.Or(reasonWords[reason], string(reason)) }

// nextNotified returns who is notified if nobody acknowledges.
func nextNotified(v View, a model.Alert, f model.Finding, r reader) (document.Known, bool) {
	if a.NextAt.IsZero() || !a.NextAt.After(v.Now) || a.State != model.StateFiring || f.Policy == nil || len(f.Policy.Steps) == 0 {
		return document.Known{}, false
	}
	i := min(a.Step+1, len(f.Policy.Steps)-1)
	var names []string
	for _, n := range f.Policy.Steps[max(0, i)].Notify {
		names = append(names, stepTeamName(v, n, f))
	}
	return document.Known{
		When: r.clock(a.NextAt, v.Now), Who: strings.Join(distinct(names), ", "),
		What: "next, unless acknowledged",
	}, true
}

// stepTeamName returns the name of the team that a step of a policy means.
func stepTeamName(v View, name string, f model.Finding) string {
	team := f.Owner
	switch name {
	case model.NotifyOwner:
	case model.NotifyResponsible:
		team = f.Responsible
	default:
		return TeamName(v, name, name)
	}
	if team == nil {
		return "operators"
	}
	return envelope.Plain(team.Name())
}
