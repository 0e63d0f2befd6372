package notify_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// TestTheMachineDoesWhatTheOracleSays leads the state machine and the oracle through the same life: findings come, get worse and go, people
// answer or do not, servers refuse, the registry is edited, the daemon is down, the clock is wrong. After each pass both must have mailed the
// same to the same people for the same reason, and every alert must stand where the oracle says.
func TestTheMachineDoesWhatTheOracleSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newOracleWorld(t)
		w.pass(t)
		t.Repeat(map[string]func(*rapid.T){
			"find":    w.find,
			"change":  w.change,
			"vanish":  w.vanish,
			"flap":    w.flap,
			"graver":  w.graver,
			"blind":   w.blind,
			"speak":   w.speak,
			"deliver": w.deliver,
			"edit":    w.edit,
			"remove":  w.remove,
			"rename":  w.rename,
			"force":   w.force,
			"restart": w.restart,
			"minutes": func(t *rapid.T) { w.wait(t, time.Minute, 300) },
			"hours":   func(t *rapid.T) { w.wait(t, time.Hour, 60) },
			"days":    func(t *rapid.T) { w.wait(t, 24*time.Hour, 12) },
			"down":    w.down,
			"clock":   w.setClock,
			"":        func(*rapid.T) {},
		})
	})
}

// oracleWorld is a scenario that the oracle computes beside the machine.
type oracleWorld struct {
	*scenario
	oracle *oracle
	wishes map[string]*wish // what would be found, by a name of its own
	names  []string         // of the suppliers, as they are called today
	looked bool
	log    []string
}

// wish is a finding, by names: the registry may be edited.
type wish struct {
	line, rule, supplier, subject, policy, responsible, start string
	severity                                                  model.Severity
	route                                                     model.Route
	stage                                                     int
	wakes, once, pending, ownerless                           bool
	days                                                      []civil.Date // of its line
	ends                                                      civil.Date
}

// oracleSuppliers are nine or ten, so that two of them are just over a fifth of all, or just not.
var oracleSuppliers = []string{"acme", "brand", "corda", "delta", "emil", "fulda", "gera", "halle", "iller", "jena"}

func newOracleWorld(t *rapid.T) *oracleWorld {
	s := newScenario(t)
	s.machine.Alerts.GroupWait, s.machine.PerHour, s.machine.Summary = 0, 0, mondays
	w := &oracleWorld{scenario: s, wishes: map[string]*wish{}, looked: true}
	w.names = slices.Clone(oracleSuppliers[:rapid.IntRange(9, 10).Draw(t, "suppliers")])
	w.holidays("office", "Europe/Berlin", "08:00-17:00", civil.NewDate(2026, time.November, 25), civil.NewDate(2026, time.December, 8))
	w.holidays("tokyo", "Asia/Tokyo", "09:00-18:00", civil.NewDate(2026, time.November, 26), civil.NewDate(2026, time.December, 10))
	w.team([]string{"owner", "office"})
	w.team([]string{"desk", "office", "dan@us.test", "dora@us.test"})
	w.team([]string{"leads", "tokyo", "lea@us.test", "leo@us.test"})
	w.team([]string{"ghosts", "-", "nobody"})
	w.holidays("shift", "Asia/Kolkata", "24/7", civil.NewDate(2026, time.November, 27))
	w.team([]string{"ops", "shift"})
	for _, name := range []string{"quiet", "loud", "short"} {
		w.drawPolicy(t, name)
	}
	for i, name := range w.names {
		w.supplier([]string{name, []string{"owner", "desk", "leads"}[i%3]})
	}
	// The first one's contact is at the very address of its owner.
	w.contact([]string{"acme", "desk", "owner@us.test"})
	w.oracle = &oracle{registry: w.registry, operators: w.machine.Alerts.Operators, started: true, covers: map[string]model.Recipient{}}
	if rapid.Bool().Draw(t, "first start") {
		w.state, w.oracle.started = model.State{}, false
		w.now = time.Date(2026, time.November, 23, 8, 15, 0, 0, time.UTC) // when all are at work
		for range 4 {
			w.wishSomething(t)
		}
	}
	return w
}

// holidays makes a calendar with days off.
func (w *oracleWorld) holidays(id, zone, hours string, off ...civil.Date) {
	w.calendar([]string{id, zone, hours})
	c := w.registry.Calendars[id]
	h, err := civil.ParseHours(hours)
	w.need(err)
	w.registry.Calendars[id], err = civil.NewCalendar(id, c.Location, nil, off, nil, nil, &h)
	w.need(err)
}

func (w *oracleWorld) drawPolicy(t *rapid.T, name string) {
	args := []string{name}
	who := []string{"owner", "responsible", "leads", "desk", "ops", "ghosts", "webhook:oncall"}
	for i := range rapid.IntRange(1, 4).Draw(t, "steps") {
		args = append(args, "step")
		if i > 0 {
			args = append(args, rapid.SampledFrom([]string{"0s", "20m", "4h", "30h", "1bd", "2bd"}).Draw(t, "after"))
		}
		args = append(args, rapid.SliceOfNDistinct(rapid.SampledFrom(who), 1, 2, rapid.ID).Draw(t, "who")...)
	}
	if repeat := rapid.SampledFrom([]string{"", "6h", "1bd", "9bd"}).Draw(t, "repeat"); repeat != "" {
		args = append(args, "repeat", repeat)
		if most := rapid.SampledFrom([]string{"", "", "50h", "2bd", "20 days"}).Draw(t, "most"); most != "" && hours(w.period(most)) >= hours(w.period(repeat)) {
			args = append(args, "max", most)
		}
	}
	args = append(args, "ack", rapid.SampledFrom([]string{"5h", "1bd", "3bd"}).Draw(t, "ack"))
	if rapid.Bool().Draw(t, "ignore") {
		args = append(args, "ignore")
	}
	w.policy(args)
}

// find lets something stand, in place of what stands there.
func (w *oracleWorld) find(t *rapid.T) {
	w.wishSomething(t)
	w.pass(t)
}

func (w *oracleWorld) wishSomething(t *rapid.T) {
	x := &wish{line: rapid.SampledFrom([]string{"notice", "probe", "gap"}).Draw(t, "line")}
	i := rapid.IntRange(-1, 2).Draw(t, "supplier")
	if i >= 0 {
		x.supplier, x.subject = oracleSuppliers[i], "supplier"
	} else {
		x.subject = "watchdog"
	}
	if i == 0 && rapid.Bool().Draw(t, "about its contact") {
		x.subject = "contact/desk"
	}
	w.draw(t, x)
	w.wishes[x.supplier+"/"+x.line] = x
}

// draw says how a finding is.
func (w *oracleWorld) draw(t *rapid.T, x *wish) {
	x.stage = rapid.IntRange(0, 3).Draw(t, "stage")
	x.rule = fmt.Sprint(x.line, "-", x.stage)
	x.severity = rapid.SampledFrom([]model.Severity{model.Critical, model.Critical, model.Warning, model.Info}).Draw(t, "severity")
	x.route = rapid.SampledFrom([]model.Route{model.RoutePage, model.RoutePage, model.RoutePage, model.RouteWork, model.RouteOperators}).Draw(t, "route")
	x.policy = rapid.SampledFrom([]string{"quiet", "loud", "short"}).Draw(t, "policy")
	x.responsible = rapid.SampledFrom([]string{"", "", "leads", "ghosts"}).Draw(t, "responsible")
	x.start = rapid.SampledFrom([]string{"", "", "", "ops"}).Draw(t, "start")
	flag := func(name string, of int) bool { return rapid.IntRange(1, of).Draw(t, name) == of }
	x.wakes, x.once, x.pending, x.ownerless = flag("wakes", 3), flag("once", 4), flag("pending", 6), flag("ownerless", 6)
	today := civil.DateOf(w.now)
	x.days = nil
	for _, n := range rapid.SliceOfN(rapid.IntRange(0, 12), 0, 3).Draw(t, "days") {
		x.days = append(x.days, today.AddDays(n))
	}
	slices.SortFunc(x.days, civil.Date.Compare)
	x.ends = civil.Date{}
	if n := rapid.IntRange(0, 30).Draw(t, "ends"); n > 10 {
		x.ends = today.AddDays(n - 10)
	}
}

// some draws one of what stands, the way it is called.
func (w *oracleWorld) some(t *rapid.T) *wish {
	var names []string
	for name := range w.wishes {
		names = append(names, name)
	}
	if len(names) == 0 {
		t.Skip("nothing stands")
	}
	slices.Sort(names)
	return w.wishes[rapid.SampledFrom(names).Draw(t, "which")]
}

// change makes something worse, better, or due on another day.
func (w *oracleWorld) change(t *rapid.T) {
	w.draw(t, w.some(t))
	w.pass(t)
}

func (w *oracleWorld) vanish(t *rapid.T) { w.takeDown(t, w.some(t)) }

func (w *oracleWorld) takeDown(t *rapid.T, x *wish) {
	delete(w.wishes, x.supplier+"/"+x.line)
	w.pass(t)
}

// flap lets something go and come back, soon or after a day, as it was or graver.
func (w *oracleWorld) flap(t *rapid.T) {
	x := w.some(t)
	w.takeDown(t, x)
	w.now = w.now.Add(time.Duration(rapid.SampledFrom([]int{1, 20, 50, 90, 23 * 60, 25 * 60}).Draw(t, "minutes")) * time.Minute)
	x.severity = rapid.SampledFrom([]model.Severity{x.severity, model.Critical}).Draw(t, "severity")
	w.wishes[x.supplier+"/"+x.line] = x
	w.wait(t, time.Minute, 90)
}

// graver changes how grave something is, and nothing else; somebody may have it in hand.
func (w *oracleWorld) graver(t *rapid.T) {
	x := w.some(t)
	if rapid.Bool().Draw(t, "in hand") {
		w.tell(t, w.someOpenAlert(t), model.FactAck, 0)
	}
	for _, severity := range rapid.SliceOfN(rapid.SampledFrom([]model.Severity{model.Critical, model.Warning}), 1, 3).Draw(t, "severities") {
		x.severity = severity
		w.pass(t)
	}
}

// blind: nobody looks, so that nothing stands and nothing is over.
func (w *oracleWorld) blind(t *rapid.T) {
	w.looked = false
	w.wait(t, time.Hour, 40)
	w.looked = true
	w.pass(t)
}

func (w *oracleWorld) speak(t *rapid.T) {
	d := w.someOpenAlert(t)
	kind := rapid.SampledFrom([]model.FactKind{model.FactAck, model.FactAck, model.FactSnooze, model.FactSnooze, model.FactNotMine, model.FactNote}).Draw(t, "kind")
	hours := rapid.SampledFrom([]int{-1, 1, 7, 30, 200, 719, 725, 2000}).Draw(t, "hours of the hold")
	if kind == model.FactAck && rapid.Bool().Draw(t, "as the policy says") {
		hours = 0
	}
	w.tell(t, d, kind, time.Duration(hours)*time.Hour)
	if rapid.IntRange(0, 3).Draw(t, "heard late") == 3 {
		w.now = w.now.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "hours")) * time.Hour)
	}
	w.pass(t)
}

// tell lets somebody say something that is heard in the next pass. A hold of no time names no end.
func (w *oracleWorld) tell(t *rapid.T, d *oracleAlert, kind model.FactKind, hold time.Duration) {
	data, until := map[string]string{"note": "a word"}, time.Time{}
	if hold != 0 {
		until = w.now.Add(hold).Truncate(time.Second)
		data["until"] = until.Format(time.RFC3339)
	}
	w.say(d, kind, data)
	w.oracle.words = append(w.oracle.words, word{about: d, kind: kind, at: w.now, until: until})
}

func (w *oracleWorld) say(d *oracleAlert, kind model.FactKind, data map[string]string) {
	w.said++
	w.facts.Add(model.Fact{
		Seq: int64(w.said), ID: fmt.Sprint("f", w.said), Subject: model.KindAlert.Subject(w.alertOf(d).ID), Kind: kind,
		ObservedAt: w.now, RecordedAt: w.now, Actor: "jane", Data: data,
	})
}

// alertOf finds the alert that is the machine's for an alert of the oracle.
func (w *oracleWorld) alertOf(d *oracleAlert) model.Alert {
	var found model.Alert
	for _, a := range w.state.Alerts {
		if a.Key == d.key && a.State.Open() == d.state.Open() && (found.ID == "" || a.EndedAt.After(found.EndedAt)) {
			found = a
		}
	}
	return found
}

// someOpenAlert draws an alert that is the last of its key.
func (w *oracleWorld) someOpenAlert(t *rapid.T) *oracleAlert {
	latest := map[string]*oracleAlert{}
	for _, d := range w.oracle.alerts {
		latest[d.key] = d
	}
	if len(latest) == 0 {
		t.Skip("there is no alert")
	}
	var all []*oracleAlert
	for _, d := range w.oracle.alerts {
		if latest[d.key] == d {
			all = append(all, d)
		}
	}
	return rapid.SampledFrom(all).Draw(t, "alert")
}

// deliver tells what became of one of the last mails about an alert; whoever told, all of a step at times.
func (w *oracleWorld) deliver(t *rapid.T) {
	d := w.someOpenAlert(t)
	if len(d.told) == 0 {
		t.Skip("nothing was mailed")
	}
	result := rapid.SampledFrom([]model.MailResult{model.MailRefused, model.MailBounced, model.MailRefused, model.MailAccepted}).Draw(t, "result")
	recent := d.told[max(0, len(d.told)-8):]
	one := rapid.SampledFrom(recent).Draw(t, "mail")
	whole := rapid.Bool().Draw(t, "whole step")
	for _, x := range recent {
		if x == one || whole && x.at.Equal(one.at) {
			w.say(d, model.FactDelivery, map[string]string{"mail": x.id, "result": string(result), "recipient": x.to.String()})
			x.lost = x.lost || result != model.MailAccepted
		}
	}
	w.pass(t)
}

func (w *oracleWorld) force(t *rapid.T) {
	w.machine.Alerts.Force = true
	w.pass(t)
	w.machine.Alerts.Force = false
}

// restart reads back what was written.
func (w *oracleWorld) restart(t *rapid.T) {
	written := asJSON(t, w.state)
	w.state = model.State{}
	if err := json.Unmarshal([]byte(written), &w.state); err != nil {
		t.Fatal(err)
	}
	w.pass(t)
}

// wait passes whenever the machine wants to, and at times when it does not.
func (w *oracleWorld) wait(t *rapid.T, unit time.Duration, most int) {
	end := w.now.Add(time.Duration(rapid.IntRange(1, most).Draw(t, "time")) * unit)
	w.pass(t)
	for w.now.Before(end) {
		next := nextWake(w.machine, w.state, w.registry, w.now)
		if next.IsZero() || next.After(end) {
			next = end
		}
		before := len(w.log)
		if between := next.Sub(w.now); between > time.Hour && rapid.IntRange(0, 3).Draw(t, "look between") == 3 {
			w.now = w.now.Add(between / 2).Truncate(time.Second)
			w.pass(t)
			if len(w.log) > before {
				t.Fatalf("the machine wanted to sleep until %s, and mails already:\n%s", next.Format(clock), w.story())
			}
		}
		w.now = next
		w.pass(t)
	}
}

// down: nothing runs for up to six weeks.
func (w *oracleWorld) down(t *rapid.T) {
	w.now = w.now.Add(time.Duration(rapid.IntRange(1, 1000).Draw(t, "hours")) * time.Hour)
	w.restart(t)
}

// setClock: it jumps hours ahead or back.
func (w *oracleWorld) setClock(t *rapid.T) {
	w.now = w.now.Add(time.Duration(rapid.IntRange(-12, 12).Draw(t, "hours")) * time.Hour)
	w.pass(t)
}

// found gives what the judge would find.
func (w *oracleWorld) found() (all []model.Finding) {
	if !w.looked {
		return nil
	}
	for _, x := range w.wishes {
		f := model.Finding{
			Rule: x.rule, Group: x.line, Subject: model.ParseSubject(x.subject), Severity: x.severity, Route: x.route, Stage: x.stage, OverrideQuietHours: x.wakes, NotifyOnce: x.once,
			Pending: x.pending, Policy: w.registry.Policies[x.policy], Responsible: w.registry.Teams[x.responsible],
			FirstStep: w.registry.Teams[x.start], ExpiresOn: x.ends, Owner: w.registry.Teams["owner"],
		}
		if x.supplier != "" {
			s := w.registry.Supplier(x.supplier)
			if s == nil || x.subject == "contact/desk" && len(s.Contacts) == 0 {
				continue
			}
			f.Supplier, f.Owner = s.ID, s.Owner
		}
		if x.ownerless {
			f.Owner = nil
		}
		for _, day := range x.days {
			if !day.Before(civil.DateOf(w.now)) {
				f.KeyDates = append(f.KeyDates, day)
			}
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b model.Finding) int { return a.Compare(&b) })
	return all
}

// pass lets both decide, and compares them.
func (w *oracleWorld) pass(t *rapid.T) {
	w.now = w.now.Add(time.Second)
	facts := w.facts
	if !w.looked {
		facts = nil
	}
	findings := w.found()
	var decisions []model.Decision
	before := w.state
	w.state, decisions = w.machine.Step(w.state, w.registry, findings, facts, w.now)
	after := w.state
	w.state = before
	w.scoped.compare(w.scenario, findings, facts, after, decisions)
	w.state = after
	mails := w.oracle.pass(w.now, findings, w.looked, w.machine.Alerts.Force)
	var want []string
	for _, x := range mails {
		want = append(want, x.String())
	}
	got := w.mailed(decisions, mails)
	slices.Sort(want)
	slices.Sort(got)
	w.note(got)
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("at %s (-oracle +machine):\n%s\nbefore:\n%s", w.now.Format(clock), diff, w.story())
	}
	w.compareAlerts(t, findings)
}

// story is what was mailed of late.
func (w *oracleWorld) story() string { return strings.Join(w.log[max(0, len(w.log)-25):], "\n") }

func (w *oracleWorld) note(mails []string) {
	for _, x := range mails {
		w.log = append(w.log, w.now.Format(clock)+"  "+x)
	}
}

// mailed gives what the machine mailed, and tells the oracle the names of the mails.
func (w *oracleWorld) mailed(decisions []model.Decision, mails []*mail) (got []string) {
	for _, d := range decisions {
		if d.Kind == "" {
			continue
		}
		for _, item := range d.Items {
			a := w.state.Alerts[item.Alert]
			work := a.Route == model.RouteWork || a.Severity == model.Info
			x := mail{to: d.To, key: a.Key, step: item.Step, why: item.Reason, letter: d.Kind == model.MailSummary || d.Kind == model.MailInitialReport && work}
			got = append(got, x.String())
			for _, y := range mails {
				if y.String() == x.String() {
					y.id = d.Mail
				}
			}
		}
	}
	return got
}

// compareAlerts wants each open alert to stand where the oracle says; one that somebody has in hand, until when it says.
func (w *oracleWorld) compareAlerts(t *rapid.T, findings []model.Finding) {
	want, got := map[string]string{}, map[string]string{}
	judged := func(key string) bool { f := find(findings, key); return f != nil && !f.Pending }
	for _, d := range w.oracle.alerts {
		if d.state.Open() {
			want[d.key] = fmt.Sprintf("%s step %d", d.state, d.step)
		}
		if d.held() && judged(d.key) {
			want[d.key] += " until " + w.oracle.holdEnds(d).UTC().Format(clock)
		}
	}
	for _, a := range w.state.Alerts {
		if a.State.Open() {
			got[a.Key] = fmt.Sprintf("%s step %d", a.State, a.Step)
		}
		if (a.State == model.StateAcknowledged || a.State == model.StateSnoozed) && judged(a.Key) {
			got[a.Key] += " until " + a.HeldUntil.Format(clock)
		}
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Fatalf("at %s alerts stand otherwise (-oracle +machine):\n%s\nbefore:\n%s", w.now.Format(clock), diff, w.story())
	}
}
