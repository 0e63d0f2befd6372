package notify_test

import (
	"slices"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// keepsHours: its hours begin and end.
func keepsHours(c *civil.Calendar) bool {
	return c != nil && slices.Contains([]string{"office", "tokyo"}, c.ID)
}

func zoneOf(c *civil.Calendar) *time.Location {
	if c == nil || c.Location == nil {
		return time.UTC
	}
	return c.Location
}

// atWork: in its hours; from eight to six from Monday to Friday, holidays apart, where it keeps none.
func atWork(c *civil.Calendar, now time.Time) bool {
	if keepsHours(c) {
		return c.OpenAt(now)
	}
	local := now.In(zoneOf(c))
	weekday := local.Weekday() != time.Saturday && local.Weekday() != time.Sunday
	return weekday && c.BusinessDay(civil.DateOf(local)) && local.Hour() >= 8 && local.Hour() < 18
}

// begins: when work begins on a day, and whether it does; else the day itself.
func begins(c *civil.Calendar, day civil.Date) (time.Time, bool) {
	start, end := day.Start(zoneOf(c)), day.End(zoneOf(c))
	for at := start; at.Before(end); at = at.Add(time.Minute) {
		if atWork(c, at) {
			return at, true
		}
	}
	return start, false
}

// awake: whom a mail may reach now. A rule that wakes does where the policy lets it, a webhook has no hours. Others are mailed in the hours of
// their team, else of the owner's, else in those of an office.
func (m *oracle) awake(d *oracleAlert, r model.Recipient) bool {
	if d != nil && m.wakes(d) || !r.ByMail() {
		return true
	}
	team := m.registry.Teams[r.Team]
	if team != nil && keepsHours(team.Calendar) {
		return atWork(team.Calendar, m.now)
	}
	if d != nil {
		if owner := m.ownerOf(d); owner != nil && keepsHours(owner.Calendar) {
			return atWork(owner.Calendar, m.now)
		}
	}
	if team == nil {
		return atWork(nil, m.now)
	}
	return atWork(team.Calendar, m.now)
}

func (m *oracle) wakes(d *oracleAlert) bool {
	return d.f.OverrideQuietHours && m.policy(d.f).QuietHours == model.Ignored
}

// ownerOf: as it was found; of what is over the supplier's, else the team whose letter it stands in.
func (m *oracle) ownerOf(d *oracleAlert) *model.Team {
	switch s := m.supplier(d.supplier); {
	case d.state.Open():
		return d.owner
	case d.f.Route == model.RouteOperators:
		return nil
	case d.supplier != "" && s != nil:
		return s.Owner
	}
	return m.registry.Teams[d.team]
}

// reminderIsDue: after repeat, then after twice as long, and so on, but after repeat_max at the latest.
func (m *oracle) reminderIsDue(d *oracleAlert) bool {
	p := m.policy(d.f)
	if p.Repeat.IsZero() {
		return false
	}
	return !m.now.Before(m.reminderAfter(d, doubled(p, d.reminders))) || !m.now.Before(m.reminderAfter(d, longest(p)))
}

func doubled(p *model.Policy, times int) civil.Period {
	factor := 1 << min(times, 10)
	return civil.Period{BusinessDays: p.Repeat.BusinessDays * factor, Days: p.Repeat.Days * factor, Clock: p.Repeat.Clock * time.Duration(factor)}
}

func longest(p *model.Policy) civil.Period {
	most := p.RepeatMax
	if most.IsZero() {
		most = civil.Period{BusinessDays: 5}
	}
	if hours(p.Repeat) > hours(most) {
		most = p.Repeat
	}
	return most
}

// hours: of a period, a business day being a fifth of a week.
func hours(p civil.Period) float64 {
	return p.Clock.Hours() + 24*float64(p.Days) + 7*24/5.0*float64(p.BusinessDays)
}

// reminderAfter: so long after the last mail of the step; whole days end when the step was first mailed.
func (m *oracle) reminderAfter(d *oracleAlert, wait civil.Period) time.Time {
	from := d.stepAt
	if wait.Clock == 0 {
		zone := zoneOf(m.ownCalendar(d.f))
		first, last := d.firstAt.In(zone), d.stepAt.In(zone)
		from = last.Add(timeOfDay(first) - timeOfDay(last))
	}
	at := civil.AddTo(from, wait, m.ownCalendar(d.f))
	if !at.After(d.stepAt) {
		at = d.stepAt.Add(time.Second)
	}
	return at
}

func timeOfDay(t time.Time) time.Duration {
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second + time.Duration(t.Nanosecond())
}

// namedDay: when work begins on a named day, whoever knows of the alert is mailed again, unless that day saw a mail, or one is on its way. It
// is no step.
func (m *oracle) namedDay(d *oracleAlert) {
	m.planDay(d)
	if d.dayAt.IsZero() || m.now.Before(d.dayAt) {
		return
	}
	t := d.transition
	if t != nil && !t.began {
		return
	}
	d.dayMailed = m.now
	if t == nil || t.why != model.ReasonRefused || t.finished() {
		d.transition = m.fresh(d, d.step, model.ReasonReminder, m.upTo(d, d.step))
		d.transition.began = true
	}
	m.planDay(d)
}

func (t *transition) finished() bool {
	return !slices.ContainsFunc(t.audience, func(r model.Recipient) bool { return !t.done[r.String()] })
}

// planDay: the next named day, or the last working day before it. One that has come waits for its mail.
func (m *oracle) planDay(d *oracleAlert) {
	if d.state != model.StateFiring || !pages(d.f) || d.step < 0 || d.f.NotifyOnce {
		d.dayAt = time.Time{}
		return
	}
	c := m.ownCalendar(d.f)
	lastMail := d.stepAt
	if d.dayMailed.After(lastMail) {
		lastMail = d.dayMailed
	}
	unsaid := func(at time.Time) bool { return c.Today(at).After(c.Today(lastMail)) }
	if !d.dayAt.IsZero() && !m.now.Before(d.dayAt) && unsaid(d.dayAt) {
		return
	}
	d.dayAt = time.Time{}
	for _, day := range d.f.KeyDates {
		at, works := begins(c, day)
		for back := 1; !works && back < 20; back++ {
			at, works = begins(c, day.AddDays(-back))
		}
		if unsaid(at) {
			d.dayAt = at
			return
		}
	}
}

// missedTheEnd: of what had mails of its own and lapsed, whoever was mailed reads in a letter within two months.
func (d *oracleAlert) missedTheEnd(now time.Time) []model.Recipient {
	if d.state != model.StateLapsed || !pages(d.f) || now.Sub(d.ended) > 60*24*time.Hour {
		return nil
	}
	return slices.DeleteFunc(d.believers(), func(r model.Recipient) bool { return !r.ByMail() })
}

// remindTogether: a team's reminder that does not wake takes along those that come at the longest interval and are nearer than the last mail.
func (m *oracle) remindTogether(findings []model.Finding) {
	var teams []string
	for _, d := range m.alerts {
		t := d.transition
		if t != nil && !t.began && t.why == model.ReasonReminder && !t.since.Before(m.now) && !m.wakes(d) {
			teams = append(teams, d.team)
		}
	}
	for _, d := range m.alerts {
		f := find(findings, d.key)
		if f == nil || f.Pending || f.NotifyOnce || d.state != model.StateFiring || !pages(*f) || !slices.Contains(teams, d.team) {
			continue
		}
		p := m.policy(*f)
		if d.step < 0 || d.step < m.last(*f) || d.transition != nil && (!d.transition.began || !d.transition.finished()) || p.Repeat.IsZero() {
			continue
		}
		soon, late := m.reminderAfter(d, doubled(p, d.reminders)), m.reminderAfter(d, longest(p))
		if soon.Before(late) || m.now.Sub(d.stepAt) < late.Sub(m.now) {
			continue
		}
		d.transition = m.fresh(d, d.step, model.ReasonReminder, m.upTo(d, d.step))
	}
}
