package notify_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// oracle is the rules of alerts.md once more, as simply as they can be said, to hold the state machine to. It shares no code with it. What it
// leaves out is what only decides how mails are put together: nobody waits for a group, and there is no limit of mails an hour.
type oracle struct {
	registry  *model.Registry
	operators []model.Recipient
	now       time.Time

	alerts  []*oracleAlert
	started bool
	letter  time.Time                  // when the next one is due
	covers  map[string]model.Recipient // who waits for a letter
	known   []string                   // suppliers, before anything was held
	removed time.Time                  // since when many are missing
	words   []word                     // that people said since the last pass
}

// word is what somebody said about an alert.
type word struct {
	about     *oracleAlert
	kind      model.FactKind
	at, until time.Time
}

// oracleAlert is one alert.
type oracleAlert struct {
	key, supplier, subject, line, occurrence string

	f          model.Finding // as it was last found
	team       string        // whose letter it stands in
	owner      *model.Team
	state      model.AlertState
	ended      time.Time
	step       int // that was last begun
	stepAt     time.Time
	firstAt    time.Time // when its first mail went
	reminders  int       // since then
	dayAt      time.Time // when a named day asks for a mail
	dayMailed  time.Time // when one did
	returned   time.Time // when it last came back after its end
	notBefore  time.Time
	transition *transition
	why        model.Reason // why the next step is told, if not for its own sake
	hurry      bool         // the next step is due now
	appealed   bool         // the operators were told that a step was refused
	told       []*mail

	since       time.Time // of an acknowledgement or a snooze
	until       time.Time // that was asked for
	gravity     model.Severity
	day         civil.Date // that ends the hold
	listed, bad time.Time  // when a letter last told of it, when it last got worse
}

// transition is a step, or an end, on its way to its recipients.
type transition struct {
	step      int
	why       model.Reason
	since     time.Time
	audience  []model.Recipient
	done      map[string]bool
	began     bool
	notBefore time.Time
}

// mail is one item of what was mailed.
type mail struct {
	to     model.Recipient
	key    string
	step   int
	why    model.Reason
	letter bool
	at     time.Time
	about  *oracleAlert
	lost   bool
	id     string // of the outbox row
}

func (m mail) String() string {
	kind := "mail"
	if m.letter {
		kind = "letter"
	}
	return fmt.Sprintf("%s to %s: %s step %d %s", kind, m.to, m.key, m.step, m.why)
}

// GoString is how a failure names one.
func (d *oracleAlert) GoString() string { return d.key }

// GoString is how a failure names one.
func (m *mail) GoString() string { return m.String() }

func over(why model.Reason) bool {
	return slices.Contains([]model.Reason{model.ReasonResolved, model.ReasonLapsed, model.ReasonWithdrawn}, why)
}

// pass gives what is mailed at an instant, by what is found, whether anybody looked, and whether a reload is forced.
func (m *oracle) pass(now time.Time, findings []model.Finding, looked, forced bool) []*mail {
	m.now = now
	fresh := !m.started
	m.started = true
	m.clockWasSetBack()
	m.rename()
	guarded := m.guard(forced)
	for _, w := range m.words {
		m.hear(w, find(findings, w.about.key))
	}
	m.words = nil
	for _, d := range m.alerts {
		if d.state.Open() {
			m.live(d, find(findings, d.key), looked, guarded)
		}
	}
	for _, f := range findings {
		m.begin(f)
	}
	for _, d := range m.alerts {
		if f := find(findings, d.key); f != nil && f.Route != model.RouteOperators {
			d.owner = f.Owner
		} else if f != nil {
			d.owner = nil
		}
	}
	m.remindTogether(findings)
	for _, d := range m.alerts {
		d.hurry, d.why = false, "" // what somebody asks for while nothing can be said is lost
	}
	m.writeSummaries(fresh)
	return m.deliver(findings, fresh)
}

// rename: what belongs to a supplier follows its name.
func (m *oracle) rename() {
	for _, d := range m.alerts {
		s := m.supplier(d.supplier)
		if d.supplier != "" && s != nil && s.ID != d.supplier && (d.state.Open() || m.now.Sub(d.ended) <= 24*time.Hour) {
			d.supplier = s.ID
			d.key = model.AlertKey(d.supplier, model.ParseSubject(d.subject), d.line, d.occurrence)
		}
	}
}

func find(findings []model.Finding, key string) *model.Finding {
	i := slices.IndexFunc(findings, func(f model.Finding) bool { return f.Key() == key })
	if i < 0 {
		return nil
	}
	return &findings[i]
}

// clockWasSetBack: what is in the future counts as just happened.
func (m *oracle) clockWasSetBack() {
	late := func(t *time.Time) {
		if t.After(m.now.Add(time.Minute)) {
			*t = m.now
		}
	}
	late(&m.removed)
	for _, d := range m.alerts {
		untold := d.listed.Before(d.ended) || d.listed.Before(d.bad)
		for _, t := range []*time.Time{&d.stepAt, &d.firstAt, &d.dayMailed, &d.returned, &d.since, &d.ended, &d.bad, &d.listed} {
			late(t)
		}
		if t := d.transition; t != nil && t.since.After(m.now.Add(time.Minute)) {
			t.since, t.notBefore = m.now, time.Time{}
			if !t.began {
				t.since = m.now.Add(1) // after the step before
			}
		}
		if untold && d.listed.Equal(m.now) {
			d.listed = m.now.Add(-1)
		}
		if most := m.now.Add(time.Hour); d.notBefore.After(most) {
			d.notBefore = most
		}
		if most := m.now.Add(30*24*time.Hour + time.Minute); d.until.After(most) {
			d.until = most
		}
	}
}

// guard: a reload that removes over 20 % of the suppliers is held for 10 minutes, or until it is forced.
func (m *oracle) guard(forced bool) (held bool) {
	missing := 0
	for _, id := range m.known {
		if m.supplier(id) == nil {
			missing++
		}
	}
	few := missing*100 <= 20*len(m.known)
	if !few && m.removed.IsZero() {
		m.removed = m.now
	}
	if few || forced || m.now.Sub(m.removed) >= 10*time.Minute {
		m.removed, m.known = time.Time{}, nil
		for _, s := range m.registry.Suppliers {
			m.known = append(m.known, s.ID)
		}
		return false
	}
	return true
}

// supplier finds one by its name of today or a former one.
func (m *oracle) supplier(id string) *model.Supplier {
	for _, s := range m.registry.Suppliers {
		if s.ID == id || slices.Contains(s.Was, id) {
			return s
		}
	}
	return nil
}

// live leads one open alert on. An acknowledgement or a snooze stops every mail but the one of what is mailed only once: where the finding is
// not of that kind any more, also that one.
func (m *oracle) live(d *oracleAlert, f *model.Finding, looked, guarded bool) {
	if f != nil && d.held() && !f.NotifyOnce {
		d.transition = nil // it waited to be mailed once, and is not of that kind any more
	}
	there := d.supplier == "" || m.supplier(d.supplier) != nil
	if f != nil && d.held() && !f.NotifyOnce {
		d.transition = nil
	}
	switch {
	case f != nil && m.isOver(f.ExpiresOn, m.zones(d.supplier, m.teamOf(*f)), true):
		m.end(d, model.StateLapsed, model.ReasonLapsed)
	case f != nil && f.Pending:
		d.f.ExpiresOn, d.team = f.ExpiresOn, m.teamOf(*f)
	case f != nil:
		m.stands(d, *f)
	case !there && guarded:
	case !there || !m.subjectExists(d):
		m.end(d, model.StateWithdrawn, model.ReasonWithdrawn)
	case m.isOver(d.f.ExpiresOn, m.zones(d.supplier, d.team), !looked):
		m.end(d, model.StateLapsed, model.ReasonLapsed)
	case looked:
		m.end(d, model.StateResolved, model.ReasonResolved)
	}
}

func (m *oracle) subjectExists(d *oracleAlert) bool {
	id, isContact := strings.CutPrefix(d.subject, "contact/")
	return !isContact || slices.ContainsFunc(m.supplier(d.supplier).Contacts, func(c *model.Contact) bool { return c.ID == id })
}

// zones are those of the supplier, its owner and the team.
func (m *oracle) zones(supplier, team string) (zones []*time.Location) {
	add := func(c *civil.Calendar) {
		if c == nil || c.Location == nil {
			zones = append(zones, time.UTC)
		} else {
			zones = append(zones, c.Location)
		}
	}
	if s := m.supplier(supplier); supplier != "" && s != nil {
		add(s.Calendar)
		if s.Owner != nil {
			add(s.Owner.Calendar)
		}
	}
	if t := m.registry.Teams[team]; t != nil {
		add(t.Calendar)
	}
	if len(zones) == 0 {
		add(nil)
	}
	return zones
}

// isOver: a day is over everywhere, or somewhere.
func (m *oracle) isOver(day civil.Date, zones []*time.Location, everywhere bool) bool {
	if day.IsZero() {
		return false
	}
	n := 0
	for _, z := range zones {
		if !m.now.Before(day.End(z)) {
			n++
		}
	}
	if everywhere {
		return n == len(zones)
	}
	return n > 0
}

// end: whoever was told, by a mail that did not come back, and was not told yet that it is over, is told so.
func (m *oracle) end(d *oracleAlert, state model.AlertState, why model.Reason) {
	silent := d.state == model.StatePending
	d.state, d.ended, d.transition = state, m.now, nil
	d.notBefore = time.Time{}
	if silent {
		return
	}
	audience := d.believers()
	if why == model.ReasonLapsed {
		audience = slices.DeleteFunc(audience, model.Recipient.ByMail) // the next letter says so
	}
	if len(audience) > 0 {
		d.transition = m.fresh(d, d.step, why, audience)
		d.transition.began = true
		if why == model.ReasonResolved && !d.returned.IsZero() && m.now.Sub(d.returned) < 24*time.Hour {
			d.transition.notBefore = m.now.Add(15 * time.Minute) // it must hold
		}
	}
}

// believers are those who were told of it, and not that it is over.
func (d *oracleAlert) believers() (all []model.Recipient) {
	for _, to := range d.everNotified() {
		last := model.Reason("")
		for _, x := range d.told {
			if x.to.String() == to.String() && !x.lost {
				last = x.why
			}
		}
		if !over(last) {
			all = append(all, to)
		}
	}
	return all
}

func (d *oracleAlert) everNotified() (all []model.Recipient) {
	for _, x := range d.told {
		if !x.lost {
			all = append(all, x.to)
		}
	}
	return once(all)
}

func once(all []model.Recipient) (kept []model.Recipient) {
	for _, r := range all {
		if !slices.ContainsFunc(kept, func(k model.Recipient) bool { return k.String() == r.String() }) {
			kept = append(kept, r)
		}
	}
	return kept
}

// pages: it is told by mails of its own.
func pages(f model.Finding) bool { return f.Route != model.RouteWork && f.Severity != model.Info }

func (d *oracleAlert) held() bool {
	return d.state == model.StateAcknowledged || d.state == model.StateSnoozed
}

// worse: onward in its story whatever its severity; graver than it was, or than what was promised for; or from work to page. Otherwise a
// lower severity never is.
func (d *oracleAlert) worse(f model.Finding) bool {
	if f.Stage > d.f.Stage {
		return true
	}
	was := d.f.Severity
	if d.held() {
		was = d.gravity
	}
	switch cmp.Compare(f.Severity.Rank(), was.Rank()) {
	case -1:
		return true
	case 1:
		return false
	}
	return d.f.Route == model.RouteWork && f.Route != model.RouteWork
}

func (m *oracle) stands(d *oracleAlert, f model.Finding) {
	worse, was := d.worse(f), d.f
	d.f, d.team = f, m.teamOf(f)
	switch {
	case d.state == model.StatePending:
		d.again(model.ReasonFirst)
	case worse:
		d.bad = m.now
		d.again(model.ReasonWorse)
	case pages(was) && !pages(f), f.NotifyOnce && was.Rule != f.Rule:
		d.step, d.transition = -1, nil
	}
	if d.held() && m.holdIsOver(d) {
		why := model.ReasonAckExpired
		if d.state == model.StateSnoozed {
			why = model.ReasonSnoozeOver
		}
		if f.NotifyOnce && d.step >= 0 {
			d.state = model.StateFiring
		} else {
			d.again(why)
		}
	}
	m.steps(d)
}

// again: step 0, whatever was promised.
func (d *oracleAlert) again(why model.Reason) {
	d.state, d.step, d.transition, d.why, d.notBefore, d.reminders = model.StateFiring, -1, nil, why, time.Time{}, 0
}

func (m *oracle) holdIsOver(d *oracleAlert) bool {
	at := m.holdEnds(d)
	return !at.IsZero() && !m.now.Before(at)
}

// holdEnds: when asked for, or of an acknowledgement after ack_expires; or when working hours begin on the next named day after the one it was given on. What is
// told once and was told needs no end.
func (m *oracle) holdEnds(d *oracleAlert) time.Time {
	c := m.ownCalendar(d.f)
	if d.day.IsZero() || !m.hasCome(d, d.day) {
		d.day = civil.Date{}
		for _, day := range d.f.KeyDates {
			if day.After(c.Today(d.since)) && d.day.IsZero() {
				d.day = day
			}
		}
	}
	end := d.until
	if d.state == model.StateAcknowledged {
		if d.f.NotifyOnce && d.step >= 0 {
			return time.Time{}
		}
		if end.IsZero() {
			end = civil.AddTo(d.since, m.policy(d.f).AckExpires, c)
		}
	}
	if !d.day.IsZero() {
		begins, _ := begins(c, d.day)
		if begins.Before(end) {
			end = begins
		}
	}
	return end
}

func (m *oracle) hasCome(d *oracleAlert, day civil.Date) bool {
	zones := m.zones(d.supplier, d.team)
	if c := m.ownCalendar(d.f); c.Location != nil {
		zones = append(zones, c.Location)
	}
	return slices.ContainsFunc(zones, func(z *time.Location) bool { return !m.now.Before(day.Start(z)) })
}

// ownCalendar returns the calendar of the owner team, else of the operators.
func (m *oracle) ownCalendar(f model.Finding) *civil.Calendar {
	if f.Route == model.RouteOperators || f.Owner == nil {
		return m.registry.Teams["operators"].Calendar
	}
	return f.Owner.Calendar
}

// begin: what has no open alert gets the one that ended within 24 hours, else a new one.
func (m *oracle) begin(f model.Finding) {
	if m.isOver(f.ExpiresOn, m.zones(f.Supplier, m.teamOf(f)), true) {
		return
	}
	var d *oracleAlert
	for _, x := range m.alerts {
		if x.key == f.Key() && (x.state.Open() || m.now.Sub(x.ended) <= 24*time.Hour) && (d == nil || x.state.Open() || x.ended.After(d.ended)) {
			d = x
		}
	}
	switch {
	case d == nil:
		d = &oracleAlert{key: f.Key(), supplier: f.Supplier, subject: f.Subject.String(), line: f.Group, occurrence: f.Occurrence, step: -1, f: f, team: m.teamOf(f)}
		m.alerts = append(m.alerts, d)
		d.state = model.StatePending
		if !f.Pending {
			d.again(model.ReasonFirst)
			m.steps(d)
		}
	case d.state.Open() || f.Pending:
	default:
		m.refire(d, f)
	}
}
