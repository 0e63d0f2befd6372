package notify_test

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// tester is what tests and properties have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// scenario is a registry, findings, facts and a clock that a script moves. It begins on Monday 23 November 2026 at 09:00 UTC with a calendar
// "office" (Berlin, 08:00-17:00), the teams owner, leads and ops without hours, and a policy p.
type scenario struct {
	t        tester
	line     string
	machine  notify.Machine
	registry *model.Registry
	findings map[string]model.Finding
	facts    *factindex.Index
	said     int
	state    model.State
	now      time.Time
	scoped   scopedSteps
	out      strings.Builder
}

func newScenario(t tester) *scenario {
	operators := &model.Team{ID: "operators", Email: "operators@us.test", Calendar: &civil.Calendar{AlwaysOpen: true}}
	s := &scenario{
		t: t, now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC),
		machine: notify.Machine{Alerts: alert.Settings{GroupWait: 30 * time.Second, ResolveNotice: true, Operators: []model.Recipient{{Team: "operators", Address: "operators@us.test"}}}, PerHour: 10},
		registry: &model.Registry{
			Calendars: map[string]*civil.Calendar{}, Policies: map[string]*model.Policy{},
			Teams: map[string]*model.Team{"operators": operators},
		},
		findings: map[string]model.Finding{},
		facts:    factindex.New(),
		// Most timelines begin long after the first start.
		state: model.State{Notifications: model.NotificationState{Started: true}},
	}
	s.calendar([]string{"office", "Europe/Berlin", "08:00-17:00"})
	for _, team := range []string{"owner", "leads", "ops"} {
		s.team([]string{team})
	}
	s.policy(strings.Fields("p step owner step 4h leads step 1bd ops repeat 1bd ack 3bd"))
	return s
}

func (s *scenario) execute(command string, args []string) {
	s.t.Helper()
	commands := map[string]func([]string){
		"calendar": s.calendar, "team": s.team, "supplier": s.supplier, "remove": s.remove, "policy": s.policy, "machine": s.setMachine,
		"contract": s.contract, "contact": s.contact, "mailbox": s.mailbox, "address": s.address, "tier": s.tier, "works-in": s.worksIn, "at": s.at, "find": s.find, "gone": s.gone, "step": s.stepNow, "until": s.until,
		"ack": s.ack, "snooze": s.snooze, "not-mine": s.notMine, "note": s.note, "refuse": s.refuse, "bounce": s.bounce, "accept": s.accept,
		"listener": s.listener,
		"blind":    func([]string) { s.facts = nil },
		"fresh":    func([]string) { s.state = model.State{} },
		"say":      func(words []string) { fmt.Fprintln(&s.out, "#", strings.Join(words, " ")) },
	}
	do, ok := commands[command]
	if !ok {
		s.t.Fatalf("%s: there is no command %s", s.line, command)
	}
	do(args)
}

func (s *scenario) need(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v", s.line, err)
	}
}

// calendar NAME ZONE HOURS
func (s *scenario) calendar(args []string) {
	zone, err := time.LoadLocation(args[1])
	s.need(err)
	hours, err := civil.ParseHours(args[2])
	s.need(err)
	c, err := civil.NewCalendar(args[0], zone, nil, nil, nil, nil, &hours)
	s.need(err)
	s.registry.Calendars[args[0]] = c
}

// team NAME [CALENDAR] [MEMBER…]; without members it has an address, with - for a calendar it is always open.
func (s *scenario) team(args []string) {
	t := &model.Team{ID: args[0], Email: args[0] + "@us.test", Calendar: &civil.Calendar{AlwaysOpen: true}}
	if len(args) > 1 && args[1] != "-" {
		t.Calendar = s.registry.Calendars[args[1]]
	}
	if len(args) > 2 {
		t.Email, t.Members = "", args[2:]
	}
	if len(args) > 2 && args[2] == "nobody" {
		t.Members = nil
	}
	s.registry.Teams[args[0]] = t
}

// supplier ID [owner] [was]
func (s *scenario) supplier(args []string) {
	x := &model.Supplier{ID: args[0], Name: args[0]}
	if len(args) > 1 {
		x.Owner = s.registry.Teams[args[1]]
	}
	if len(args) > 2 {
		x.Was = args[2:]
	}
	s.remove(args[:1])
	s.registry.Suppliers = append(slices.Clone(s.registry.Suppliers), x)
	sort.Slice(s.registry.Suppliers, func(i, j int) bool { return s.registry.Suppliers[i].ID < s.registry.Suppliers[j].ID })
}

func (s *scenario) remove(args []string) {
	s.registry.Suppliers = slices.DeleteFunc(slices.Clone(s.registry.Suppliers), func(x *model.Supplier) bool { return slices.Contains(args, x.ID) })
}

// contract SUPPLIER ID OFFSET-IN-DAYS…
func (s *scenario) contract(args []string) {
	c := &model.Contract{ID: args[1]}
	for _, days := range args[2:] {
		n, err := strconv.Atoi(days)
		s.need(err)
		c.Remind = append(c.Remind, civil.Period{Days: n})
	}
	x := s.registry.Supplier(args[0])
	x.Contracts = append(x.Contracts, c)
}

// contact SUPPLIER ID ADDRESS
func (s *scenario) contact(args []string) {
	x := s.registry.Supplier(args[0])
	x.Contacts = append(x.Contacts, &model.Contact{ID: args[1], Email: args[2], Domain: mailaddr.DomainOf(args[2])})
}

// mailbox ID ADDRESS: one of our mailboxes
func (s *scenario) mailbox(args []string) {
	s.registry.Mailboxes = append(s.registry.Mailboxes, &model.Mailbox{ID: args[0], Address: args[1]})
}

// address TEAM ADDRESS: the team has one, besides its members.
func (s *scenario) address(args []string) { s.registry.Teams[args[0]].Email = args[1] }

// tier SUPPLIER OFFSET-IN-DAYS…
func (s *scenario) tier(args []string) {
	s.contract(append([]string{args[0], "tier"}, args[1:]...))
	x := s.registry.Supplier(args[0])
	x.Tier = &model.Tier{Remind: x.Contracts[0].Remind}
	x.Contracts = nil
}

// works-in SUPPLIER CALENDAR
func (s *scenario) worksIn(args []string) {
	s.registry.Supplier(args[0]).Calendar = s.registry.Calendars[args[1]]
}

// policy NAME step owner step 4h leads repeat 1bd max 5bd ack 3bd ignore
func (s *scenario) policy(args []string) {
	p := &model.Policy{ID: args[0], QuietHours: model.Observe}
	for i := 1; i < len(args); i++ {
		switch args[i] {
		case "ignore":
			p.QuietHours = model.Ignored
		case "repeat":
			i++
			p.Repeat = s.period(args[i])
		case "max":
			i++
			p.RepeatMax = s.period(args[i])
		case "ack":
			i++
			p.AckExpires = s.period(args[i])
		case "step":
			p.Steps = append(p.Steps, model.Step{})
		default:
			last := &p.Steps[len(p.Steps)-1]
			if args[i][0] >= '0' && args[i][0] <= '9' {
				last.After = s.period(args[i])
			} else {
				last.Notify = append(last.Notify, args[i])
			}
		}
	}
	s.registry.Policies[args[0]] = p
}

func (s *scenario) period(text string) civil.Period {
	if n, ok := strings.CutSuffix(text, "bd"); ok {
		text = n + " business days"
	} else if d, err := time.ParseDuration(text); err == nil {
		return civil.Period{Clock: d}
	}
	p, err := civil.ParsePeriod(text)
	s.need(err)
	return p
}

// machine KEY=VALUE…
func (s *scenario) setMachine(args []string) {
	for _, arg := range args {
		key, value, _ := strings.Cut(arg, "=")
		switch key {
		case "group":
			s.machine.Alerts.GroupWait = s.period(value).Clock
		case "perhour":
			n, err := strconv.Atoi(value)
			s.need(err)
			s.machine.PerHour = n
		case "resolve":
			s.machine.Alerts.ResolveNotice = value == "yes"
		case "awake":
			s.machine.NoQuietHours = value == "yes"
		case "immediate":
			s.machine.Alerts.Immediate = value == "yes"
		case "force":
			s.machine.Alerts.Force = value == "yes"
		case "operators":
			s.machine.Alerts.Operators = nil
		case "summary":
			s.machine.Summary = mondays
			if value == "hourly" {
				s.machine.Summary = func(after time.Time) time.Time { return after.UTC().Truncate(time.Hour).Add(time.Hour) }
			}
		default:
			s.t.Fatalf("%s: there is no setting %s", s.line, key)
		}
	}
}

// listener WEBHOOK SEVERITY-OR-RULE…
func (s *scenario) listener(args []string) {
	l := notify.Listener{To: model.WebhookRecipient(args[0])}
	for _, word := range args[1:] {
		if severity := model.Severity(word); severity.Validate() == nil {
			l.Severities = append(l.Severities, severity)
		} else {
			l.Rules = append(l.Rules, word)
		}
	}
	s.machine.Listeners = append(s.machine.Listeners, l)
}

// mondays gives the next Monday at 08:00 UTC.
func mondays(after time.Time) time.Time {
	for d := civil.DateOf(after.UTC()); ; d = d.AddDays(1) {
		if at := d.Start(time.UTC).Add(8 * time.Hour); d.Weekday() == time.Monday && at.After(after) {
			return at
		}
	}
}

// at TIME; a clock alone keeps the day.
func (s *scenario) at(args []string) { s.now = s.instant(args[0]) }

func (s *scenario) instant(text string) time.Time {
	if !strings.Contains(text, "T") {
		text = s.now.Format("2006-01-02T") + text
	}
	if strings.Count(text, ":") == 1 {
		text += ":00"
	}
	t, err := time.Parse("2006-01-02T15:04:05", text)
	s.need(err)
	return t
}

// find NAME KEY=VALUE…: from now on the rule of that name stands.
func (s *scenario) find(args []string) {
	f := model.Finding{
		Rule: args[0], Group: args[0], Subject: model.ParseSubject("watchdog"), Severity: model.Critical, Route: model.RoutePage,
		Policy: s.registry.Policies["p"], Owner: s.registry.Teams["owner"],
	}
	for _, arg := range args[1:] {
		key, value, _ := strings.Cut(arg, "=")
		s.set(&f, key, value)
	}
	if f.Supplier != "" && f.Subject == model.ParseSubject("watchdog") {
		f.Subject = model.SubjectSupplier
	}
	f.Message = f.Rule + " stands"
	s.findings[f.Key()] = f
}

func (s *scenario) set(f *model.Finding, key, value string) {
	switch key {
	case "severity":
		f.Severity = model.Severity(value)
	case "route":
		f.Route = model.Route(value)
	case "line":
		f.Group = value
	case "supplier":
		f.Supplier = value
	case "subject":
		f.Subject = model.ParseSubject(value)
	case "occurrence":
		f.Occurrence = value
	case "stage":
		f.Stage = int(value[0] - '0')
	case "wakes":
		f.OverrideQuietHours = true
	case "once":
		f.NotifyOnce = true
	case "pending":
		f.Pending = true
	case "owner":
		f.Owner = s.registry.Teams[value]
	case "responsible":
		f.Responsible = s.registry.Teams[value]
	case "start":
		f.FirstStep = s.registry.Teams[value]
	case "policy":
		f.Policy = s.registry.Policies[value]
	case "ends":
		f.ExpiresOn = s.date(value)
	case "lists":
		f.Members = strings.Split(value, ",")
	case "due":
		f.Due = s.date(value)
	case "exposure":
		n, err := strconv.ParseInt(value, 10, 64)
		s.need(err)
		f.Exposure = &model.Money{Hundredths: n * 100, Currency: "EUR"}
	case "named":
		f.KeyDates = nil
		for _, d := range strings.Split(value, ",") {
			f.KeyDates = append(f.KeyDates, s.date(d))
		}
	default:
		s.t.Fatalf("%s: a finding has no %s", s.line, key)
	}
}

func (s *scenario) date(text string) civil.Date {
	d, err := civil.ParseDate(text)
	s.need(err)
	return d
}

// gone LINE…: nothing of these lines stands any more; all for all.
func (s *scenario) gone(args []string) {
	maps.DeleteFunc(s.findings, func(_ string, f model.Finding) bool { return args[0] == "all" || slices.Contains(args, f.Group) })
}

// alertOf finds the alert that a script means by its line: the open one, else the one that ended last.
func (s *scenario) alertOf(line string) model.Alert {
	var found model.Alert
	for _, a := range s.state.Alerts {
		if a.Group == line && (found.ID == "" || a.State.Open() || (!found.State.Open() && a.EndedAt.After(found.EndedAt))) {
			found = a
		}
	}
	if found.ID == "" {
		s.t.Fatalf("%s: there is no alert %s", s.line, line)
	}
	return found
}

func (s *scenario) tell(line string, kind model.FactKind, data map[string]string) {
	s.said++
	s.facts.Add(model.Fact{
		Seq: int64(s.said), ID: fmt.Sprintf("f%d", s.said), Subject: model.KindAlert.Subject(s.alertOf(line).ID), Kind: kind,
		ObservedAt: s.now, RecordedAt: s.now, Actor: "jane", Source: "shell", Data: data,
	})
}

func (s *scenario) ack(args []string)     { s.tell(args[0], model.FactAck, nil) }
func (s *scenario) notMine(args []string) { s.tell(args[0], model.FactNotMine, nil) }
func (s *scenario) note(args []string) {
	s.tell(args[0], model.FactNote, map[string]string{"note": strings.Join(args[1:], " ")})
}

func (s *scenario) snooze(args []string) {
	until := args[1]
	if until != "whenever" {
		until = s.instant(until).Format(time.RFC3339)
	}
	s.tell(args[0], model.FactSnooze, map[string]string{"until": until})
}

func (s *scenario) refuse(args []string) { s.deliver(args[0], args[1], model.MailRefused) }
func (s *scenario) bounce(args []string) { s.deliver(args[0], args[1], model.MailBounced) }
func (s *scenario) accept(args []string) { s.deliver(args[0], args[1], model.MailAccepted) }

// deliver books a result for the latest mail about an alert to a recipient.
func (s *scenario) deliver(line, to string, result model.MailResult) {
	for _, n := range slices.Backward(s.alertOf(line).Notified) {
		if n.Recipient == to && n.Mail != "" {
			s.tell(line, model.FactDelivery, map[string]string{
				"result": string(result), "mail": n.Mail, "recipient": to, "step": strconv.Itoa(n.Step), "message_id": n.Mail + "@us.test",
			})
			return
		}
	}
	s.t.Fatalf("%s: nothing was sent to %s", s.line, to)
}
