package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// escalate adds a fact about our own escalation.
func (w *world) escalate(kind model.FactKind, subject string, at time.Time, data map[string]string) {
	w.facts.Add(model.Fact{Seq: w.facts.Seq() + 1, Subject: model.ParseSubject(subject), Kind: kind, ObservedAt: at, RecordedAt: at, Evidence: "550 5.1.1 no such user", Data: data})
}

func TestEscalationUntested(t *testing.T) {
	const rule = "escalation-untested"
	for _, c := range []struct {
		name            string
		begun, answered string // the days of a drill and of the first answer to it; empty: never
		want            string // what the message says; empty: no finding
	}{
		{"never", "", "", "Escalation policy \"critical\" has never been tested by a drill."},
		{"90 days ago", "2026-03-12", "2026-03-12", ""},
		{"91 days ago", "2026-03-11", "2026-03-11", "Escalation policy \"critical\" was last tested by a drill on 2026-03-11."},
		{"in vain", "2026-06-09", "", "Escalation policy \"critical\" has never been tested by a drill; nobody answered the drill of 2026-06-09."},
		{"answered late", "2026-06-01", "2026-06-09", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.Registry.Limits.Thresholds, w.facts = nil, factindex.New()
			if c.begun != "" {
				w.escalate(model.FactDrillBegun, "policy/critical", noon(c.begun), nil)
			}
			if c.answered != "" {
				w.escalate(model.FactDrilled, "policy/critical", noon(c.answered), nil)
			}
			f := w.finding(t, rule, quiet) // the policies of tiers that no supplier has are not looked at
			checkWording(t, f)
			if c.want == "" {
				same(t, "raised", f != nil, false)
				return
			}
			same(t, "message", f.Message, c.want)
			same(t, "key", f.Key(), "watchdog/escalation-untested")
			same(t, "place", f.Position, w.Registry.First) // a built-in policy has none
			if f.Severity != model.Warning || f.Route != model.RouteWork || f.OverrideQuietHours || f.Owner != nil {
				t.Errorf("finding is %+v", f)
			}
		})
	}
}

// TestEscalationUntestedIsOneFinding holds that one finding lists all policies without a drill, and that what tests them all is one command.
func TestEscalationUntestedIsOneFinding(t *testing.T) {
	w := newWorld(t)
	w.Registry.Limits.Thresholds, w.facts = nil, factindex.New()
	other := *w.Registry.Policies["critical"]
	other.ID = "story"
	w.Registry.Policies["story"] = &other
	second := *w.Registry.Suppliers[0]
	tier := *second.Tier
	tier.Escalation = &other
	second.ID, second.Tier = "second", &tier
	w.Registry.Suppliers = append(w.Registry.Suppliers, &second)
	w.escalate(model.FactDrilled, "policy/story", noon("2026-03-01"), nil)
	f := w.finding(t, "escalation-untested", quiet)
	checkWording(t, f)
	same(t, "message", f.Message, `2 escalation policies are untested. Escalation policy "critical" has never been tested by a drill. `+
		`Escalation policy "story" was last tested by a drill on 2026-03-01.`)
	same(t, "headline", f.Advice.Headline, "Run a drill: 2 escalation policies")
	same(t, "step", f.Advice.Do[1], "Run `supplierwatch drill`: it tests every escalation policy in use.")
	w.escalate(model.FactDrilled, "policy/critical", noon("2026-06-01"), nil)
	same(t, "message", w.finding(t, "escalation-untested", quiet).Message, `Escalation policy "story" was last tested by a drill on 2026-03-01.`)
}

func TestEscalationUntestedThreshold(t *testing.T) {
	w := newWorld(t)
	w.Registry.Policies["critical"].Pos = model.Position{File: "company.yaml", Line: 7, Column: 3}
	w.facts = factindex.New()
	w.escalate(model.FactDrilled, "policy/critical", noon("2026-06-01"), nil)
	w.Registry.Limits.Thresholds = map[string]model.Threshold{"escalation-untested": {Period: days(8)}}
	w.raised(t, "escalation-untested", []string{quiet}, []string{"2026-06-09"})
	same(t, "place", w.finding(t, "escalation-untested", quiet).Position, w.Registry.Policies["critical"].Pos)
	_, next := rules.NewIncremental(w.Registry, w.facts).Global(noon("2026-06-05"))
	same(t, "looked at again", next, date(quiet).Start(time.UTC))
}

// post returns what became of a mail to a recipient some minutes before noon of the quiet day.
func (w *world) post(mail, recipient string, result model.MailResult, minutes int) {
	w.escalate(model.FactDelivery, "alert/a3f09c", noon(quiet).Add(-time.Duration(minutes)*time.Minute), map[string]string{
		"mail": mail, "recipient": recipient, "result": string(result),
	})
}

func TestEscalationBounced(t *testing.T) {
	const to = "purchasing@buyer.example"
	for _, c := range []struct {
		name string
		edit func(w *world)
		want bool
	}{
		{"taken", func(w *world) { w.post("m1", to, model.MailAccepted, 60) }, false},
		{"refused", func(w *world) { w.post("m1", to, model.MailRefused, 60) }, true},
		{"came back", func(w *world) { w.post("m1", to, model.MailAccepted, 61); w.post("m1", to, model.MailBounced, 60) }, true},
		{"came back before it was known to be taken", func(w *world) { w.post("m1", to, model.MailBounced, 60); w.post("m1", to, model.MailAccepted, 59) }, true},
		{"a later one was taken", func(w *world) { w.post("m1", to, model.MailBounced, 60); w.post("m2", to, model.MailAccepted, 10) }, false},
		{"a later one was taken just now", func(w *world) { w.post("m1", to, model.MailBounced, 60); w.post("m2", to, model.MailAccepted, 9) }, true},
		{"a later one came back too", func(w *world) {
			w.post("m1", to, model.MailBounced, 60)
			w.post("m2", to, model.MailAccepted, 50)
			w.post("m2", to, model.MailBounced, 49)
		}, true},
		{"in another case", func(w *world) { w.post("m1", "Purchasing@Buyer.example", model.MailRefused, 60) }, true},
		{"nobody's address any more", func(w *world) { w.post("m1", to, model.MailRefused, 60); w.owner.Email = "buyers@buyer.example" }, false},
		{"of a member who is not mailed", func(w *world) { w.post("m1", "a.purchasing@buyer.example", model.MailRefused, 60) }, false},
		{"of a member who is", func(w *world) { w.post("m1", "a.purchasing@buyer.example", model.MailRefused, 60); w.owner.Email = "" }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.edit(w)
			f := w.finding(t, "escalation-bounced", quiet)
			same(t, "raised", f != nil, c.want)
			checkWording(t, f)
			if f == nil {
				return
			}
			same(t, "key", f.Key(), "team/purchasing/escalation-bounced")
			if f.Severity != model.Critical || f.Route != model.RouteOperators || f.OverrideQuietHours || f.Policy != w.Registry.Policies["critical"] {
				t.Errorf("finding is %+v", f)
			}
			if !strings.Contains(f.Advice.How[0], "550 5.1.1 no such user") {
				t.Errorf("it does not say why: %q", f.Advice.How)
			}
		})
	}
}

func TestEscalationBouncedIsOneFindingForATeam(t *testing.T) {
	w := newWorld(t)
	w.owner.Email = ""
	for _, a := range w.owner.Members {
		w.post("m-"+a, a, model.MailBounced, 60)
	}
	f := w.finding(t, "escalation-bounced", quiet)
	same(t, "message", f.Message, "Alert mail to a.purchasing@buyer.example and b.purchasing@buyer.example of Purchasing bounced: "+
		"nobody was notified there.")
}

func TestAWebhookThatRefusesIsOnItsPath(t *testing.T) {
	w := newWorld(t)
	w.Registry.Policies["critical"].Steps = []model.Step{{Notify: []string{"owner", "webhook:oncall"}}, {Notify: []string{"webhook:oncall"}}}
	w.post("m1", "webhook:oncall", model.MailRefused, 60)
	f := w.finding(t, "escalation-bounced", quiet)
	same(t, "key", f.Key(), "policy/critical/escalation-bounced")
	same(t, "message", f.Message, "The server of webhook:oncall on escalation policy \"critical\" rejected our message: nobody is notified that way.")
	checkWording(t, f)
	w.post("m2", "webhook:oncall", model.MailAccepted, 30)
	same(t, "raised", w.finding(t, "escalation-bounced", quiet) != nil, false)
}

// unanswered returns of an alert that nobody acknowledges.
func (w *world) unanswered(alert, about, policy string) {
	w.escalate(model.FactUnanswered, "alert/"+alert, noon("2026-06-09"), map[string]string{"about": about, "policy": policy})
}

func TestEscalationUnacknowledged(t *testing.T) {
	const rule = "escalation-unacknowledged"
	w := newWorld(t)
	same(t, "raised without any", w.finding(t, rule, quiet) != nil, false)
	w.unanswered("a3f09c", "Decide today: Frame (ACME)", "critical")
	f := w.finding(t, rule, quiet)
	same(t, "message", f.Message, `Unacknowledged alert: escalation policy "critical" is exhausted. Nobody has acknowledged "Frame (ACME)".`)
	same(t, "key", f.Key(), "watchdog/"+rule)
	checkWording(t, f)
	if f.Severity != model.Critical || f.Route != model.RouteOperators || f.OverrideQuietHours {
		t.Errorf("finding is %+v", f)
	}
	for i := range 7 {
		w.unanswered(fmt.Sprintf("b%05d", i), fmt.Sprintf("Meet s%d", i), "critical")
	}
	if f = w.finding(t, rule, quiet); !strings.Contains(f.Message, `8 unacknowledged alerts: escalation policy "critical" is exhausted. Nobody has acknowledged "Frame (ACME)", "Meet s0",`) || !strings.Contains(f.Message, "and 3 more.") {
		t.Errorf("message is %s", f.Message)
	}
	for i := range 7 {
		w.escalate(model.FactAnswered, fmt.Sprintf("alert/b%05d", i), noon(quiet), nil)
	}
	w.escalate(model.FactAnswered, "alert/a3f09c", noon(quiet), nil)
	same(t, "raised once all are answered", w.finding(t, rule, quiet) != nil, false)
}

// What goes to those who run the watchdog has no policy of the registry, nor has what a policy was about that is gone.
func TestEscalationUnacknowledgedOfOperators(t *testing.T) {
	w := newWorld(t)
	w.unanswered("a3f09c", "Repair the mail relay", "")
	w.unanswered("a3f09d", "Meet ACME", "gone")
	f := w.finding(t, "escalation-unacknowledged", quiet)
	same(t, "key", f.Key(), "watchdog/escalation-unacknowledged")
	if !strings.Contains(f.Message, `2 unacknowledged alerts: the escalation policy of the operators is exhausted. Nobody has acknowledged "Repair the mail relay" and "Meet ACME".`) {
		t.Errorf("message is %s", f.Message)
	}
	checkWording(t, f)
}

func TestStateNearlyFull(t *testing.T) {
	for used, want := range map[string]bool{"899": false, "900": true, "1000": true, "": false} {
		w := newWorld(t)
		w.probe("", model.SubjectState.String(), 0, model.FactProbeOK, map[string]string{"used": used, "limit": "1000"})
		w.probe("", model.SubjectState.String(), 5, model.FactProbeUnknown, nil)
		f := w.finding(t, "state-nearly-full", quiet)
		same(t, "raised at "+used, f != nil, want)
		checkWording(t, f)
		if f != nil && (f.Severity != model.Critical || f.Route != model.RouteOperators || !f.OverrideQuietHours || f.Key() != "watchdog/state-nearly-full") {
			t.Errorf("finding is %+v", f)
		}
		w.Registry.Limits.Thresholds = map[string]model.Threshold{"state-nearly-full": {Share: 0.5}}
		same(t, "raised from 50 % at "+used, w.finding(t, "state-nearly-full", quiet) != nil, used != "")
	}
	w := newWorld(t)
	w.probe("", model.SubjectState.String(), 0, model.FactProbeUnknown, nil)
	same(t, "raised where nobody can tell", w.finding(t, "state-nearly-full", quiet) != nil, false)
}
