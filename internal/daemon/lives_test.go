package daemon

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/alert"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/rulebook"
	"supplierwatch/internal/rules"
)

// sometimesPaging are the rules that are tasks by default and whose findings may page.
var sometimesPaging = []string{
	rulebook.ContactBounced, rulebook.ContactChanged, rulebook.ContactRejected, rulebook.ContactUnreachable, rulebook.ContractExpiring, rulebook.CoverBelowLeadTime,
}

// ends are what is recorded or observed when the alert of a rule is over. The registry itself ends the others.
var ends = map[string]struct {
	kind model.FactKind
	data map[string]string
}{
	rulebook.OrderWindowMissed:          {model.FactWaived, map[string]string{"because": "stock lasts until spring"}},
	rulebook.OrderWindowClosing:         {model.FactPlaced, map[string]string{"reference": "4500012346"}},
	rulebook.OrderWindowApprovalTooLate: {model.FactPlaced, map[string]string{"reference": "4500012347"}},
	rulebook.ApprovalOverdue:            {model.FactPlaced, map[string]string{"reference": "4500012348"}},
	rulebook.OrderUnconfirmed:           {model.FactConfirmed, map[string]string{"reference": "AB-77"}},
	rulebook.ContractNoticeDue:          {model.FactKeep, map[string]string{"until": "2027-03-31", "because": "no other source"}},
	rulebook.ContractNoticeLate:         {model.FactNoticeGiven, map[string]string{"on": "2026-12-11"}},
	rulebook.ContractNoticeMissed:       {model.FactKeep, map[string]string{"until": "2026-12-31"}},
	rulebook.ContractExpired:            {model.FactRenewed, map[string]string{"until": "2028-11-30"}},
	rulebook.ContractExpiring:           {model.FactRenewed, map[string]string{"until": "2028-12-31"}},
	rulebook.DeliveryUnconfirmed:        {model.FactConfirmed, nil},
	rulebook.DeliveryToConfirm:          {model.FactConfirmed, nil},
	rulebook.CoverBelowLeadTime:         {model.FactPlaced, map[string]string{"reference": "4500012349"}},
	rulebook.ContactUnreachable:         {model.FactVerified, map[string]string{"how": "call"}},
	rulebook.ContactBounced:             {model.FactVerified, map[string]string{"how": "reply"}},
	rulebook.ContactRejected:            {model.FactVerified, map[string]string{"how": "reply"}},
	rulebook.ContactChanged:             {model.FactVerified, map[string]string{"how": "call"}},
	"endpoint-down":                     {model.FactProbeOK, nil},
	"endpoint-host-key-changed": {model.FactProbeOK, map[string]string{
		"host_key": "SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8", "key_type": "ssh-ed25519", "target": "sftp.acme-photoresist.example:22",
	}},
	rulebook.DomainNoMail:             {model.FactProbeOK, nil},
	"mailbox-unreachable":             {model.FactProbeOK, nil},
	"mailbox-unattended":              {model.FactUnread, nil},
	"mailbox-round-trip-lost":         {model.FactRoundTripLanded, map[string]string{"mail": "round-trip-1"}},
	rulebook.MailRelayDown:            {model.FactProbeOK, nil},
	rulebook.VantageBlind:             {model.FactProbeOK, nil},
	"registry-invalid":                {model.FactProbeOK, nil},
	"state-nearly-full":               {model.FactProbeOK, map[string]string{"used": "40", "limit": "100"}},
	"own-credential-expiring":         {model.FactProbeOK, map[string]string{"ends http.tls.cert": "2028-12-19"}},
	"escalation-bounced":              {model.FactDelivery, map[string]string{"mail": "m2", "recipient": "edi@buyer.example", "result": "accepted"}},
	rulebook.EscalationUnacknowledged: {model.FactAnswered, nil},
}

// endSubjects are what the last fact of a life is about, where that is not the subject of the alert.
var endSubjects = map[string]string{
	rulebook.MailRelayDown: model.SubjectRelay.String(), rulebook.VantageBlind: model.SubjectVantage.String(), "registry-invalid": model.SubjectLoading.String(),
	"state-nearly-full": model.SubjectState.String(), "own-credential-expiring": model.SubjectCredentials.String(), "escalation-bounced": "alert/a3f09c",
	rulebook.EscalationUnacknowledged: "alert/a3f09c",
}

// TestMailsOfEveryLife reads the mails about one example of every rule that pages over six weeks in which nobody acknowledges: the first one, the first
// that says that it got worse, the first escalation, the last reminder, what is said on its last day and on the day after, and how it ended.
func TestMailsOfEveryLife(t *testing.T) {
	manyTexts(t)
	wanted := slices.Clone(sometimesPaging)
	for _, r := range rulebook.All() {
		if r.Route != model.RouteWork {
			wanted = append(wanted, r.Name)
		}
	}
	first := newPages(t)
	var lived []string
	for _, rule := range wanted {
		i := slices.IndexFunc(first.found, func(f model.Finding) bool { return f.Rule == rule })
		if i < 0 {
			t.Errorf("no life of %s", rule)
			continue
		}
		t.Run(rule, func(t *testing.T) {
			l := newLife(t, first.found[i])
			l.run()
			sameMails(t, filepath.Join("testdata", "lives", rule+".txt"), l.text())
		})
		lived = append(lived, rule+".txt")
	}
	files, err := os.ReadDir(filepath.Join("testdata", "lives"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !slices.Contains(lived, f.Name()) {
			t.Errorf("%s is the life of no rule that pages", f.Name())
		}
	}
}

// TestEveryRuleThatMayPageIsKnown holds that no rule pages without a life: every place where a finding leaves its rule's route belongs to one that is listed.
func TestEveryRuleThatMayPageIsKnown(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "rules", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	places := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		places += strings.Count(string(text), "= model.RoutePage")
	}
	if places != len(sometimesPaging) {
		t.Errorf("%d places make a task page, and %d rules are listed here", places, len(sometimesPaging))
	}
}

// life is one alert over weeks, with nothing else around it.
type life struct {
	t       *testing.T
	world   pages
	key     string
	rule    string
	machine notify.Machine
	state   model.State
	read    []readMail
	due     civil.Date
	said    map[string]bool
	quiet   bool   // nothing is read
	last    func() // reads the last reminder
}

func newLife(t *testing.T, f model.Finding) *life {
	t.Helper()
	operators := []model.Recipient{{Team: "edi-desk", Address: "edi@buyer.example"}}
	return &life{
		t: t, world: newPages(t), key: f.Key(), rule: f.Rule, said: map[string]bool{}, due: f.Due,
		machine: notify.Machine{Alerts: alert.Settings{Operators: operators, ResolveNotice: true}},
		state:   model.State{Notifications: model.NotificationState{Started: true}, Alerts: map[string]model.Alert{}},
	}
}

// weeks is how long nobody acknowledges.
const weeks = 6

// run lives the alert twice: over weeks in which nothing is done, and until somebody does something on the fourth day.
func (l *life) run() {
	begin := l.world.view.Now
	l.live(begin, begin.AddDate(0, 0, 7*weeks))
	if l.last != nil {
		l.last()
	}
	slices.SortStableFunc(l.read, func(a, b readMail) int { return a.at.Compare(b.at) })
	l.state, l.quiet = model.State{Notifications: model.NotificationState{Started: true}, Alerts: map[string]model.Alert{}}, true
	l.live(begin, begin.AddDate(0, 0, 4))
	l.end(begin.AddDate(0, 0, 4))
	l.quiet = false
	l.live(begin.AddDate(0, 0, 4).Add(time.Hour), begin.AddDate(0, 0, 6))
}

// live steps through some days, hour by hour.
func (l *life) live(from, until time.Time) {
	findings := l.findings(from)
	for at := from; at.Before(until); at = at.Add(time.Hour) {
		if at.Hour() == 7 {
			findings = l.findings(at)
			l.readOn(at, findings)
		}
		l.step(at, findings)
	}
}

// text returns what is read.
func (l *life) text() string {
	var all strings.Builder
	for _, m := range l.read {
		all.WriteString(m.text)
	}
	return all.String()
}

// readMail is a mail that is read.
type readMail struct {
	at   time.Time
	text string
}

// findings returns what the rules find about the alert, and nothing else.
func (l *life) findings(at time.Time) []model.Finding {
	return slices.DeleteFunc(rules.Evaluate(l.world.view.Registry, l.world.view.Facts, at), func(f model.Finding) bool { return f.Key() != l.key || f.Pending })
}

// step has the machine decide, and writes the mails that are the first of their kind.
func (l *life) step(at time.Time, findings []model.Finding) {
	var decisions []model.Decision
	l.state, decisions = l.machine.Step(l.state, l.world.view.Registry, findings, l.world.view.Facts, at)
	for _, d := range decisions {
		if d.Kind != model.MailAlert && d.Kind != model.MailResolved || len(d.Items) == 0 {
			continue
		}
		reason := string(d.Reason)
		state := l.state
		write := func() { l.write(at, reason, d, state, findings) }
		if d.Reason == model.ReasonReminder {
			l.last = write
			continue
		}
		if !l.said[reason] {
			l.said[reason] = true
			write()
		}
	}
}

// readOn writes what a mail says on the last day, and on the day after.
func (l *life) readOn(at time.Time, findings []model.Finding) {
	for _, f := range findings {
		today := civil.DateOf(at)
		if l.due.IsZero() || !today.After(civil.DateOf(l.world.view.Now)) || today != l.due && today != l.due.AddDays(1) {
			continue
		}
		for id, a := range l.state.Alerts {
			if a.Key == l.key {
				d := model.Decision{At: at, Kind: model.MailAlert, Reason: model.ReasonReminder, Mail: "m1", To: model.Recipient{Team: a.Team, Address: "team@buyer.example"}, Items: []model.DecisionItem{{Alert: id, Reason: model.ReasonReminder}}}
				l.write(at, map[bool]string{true: "last day", false: "day after"}[today == l.due]+" ("+f.Rule+")", d, l.state, findings)
			}
		}
	}
}

// write adds a mail to what is read.
func (l *life) write(at time.Time, when string, d model.Decision, state model.State, findings []model.Finding) {
	l.t.Helper()
	if l.quiet {
		return
	}
	identity, err := envelope.NewIdentity("Supplier Watch <watchdog@buyer.example>", "", "Buyer AG")
	if err != nil {
		l.t.Fatal(err)
	}
	v := compose.View{Registry: l.world.view.Registry, Facts: l.world.view.Facts, Findings: map[string]model.Finding{}, Now: at, State: state}
	for _, f := range slices.Backward(findings) {
		v.Findings[f.Key()] = f
	}
	m, _, err := (&compose.Composer{Identity: identity}).Compose(d, v.Indexed())
	if err != nil {
		l.t.Fatal(err)
	}
	body, _, _ := strings.Cut(m.Text, "\nREPLY")
	body, _, _ = strings.Cut(body, "\nBASIS")
	text := fmt.Sprintf("== %s: %s, to %s ==\nSubject: %s\n\n%s\n", at.Format("Mon 2006-01-02 15:04"), when, d.To.String(), m.Subject, strings.TrimSpace(body))
	l.read = append(l.read, readMail{at, text})
}

// end records what ends the alert, and writes the mail about it.
func (l *life) end(at time.Time) {
	f := l.findings(l.world.view.Now)[0]
	if x, ok := ends[l.rule]; ok {
		subject, supplier := f.Subject, f.Supplier
		if s := endSubjects[l.rule]; s != "" {
			subject, supplier = model.ParseSubject(s), ""
		}
		data := map[string]string{"by": "jane.doe@buyer.example"}
		for k, v := range x.data {
			data[k] = v
		}
		if subject.Kind == model.KindOrderWindow || subject.Kind == model.KindDelivery {
			data["window"] = f.Occurrence
		}
		facts := l.world.view.Facts
		facts.Add(model.Fact{
			ID: "end", Seq: facts.Seq() + 1, Supplier: supplier, Subject: subject, Kind: x.kind, Actor: "jane.doe@buyer.example", ObservedAt: at, RecordedAt: at, Data: data,
		})
	} else {
		l.editRegistry()
	}
}

// editRegistry makes an end of what only the registry or the configuration ends.
func (l *life) editRegistry() {
	r := l.world.view.Registry
	r.PasswordRelays = nil
	for _, c := range r.Supplier("acme").Contracts {
		c.Terminated = nil
	}
}
