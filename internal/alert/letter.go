package alert

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// letterDue puts the weekly letters into the queue when their time has come; after a time in which nothing ran, once.
func (p *pass) letterDue() {
	if p.Letter == nil {
		return
	}
	if at := p.desk.SummaryAt; !at.IsZero() && !p.now.Before(at) {
		p.desk.SummarySent = p.now
		p.writeLetters()
	}
	p.desk.SummaryAt = p.Letter(p.now)
	if !p.desk.SummaryAt.IsZero() {
		p.desk.SummaryAt = p.desk.SummaryAt.UTC()
	}
}

// writeLetters puts one letter a recipient into the queue, unless the one before or the mail of the first start still waits there: what it
// says is looked up when it goes.
func (p *pass) writeLetters() {
	lists := p.lists(model.ReasonSummary)
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		waits := slices.ContainsFunc(p.queue[""], func(q model.Queued) bool { return q.To.String() == name })
		if !waits && p.worthALetter(lists[name].items) {
			p.putCover(lists[name].to, model.ReasonSummary)
		}
	}
}

// mailLetter sends the letter of a box if it is ready, and gives the alerts it lists. What it says is looked up when it goes.
func (p *pass) mailLetter(b *box) (lettered []string) {
	letter := b.pull(cover(model.ReasonSummary))
	if !slices.ContainsFunc(letter, p.ready) {
		b.items = append(b.items, letter...)
		return nil
	}
	items := p.lists(model.ReasonSummary)[b.to.String()].items
	if !p.worthALetter(items) {
		return nil
	}
	p.mail(model.MailSummary, b.to, nil, items)
	return ids(items)
}

// list is what one recipient's letter could say.
type list struct {
	to    model.Recipient
	items []model.DecisionItem
}

// lists gives what the letters could say by recipient; with ReasonFirst, what the mails of the first start could. It is worked out once a
// pass: sending mails does not change what only makes work.
func (p *pass) lists(reason model.Reason) map[string]list {
	found, done := p.listed[reason]
	if !done {
		choice := p.forLetter
		if reason == model.ReasonFirst {
			choice = p.forFirst
		}
		found = p.listBy(choice)
		p.listed[reason] = found
	}
	return found
}

// listBy sorts the alerts that a choice takes by the recipients of their letters, each list in the order of findings.
func (p *pass) listBy(choice func(model.Alert) (model.Reason, bool)) map[string]list {
	found := map[string]list{}
	for _, id := range slices.Sorted(maps.Keys(p.alerts)) {
		a := p.alerts[id]
		reason, ok := choice(a)
		if !ok {
			continue
		}
		for _, to := range p.readers(a) {
			l := found[to.String()]
			l.to = to
			l.items = append(l.items, model.DecisionItem{Alert: id, Step: a.Step, Reason: reason})
			found[to.String()] = l
		}
	}
	for _, l := range found {
		p.sortItems(l.items)
	}
	return found
}

// readers are those who get the letter that an alert stands in.
func (p *pass) readers(a model.Alert) []model.Recipient { return p.Readers(p.registry, a) }

// Readers are those who get the weekly letter that an alert stands in while it makes work.
func (m Machine) Readers(r *model.Registry, a model.Alert) []model.Recipient {
	v := avoid(r, a.Supplier, a.Subject)
	if team := v.addresses(r.Teams[a.Team]); len(team) > 0 {
		return team
	}
	return v.operators(r, m.Operators)
}

// Listed reports whether the next letter tells nothing new of an alert: it lists the alert as the one before did.
func Listed(a model.Alert) bool {
	return a.State == model.StateFiring && !mailed(a) && a.Rule != ruleApproaching && !a.SummarizedAt.IsZero() && !a.WorseAt.After(a.SummarizedAt)
}

// Told reports whether no letter has anything to tell of an alert any more: it is told by mails of its own, or its end was told.
func Told(a model.Alert) bool {
	return mailed(a) || !a.State.Open() && (a.SummarizedAt.IsZero() || !a.SummarizedAt.Before(a.EndedAt))
}

// forLetter chooses what the letter says and why: what stands and only makes work, unless somebody has it in hand, and what of it ended since
// the letter that listed it last. A contract whose notice comes nearer is listed when one of its reminder points was crossed.
func (p *pass) forLetter(a model.Alert) (model.Reason, bool) {
	switch {
	case mailed(a):
		return "", false
	case !a.State.Open():
		return a.Reason, !a.SummarizedAt.IsZero() && a.SummarizedAt.Before(a.EndedAt)
	case a.State != model.StateFiring, a.Rule == ruleApproaching && !p.reminders(a).Due:
		return "", false
	case a.SummarizedAt.IsZero():
		return model.ReasonFirst, true
	case a.WorseAt.After(a.SummarizedAt):
		return model.ReasonWorse, true
	}
	return model.ReasonSummary, true
}

// worthAMail reports whether a list is more than information, which makes no mail by itself. A reminder point that was crossed is.
func (p *pass) worthAMail(items []model.DecisionItem) bool {
	return slices.ContainsFunc(items, func(item model.DecisionItem) bool {
		a := p.alerts[item.Alert]
		return a.Severity != model.Info || a.Rule == ruleApproaching
	})
}

// longestRest is how long after a mail that listed the same a letter has nothing to say at most.
const longestRest = 12 * time.Hour

// letterRest is how long after a mail that listed the same a letter has nothing to say: the mail of a first start often goes out on the very
// morning of the letter. Where letters are more frequent than daily it is half the time between them.
func (p *pass) letterRest() time.Duration {
	if p.Letter == nil {
		return 0
	}
	next := p.Letter(p.now)
	return min(longestRest, p.Letter(next).Sub(next)/2)
}

// worthALetter reports whether a list is worth a mail and not just what another mail has listed today.
func (p *pass) worthALetter(items []model.DecisionItem) bool {
	rest := p.letterRest()
	return p.worthAMail(items) && slices.ContainsFunc(items, func(item model.DecisionItem) bool {
		return item.Reason != model.ReasonSummary || p.now.Sub(p.alerts[item.Alert].SummarizedAt) >= rest
	})
}

// bookLetters remembers what letters said.
func (p *pass) bookLetters(said map[string]bool) {
	for _, id := range slices.Sorted(maps.Keys(said)) {
		a := p.alerts[id]
		if a.State.Open() {
			a.Points = p.pointsSaid(a)
		}
		a.SummarizedAt = p.now
		p.put(a)
	}
}

func ids(items []model.DecisionItem) []string {
	found := make([]string, 0, len(items))
	for _, item := range items {
		found = append(found, item.Alert)
	}
	return found
}

// sortItems orders the alerts of a list as findings are ordered.
func (p *pass) sortItems(items []model.DecisionItem) {
	rank := make(map[string]*model.Finding, len(items))
	for _, x := range items {
		rank[x.Alert] = asFinding(p.alerts[x.Alert])
	}
	slices.SortFunc(items, func(a, b model.DecisionItem) int {
		return cmp.Or(rank[a.Alert].Compare(rank[b.Alert]), strings.Compare(a.Alert, b.Alert))
	})
}
