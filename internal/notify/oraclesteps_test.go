package notify_test

import (
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// builtIn is the policy of critical suppliers, by which the operators are told.
var builtIn = &model.Policy{
	Steps:  []model.Step{{}, {After: civil.Period{Clock: 4 * time.Hour}}, {After: civil.Period{BusinessDays: 1}}},
	Repeat: civil.Period{BusinessDays: 1}, AckExpires: civil.Period{BusinessDays: 3}, QuietHours: model.Ignored,
}

func (m *oracle) policy(f model.Finding) *model.Policy {
	if f.Route == model.RouteOperators || f.Policy == nil {
		return builtIn
	}
	return f.Policy
}

func (m *oracle) last(f model.Finding) int {
	if f.NotifyOnce {
		return 0
	}
	return len(m.policy(f).Steps) - 1
}

// steps does what is due of an alert.
func (m *oracle) steps(d *oracleAlert) {
	if d.state != model.StateFiring || !pages(d.f) {
		d.dayAt = time.Time{}
		return
	}
	last := m.last(d.f)
	d.step = min(d.step, last)
	m.readdress(d, last)
	if m.refused(d) {
		d.hurry = d.step < last
		if !d.hurry {
			d.transition = m.fresh(d, last, model.ReasonRefused, m.operators)
			d.transition.began, d.appealed = true, true
		}
	}
	for m.next(d, last) {
		// A step without anybody to tell was skipped; the next is due at once.
	}
	m.namedDay(d)
}

// fresh is a step that begins to be told; in the very instant of the one before, right after that.
func (m *oracle) fresh(d *oracleAlert, step int, why model.Reason, to []model.Recipient) *transition {
	since := m.now
	if !since.After(d.stepAt) {
		since = d.stepAt.Add(1)
	}
	return &transition{step: step, why: why, since: since, audience: to, done: map[string]bool{}}
}

// readdress: what waits goes to whom the registry names by now; once a step's first mail is out nobody joins it.
func (m *oracle) readdress(d *oracleAlert, last int) {
	t := d.transition
	if t == nil || t.why == model.ReasonRefused {
		return
	}
	t.step = min(t.step, last)
	named := m.upTo(d, t.step)
	if t.began {
		t.audience = slices.DeleteFunc(slices.Clone(t.audience), func(r model.Recipient) bool { return !slices.Contains(named, r) })
	} else {
		t.audience = named
	}
}

// next begins the step that is due, and reports whether it was skipped and another one is due.
func (m *oracle) next(d *oracleAlert, last int) (skipped bool) {
	step, why := d.step+1, model.ReasonEscalated
	waits := d.transition != nil && !d.transition.began
	switch {
	case d.step < 0 && !waits:
		step, why = 0, model.ReasonFirst
		if m.now.Before(d.notBefore) && !d.hurry {
			return false
		}
	case d.f.NotifyOnce, waits && !d.hurry, waits && d.transition.step == last:
		return false
	case waits:
		step = d.transition.step + 1
	case d.step == last:
		step, why = last, model.ReasonReminder
		if !d.hurry && !m.reminderIsDue(d) {
			return false
		}
	default:
		if !d.hurry && !m.due(d, m.policy(d.f).Steps[step].After) {
			return false
		}
	}
	if d.why != "" && why != model.ReasonReminder {
		why = d.why
	}
	if why == model.ReasonReminder || len(m.own(d, step)) > 0 {
		d.transition, d.why, d.hurry = m.fresh(d, step, why, m.upTo(d, step)), "", false
		return false
	}
	// Nobody to tell. Who never heard of it is told by the next step, and by the operators after the last.
	unheard := d.step < 0 || d.why != ""
	if unheard && step == last {
		d.transition, d.why, d.hurry = m.fresh(d, step, why, m.upTo(d, step)), "", false
		return false
	}
	if unheard {
		d.why = why
	}
	d.transition, d.step, d.stepAt, d.appealed, d.hurry = nil, step, m.now, false, step < last
	if why != model.ReasonReminder {
		d.firstAt, d.reminders = m.now, 0
	}
	return step < last
}

// due: so long after the step's first mail, in hours by the clock and business days of the owner's; never in the same instant.
func (m *oracle) due(d *oracleAlert, after civil.Period) bool {
	at := civil.AddTo(d.stepAt, after, m.ownCalendar(d.f))
	if !at.After(d.stepAt) {
		at = d.stepAt.Add(time.Second)
	}
	return !m.now.Before(at)
}

// refused: all whom the step names itself got no mail, and none is still to come; or all who got it, where it names others by now.
func (m *oracle) refused(d *oracleAlert) bool {
	if d.step < 0 || d.appealed || d.transition != nil && !d.transition.began {
		return false
	}
	own := m.own(d, d.step)
	names := func(r model.Recipient) bool {
		return slices.ContainsFunc(own, func(o model.Recipient) bool { return o.String() == r.String() })
	}
	if d.transition != nil && slices.ContainsFunc(d.transition.audience, func(r model.Recipient) bool { return names(r) && !d.transition.done[r.String()] }) {
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
func (m *oracle) own(d *oracleAlert, step int) []model.Recipient {
	f := d.f
	if m.policy(f) == builtIn {
		return m.operators
	}
	if start := m.addresses(d, f.FirstStep); step == 0 && len(start) > 0 {
		return start
	}
	var all []model.Recipient
	for _, name := range m.policy(f).Steps[step].Notify {
		hook, isHook := strings.CutPrefix(name, "webhook:")
		switch {
		case isHook:
			all = append(all, model.WebhookRecipient(hook))
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
func (m *oracle) upTo(d *oracleAlert, step int) []model.Recipient {
	var all []model.Recipient
	for k := step; k >= 0; k-- {
		all = append(all, m.own(d, k)...)
	}
	if d.f.NotifyOnce {
		all = append(all, d.everNotified()...)
	}
	if len(all) == 0 {
		all = m.operators
	}
	return once(all)
}

// barred: an alert about a contact is never routed through it.
func (m *oracle) barred(d *oracleAlert, address string) bool {
	id, isContact := strings.CutPrefix(d.subject, "contact/")
	s := m.supplier(d.supplier)
	return isContact && s != nil && slices.ContainsFunc(s.Contacts, func(c *model.Contact) bool { return c.ID == id && c.Email == address })
}

// addresses: a team's own, else each member's.
func (m *oracle) addresses(d *oracleAlert, t *model.Team) (all []model.Recipient) {
	if t == nil {
		return nil
	}
	at := t.Members
	if t.Email != "" && !m.barred(d, t.Email) {
		at = []string{t.Email}
	}
	for _, address := range at {
		if !m.barred(d, address) {
			all = append(all, model.Recipient{Team: t.ID, Address: address})
		}
	}
	return all
}

func (m *oracle) elseOperators(d *oracleAlert, teams ...*model.Team) []model.Recipient {
	for _, t := range teams {
		if all := m.addresses(d, t); len(all) > 0 {
			return all
		}
	}
	return m.operators
}

func (m *oracle) teamOf(f model.Finding) string {
	for _, t := range []*model.Team{f.Responsible, f.Owner} {
		if f.Route != model.RouteOperators && len(m.addresses(&oracleAlert{supplier: f.Supplier, subject: f.Subject.String()}, t)) > 0 {
			return t.ID
		}
	}
	return ""
}

// deliver mails whatever may be mailed. Of what nobody judged, nothing is said.
func (m *oracle) deliver(findings []model.Finding, fresh bool) (mails []*mail) {
	for _, d := range m.alerts {
		t := d.transition
		if t == nil || !over(t.why) && find(findings, d.key) == nil {
			continue
		}
		mailed := false
		for _, r := range t.audience {
			if t.done[r.String()] || !m.awake(d, r) || m.now.Before(t.notBefore) {
				continue
			}
			t.done[r.String()] = true
			x := &mail{to: r, key: d.key, step: t.step, why: t.why, at: m.now, about: d}
			if t.since.After(x.at) {
				x.at = t.since
			}
			d.told, mails, mailed = append(d.told, x), append(mails, x), true
			if !t.began {
				t.began, d.step, d.stepAt, d.appealed = true, t.step, x.at, false
				d.reminders++
				if t.why != model.ReasonReminder {
					d.firstAt, d.reminders = x.at, 0
				}
			}
		}
		if f := find(findings, d.key); mailed && f != nil && !f.Pending {
			m.planDay(d)
		}
	}
	if fresh {
		for _, x := range mails {
			m.covers[x.to.String()] = x.to // one mail for all that there is
		}
	}
	return append(mails, m.mailSummaries(mails, fresh)...)
}

// writeSummaries: on Monday there is one for everybody who has more to read than information. The first start's mail says the same at once.
func (m *oracle) writeSummaries(fresh bool) {
	if fresh || !m.letter.IsZero() && !m.now.Before(m.letter) {
		for _, d := range m.alerts {
			for _, r := range append(m.readers(d), d.missedTheEnd(m.now)...) {
				if _, worth := m.list(r.String(), r, fresh); worth {
					m.covers[r.String()] = r
				}
			}
		}
	}
	m.letter = mondays(m.now)
}

func (m *oracle) readers(d *oracleAlert) []model.Recipient {
	return m.elseOperators(d, m.registry.Teams[d.team])
}

// news is why a letter tells of an alert: what only makes work and nobody has in hand, and what ended since it was told.
func (d *oracleAlert) news(fresh bool) (model.Reason, bool) {
	switch {
	case pages(d.f):
		return "", false
	case !d.state.Open():
		why := map[model.AlertState]model.Reason{
			model.StateResolved: model.ReasonResolved, model.StateLapsed: model.ReasonLapsed, model.StateWithdrawn: model.ReasonWithdrawn,
		}
		return why[d.state], !d.listed.IsZero() && d.listed.Before(d.ended)
	case d.state != model.StateFiring:
		return "", false
	case fresh || d.listed.IsZero():
		return model.ReasonFirst, true
	case d.bad.After(d.listed):
		return model.ReasonWorse, true
	}
	return model.ReasonSummary, true
}

func (m *oracle) mailSummaries(paged []*mail, fresh bool) (mails []*mail) {
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
		if pages(x.about.f) {
			x.about.told = append(x.about.told, x)
		}
	}
	return mails
}

// list gives what one reader's letter says, and whether it is more than information and than what was said
// within the last three weeks and a half.
func (m *oracle) list(name string, r model.Recipient, fresh bool) (list []*mail, worth bool) {
	newer := false
	for _, d := range m.alerts {
		if slices.ContainsFunc(d.missedTheEnd(m.now), func(x model.Recipient) bool { return x.String() == name }) {
			list = append(list, &mail{to: r, key: d.key, step: d.step, why: model.ReasonLapsed, letter: true, at: m.now, about: d})
			worth, newer = true, true
		}
		why, ok := d.news(fresh)
		if ok && slices.ContainsFunc(m.readers(d), func(x model.Recipient) bool { return x.String() == name }) {
			list = append(list, &mail{to: r, key: d.key, step: d.step, why: why, letter: true, at: m.now, about: d})
			worth = worth || d.f.Severity != model.Info
			newer = newer || why != model.ReasonSummary || m.now.Sub(d.listed) >= 24*24*time.Hour+12*time.Hour
		}
	}
	return list, worth && newer
}

// hear acts on what somebody said of an alert that is neither pending nor over. What is mailed only once is mailed all the same.
func (m *oracle) hear(w word, f *model.Finding) {
	d := w.about
	if !d.state.Open() || d.state == model.StatePending {
		return
	}
	switch w.kind {
	case model.FactNotMine:
		d.state, d.hurry = model.StateFiring, true
		return
	case model.FactAck, model.FactSnooze:
		named := w.kind == model.FactSnooze || !w.until.IsZero()
		if named && !w.until.After(m.now) {
			return
		}
		d.state, d.until = model.StateAcknowledged, w.until
		if w.kind == model.FactSnooze {
			d.state = model.StateSnoozed
		}
		if most := w.at.Add(30 * 24 * time.Hour); d.until.After(most) {
			d.until = most
		}
	default:
		return
	}
	if f == nil || !f.NotifyOnce {
		d.transition = nil
	}
	d.since, d.gravity, d.day, d.hurry = w.at, d.f.Severity, civil.Date{}, false
}

// refire: the same alert at step 0: at once for the first time after people read that it is over, then at most once an hour unless it is worse.
func (m *oracle) refire(d *oracleAlert, f model.Finding) {
	news := d.returned.IsZero() && len(d.believers()) == 0 // all who know of it read that it is over
	d.returned = m.now
	worse := d.worse(f) && (len(d.told) > 0 || !d.listed.IsZero())
	d.f, d.team = f, m.teamOf(f)
	var last time.Time
	for _, x := range d.told {
		if x.step == 0 && !over(x.why) && x.at.After(last) {
			last = x.at
		}
	}
	if worse {
		d.bad = m.now
		d.again(model.ReasonWorse)
	} else if d.again(model.ReasonFirst); !last.IsZero() && !news {
		if last.After(m.now) {
			last = m.now
		}
		d.notBefore = last.Add(time.Hour)
	}
	d.ended = time.Time{}
	m.steps(d)
}
