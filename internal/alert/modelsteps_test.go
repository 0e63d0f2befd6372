package alert_test

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/watch"
)

// builtIn is the policy of critical suppliers, by which the operators are told.
var builtIn = &watch.Policy{
	Steps:  []watch.Step{{}, {After: civil.Period{Clock: 4 * time.Hour}}, {After: civil.Period{BusinessDays: 1}}},
	Repeat: civil.Period{BusinessDays: 1}, AckExpires: civil.Period{BusinessDays: 3}, QuietHours: watch.Ignored,
}

func (m *model) policy(f watch.Finding) *watch.Policy {
	if f.Route == watch.RouteOperators || f.Policy == nil {
		return builtIn
	}
	return f.Policy
}

func (m *model) last(f watch.Finding) int {
	if f.Once {
		return 0
	}
	return len(m.policy(f).Steps) - 1
}

// steps does what is due of an alert.
func (m *model) steps(d *duty) {
	if d.state != watch.StateFiring || !pages(d.f) {
		return
	}
	last := m.last(d.f)
	d.step = min(d.step, last)
	m.readdress(d, last)
	if m.refused(d) {
		d.hurry = d.step < last
		if !d.hurry {
			d.telling = m.fresh(d, last, watch.ReasonRefused, m.operators)
			d.telling.began, d.appealed = true, true
		}
	}
	for m.next(d, last) {
		// A step without anybody to tell was skipped; the next is due at once.
	}
}

// fresh is a step that begins to be told; in the very instant of the one before, right after that.
func (m *model) fresh(d *duty, step int, why watch.Reason, to []watch.Recipient) *telling {
	since := m.now
	if !since.After(d.stepAt) {
		since = d.stepAt.Add(1)
	}
	return &telling{step: step, why: why, since: since, audience: to, done: map[string]bool{}}
}

// readdress: what waits goes to whom the registry names by now; once a step's first mail is out nobody joins it.
func (m *model) readdress(d *duty, last int) {
	t := d.telling
	if t == nil || t.why == watch.ReasonRefused {
		return
	}
	t.step = min(t.step, last)
	named := m.upTo(d, t.step)
	if t.began {
		t.audience = slices.DeleteFunc(slices.Clone(t.audience), func(r watch.Recipient) bool { return !slices.Contains(named, r) })
	} else {
		t.audience = named
	}
}

// next begins the step that is due, and reports whether it was skipped and another one is due.
func (m *model) next(d *duty, last int) (skipped bool) {
	step, why := d.step+1, watch.ReasonEscalated
	waits := d.telling != nil && !d.telling.began
	switch {
	case d.step < 0 && !waits:
		step, why = 0, watch.ReasonFirst
		if m.now.Before(d.notBefore) && !d.hurry {
			return false
		}
	case d.f.Once, waits && !d.hurry, waits && d.telling.step == last:
		return false
	case waits:
		step = d.telling.step + 1
	case d.step == last:
		step, why = last, watch.ReasonReminder
		if again := m.policy(d.f).Repeat; !d.hurry && (again.IsZero() || !m.due(d, again)) {
			return false
		}
	default:
		if !d.hurry && !m.due(d, m.policy(d.f).Steps[step].After) {
			return false
		}
	}
	if d.why != "" && why != watch.ReasonReminder {
		why = d.why
	}
	if why == watch.ReasonReminder || len(m.own(d, step)) > 0 {
		d.telling, d.why, d.hurry = m.fresh(d, step, why, m.upTo(d, step)), "", false
		return false
	}
	// Nobody to tell. Who never heard of it is told by the next step, and by the operators after the last.
	unheard := d.step < 0 || d.why != ""
	if unheard && step == last {
		d.telling, d.why, d.hurry = m.fresh(d, step, why, m.upTo(d, step)), "", false
		return false
	}
	if unheard {
		d.why = why
	}
	d.telling, d.step, d.stepAt, d.appealed, d.hurry = nil, step, m.now, false, step < last
	return step < last
}

// due: so long after the step's first mail, in hours by the clock and business days of the owner's; never in the same instant.
func (m *model) due(d *duty, after civil.Period) bool {
	at := civil.AddTo(d.stepAt, after, m.ours(d.f))
	if !at.After(d.stepAt) {
		at = d.stepAt.Add(time.Second)
	}
	return !m.now.Before(at)
}

// refused: all whom the step names itself got no mail, and none is still to come; or all who got it, where it names others by now.
func (m *model) refused(d *duty) bool {
	if d.step < 0 || d.appealed || d.telling != nil && !d.telling.began {
		return false
	}
	own := m.own(d, d.step)
	names := func(r watch.Recipient) bool {
		return slices.ContainsFunc(own, func(o watch.Recipient) bool { return o.String() == r.String() })
	}
	if d.telling != nil && slices.ContainsFunc(d.telling.audience, func(r watch.Recipient) bool { return names(r) && !d.telling.done[r.String()] }) {
		return false
	}
	var all, theirs []*mail
	for _, x := range d.told {
		if x.step == d.step && !x.at.Before(d.stepAt) && !over(x.why) {
			all = append(all, x)
			if names(x.to) {
				theirs = append(theirs, x)
			}
		}
	}
	if len(theirs) == 0 {
		theirs = all
	}
	return len(theirs) > 0 && !slices.ContainsFunc(theirs, func(x *mail) bool { return !x.lost })
}

// own are those whom a step names.
func (m *model) own(d *duty, step int) []watch.Recipient {
	f := d.f
	if m.policy(f) == builtIn {
		return m.operators
	}
	if start := m.addresses(d, f.StartAt); step == 0 && len(start) > 0 {
		return start
	}
	var all []watch.Recipient
	for _, name := range m.policy(f).Steps[step].Notify {
		hook, isHook := strings.CutPrefix(name, "webhook:")
		switch {
		case isHook:
			all = append(all, watch.Recipient{Webhook: hook})
		case name == "owner":
			all = append(all, m.elseOperators(d, f.Owner)...)
		case name == "responsible":
			all = append(all, m.elseOperators(d, f.Responsible, f.Owner)...)
		default:
			all = append(all, m.addresses(d, m.registry.Teams[name])...)
		}
	}
	return once(all)
}

// upTo are those and whoever the steps before name; of what is told once, everybody told before.
func (m *model) upTo(d *duty, step int) []watch.Recipient {
	var all []watch.Recipient
	for k := step; k >= 0; k-- {
		all = append(all, m.own(d, k)...)
	}
	if d.f.Once {
		all = append(all, d.everTold()...)
	}
	if len(all) == 0 {
		all = m.operators
	}
	return once(all)
}

// barred: an alert about a contact is never routed through it.
func (m *model) barred(d *duty, address string) bool {
	id, isContact := strings.CutPrefix(d.subject, "contact/")
	s := m.supplier(d.supplier)
	return isContact && s != nil && slices.ContainsFunc(s.Contacts, func(c *watch.Contact) bool { return c.ID == id && c.Email == address })
}

// addresses: a team's own, else each member's.
func (m *model) addresses(d *duty, t *watch.Team) (all []watch.Recipient) {
	if t == nil {
		return nil
	}
	at := t.Members
	if t.Email != "" && !m.barred(d, t.Email) {
		at = []string{t.Email}
	}
	for _, address := range at {
		if !m.barred(d, address) {
			all = append(all, watch.Recipient{Team: t.ID, Address: address})
		}
	}
	return all
}

func (m *model) elseOperators(d *duty, teams ...*watch.Team) []watch.Recipient {
	for _, t := range teams {
		if all := m.addresses(d, t); len(all) > 0 {
			return all
		}
	}
	return m.operators
}

func (m *model) teamOf(f watch.Finding) string {
	for _, t := range []*watch.Team{f.Responsible, f.Owner} {
		if f.Route != watch.RouteOperators && len(m.addresses(&duty{supplier: f.Supplier, subject: f.Subject}, t)) > 0 {
			return t.ID
		}
	}
	return ""
}

// awake: a team is mailed in its hours, or where the rule wakes and the policy lets it.
func (m *model) awake(d *duty, r watch.Recipient) bool {
	if d != nil && d.f.Wakes && m.policy(d.f).QuietHours == watch.Ignored {
		return true
	}
	t := m.registry.Teams[r.Team]
	return t == nil || t.Calendar.OpenAt(m.now)
}

// deliver mails whatever may be mailed. Of what nobody judged, nothing is said.
func (m *model) deliver(findings []watch.Finding, fresh bool) (mails []*mail) {
	for _, d := range m.duties {
		t := d.telling
		if t == nil || !over(t.why) && find(findings, d.key) == nil {
			continue
		}
		for _, r := range t.audience {
			if t.done[r.String()] || !m.awake(d, r) {
				continue
			}
			t.done[r.String()] = true
			x := &mail{to: r, key: d.key, step: t.step, why: t.why, at: m.now, about: d}
			if t.since.After(x.at) {
				x.at = t.since
			}
			d.told, mails = append(d.told, x), append(mails, x)
			if !t.began {
				t.began, d.step, d.stepAt, d.appealed = true, t.step, x.at, false
			}
		}
	}
	if fresh {
		for _, x := range mails {
			m.covers[x.to.String()] = x.to // one mail for all that there is
		}
	}
	return append(mails, m.mailLetters(mails, fresh)...)
}

// writeLetters: on Monday there is one for everybody who has more to read than information. The first start's mail says the same at once.
func (m *model) writeLetters(fresh bool) {
	if fresh || !m.letter.IsZero() && !m.now.Before(m.letter) {
		for _, d := range m.duties {
			for _, r := range m.readers(d) {
				if _, worth := m.list(r.String(), r, fresh); worth {
					m.covers[r.String()] = r
				}
			}
		}
	}
	m.letter = mondays(m.now)
}

func (m *model) readers(d *duty) []watch.Recipient {
	return m.elseOperators(d, m.registry.Teams[d.team])
}

// news is why a letter tells of an alert: what only makes work and nobody has in hand, and what ended since it was told.
func (d *duty) news(fresh bool) (watch.Reason, bool) {
	switch {
	case pages(d.f):
		return "", false
	case !d.state.Open():
		why := map[watch.AlertState]watch.Reason{
			watch.StateResolved: watch.ReasonResolved, watch.StateLapsed: watch.ReasonLapsed, watch.StateWithdrawn: watch.ReasonWithdrawn,
		}
		return why[d.state], !d.listed.IsZero() && d.listed.Before(d.ended)
	case d.state != watch.StateFiring:
		return "", false
	case fresh || d.listed.IsZero():
		return watch.ReasonFirst, true
	case d.bad.After(d.listed):
		return watch.ReasonWorse, true
	}
	return watch.ReasonLetter, true
}

func (m *model) mailLetters(paged []*mail, fresh bool) (mails []*mail) {
	for name, r := range m.covers {
		if !m.awake(nil, r) {
			continue
		}
		delete(m.covers, name)
		list, worth := m.list(name, r, fresh)
		if worth || fresh && slices.ContainsFunc(paged, func(x *mail) bool { return x.to.String() == name }) {
			mails = append(mails, list...)
		}
	}
	for _, x := range mails {
		x.about.listed = m.now
	}
	return mails
}

// list gives what one reader's letter says, and whether it is more than information and than what was said within the last half of a day.
func (m *model) list(name string, r watch.Recipient, fresh bool) (list []*mail, worth bool) {
	newer := false
	for _, d := range m.duties {
		why, ok := d.news(fresh)
		if ok && slices.ContainsFunc(m.readers(d), func(x watch.Recipient) bool { return x.String() == name }) {
			list = append(list, &mail{to: r, key: d.key, step: d.step, why: why, letter: true, at: m.now, about: d})
			worth = worth || d.f.Severity != watch.Info
			newer = newer || why != watch.ReasonLetter || m.now.Sub(d.listed) >= 12*time.Hour
		}
	}
	return list, worth && newer
}

// hear acts on what somebody said of an alert that is neither pending nor over. What is mailed only once is mailed all the same.
func (m *model) hear(w word, f *watch.Finding) {
	d := w.about
	if !d.state.Open() || d.state == watch.StatePending {
		return
	}
	switch w.kind {
	case watch.FactNotMine:
		d.state, d.hurry = watch.StateFiring, true
		return
	case watch.FactAck:
		d.state, d.until = watch.StateAcknowledged, time.Time{}
	case watch.FactSnooze:
		if !w.until.After(m.now) {
			return
		}
		d.state, d.until = watch.StateSnoozed, w.until
		if most := w.at.Add(30 * 24 * time.Hour); d.until.After(most) {
			d.until = most
		}
	default:
		return
	}
	if f == nil || !f.Once {
		d.telling = nil
	}
	d.since, d.gravity, d.day, d.hurry = w.at, d.f.Severity, civil.Date{}, false
}
