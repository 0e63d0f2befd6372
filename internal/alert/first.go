package alert

import (
	"maps"
	"slices"

	"supplierwatch/internal/model"
)

// firstStart puts one mail for each recipient into the queue when nothing is remembered yet: all there is to say, instead of a flood of
// single mails about what nobody has looked at before.
func (p *pass) firstStart() {
	if !p.fresh {
		return
	}
	to := map[string]model.Recipient{}
	for _, waiting := range p.queue {
		for _, q := range waiting {
			to[q.To.String()] = q.To
		}
	}
	for name, l := range p.lists(model.ReasonFirst) {
		if p.worthAMail(l.items) {
			to[name] = l.to
		}
	}
	for _, name := range slices.Sorted(maps.Keys(to)) {
		p.putCover(to[name], model.ReasonFirst)
	}
}

// putCover lets a mail of its own wait for one recipient.
func (p *pass) putCover(to model.Recipient, reason model.Reason) {
	until := p.now
	if reason == model.ReasonFirst {
		until = p.groupEnd()
	}
	p.queue[""] = append(p.queue[""], model.Queued{To: to, Reason: reason, Since: p.now, Until: until})
}

// mailFirst sends the mail of the first start as soon as anything in it may be sent: what pages first, then what only makes work. Nobody
// is woken twice, so that what would have waited for hours goes along.
func (p *pass) mailFirst(b *box) (lettered []string) {
	if !slices.ContainsFunc(b.items, p.ready) {
		return nil
	}
	b.pull(cover(model.ReasonFirst))
	listed := p.lists(model.ReasonFirst)[b.to.String()].items
	queued := b.pull(news)
	if len(queued) > 0 || p.worthAMail(listed) {
		p.mail(model.MailInitialReport, b.to, queued, listed)
		lettered = ids(listed)
	}
	return lettered
}

// forFirst chooses every alert that only makes work.
func (p *pass) forFirst(a model.Alert) (model.Reason, bool) {
	return model.ReasonFirst, a.State == model.StateFiring && !mailed(a)
}
