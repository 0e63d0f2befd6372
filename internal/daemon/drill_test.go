package daemon

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/wiring"
)

// exercise is an office whose daemon holds drills.
type exercise struct{ *mailFixture }

func newExercise(t *testing.T) *exercise {
	t.Helper()
	x := &exercise{newMailFixture(t)}
	writer, err := mailComposer(x.daemon.settings, x.daemon.key)
	if err != nil {
		t.Fatal(err)
	}
	driller := &driller{settings: x.daemon.settings, write: writer, log: x.daemon.Log}
	x.daemon.engine.MailSources = []engine.MailSource{driller}
	return x
}

// ask requests a drill and evaluates.
func (x *exercise) ask() apidoc.DrillDocument {
	x.t.Helper()
	doc, err := oneshot.AskForDrill(x.t.Context(), oneshot.Drill{Config: x.daemon.settings.File, Wait: oneshot.DrillWait, Actor: "jane@buyer.example", Now: x.now})
	if err != nil {
		x.t.Fatal(err)
	}
	x.passes()
	return doc
}

func (x *exercise) passes() {
	x.t.Helper()
	if _, err := x.daemon.engine.Evaluate(x.t.Context()); err != nil {
		x.t.Fatal(err)
	}
}

// mails returns the mails of a kind that wait to be sent some days from now, by recipient.
func (x *exercise) mails(kind model.MailKind) map[string]model.Mail {
	x.t.Helper()
	due, err := x.daemon.store.Due(x.t.Context(), model.MailClassAlerts, x.now.AddDate(0, 0, 30), 1000)
	if err != nil {
		x.t.Fatal(err)
	}
	found := map[string]model.Mail{}
	for _, m := range due {
		if m.Kind == kind {
			if _, twice := found[m.To.String()]; twice {
				x.t.Errorf("%s gets two mails of kind %s", m.To, kind)
			}
			found[m.To.String()] = m
		}
	}
	return found
}

// stands returns the state of the drill.
func (x *exercise) stands(id string) (doc apidoc.DrillDocument) {
	x.t.Helper()
	facts, err := x.daemon.store.FactsAfter(x.t.Context(), 0)
	if err != nil {
		x.t.Fatal(err)
	}
	doc, _ = drill.Read(factindex.New(facts...), id, x.now)
	return doc
}

func TestADrillFromAskingToItsReport(t *testing.T) {
	x := newExercise(t)
	x.passes() // the initial report lists alerts
	before, err := x.daemon.store.State(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	doc := x.ask()
	called := x.mails(model.MailDrill)
	if len(called) == 0 || len(called) != len(doc.Recipients) {
		t.Fatalf("%d test alerts, planned were %+v", len(called), doc.Recipients)
	}
	x.passes()
	if again := x.mails(model.MailDrill); len(again) != len(called) {
		t.Errorf("another pass wrote to more: %d", len(again))
	}
	x.now = x.now.Add(6 * time.Minute)
	for _, r := range x.stands(doc.Drill).Recipients {
		name := fmt.Sprintf("drill-%s-%d", doc.Drill, r.Number)
		if _, err := oneshot.Act(t.Context(), x.daemon.settings.File, []string{name, "ffffff"}, action.Request{Verb: replycmd.Ack, By: "ann@buyer.example", At: x.now}); err == nil {
			t.Fatal("an alert that does not exist was acknowledged beside a drill")
		}
		if i := r.Number - 1; x.stands(doc.Drill).Recipients[i].AnsweredAt != nil {
			t.Errorf("%s: the drill was answered although the command failed", name)
		}
		done, err := oneshot.Act(t.Context(), x.daemon.settings.File, []string{name}, action.Request{Verb: replycmd.Ack, By: "ann@buyer.example", At: x.now})
		if err != nil || len(done) != 1 || !strings.Contains(done[0].Lines[0], r.Recipient) {
			t.Fatalf("acknowledged: %v, %v", done, err)
		}
	}
	x.passes()
	over := x.stands(doc.Drill)
	if over.State != apidoc.DrillOver || over.Why != "all have answered" || !over.Passed() || over.Recipients[0].How != "shell" {
		t.Errorf("it is %+v", over)
	}
	reports := x.mails(model.MailDrillReport)
	for to := range called {
		if _, told := reports[to]; !told {
			t.Errorf("%s is not told what came of it", to)
		}
	}
	for _, to := range wiring.Machine(x.daemon.settings, x.daemon.registry.Load()).Alerts.Operators {
		if _, told := reports[to.String()]; !told {
			t.Errorf("the operators (%s) are not told what came of it: %v", to, reports)
		}
	}
	after, err := x.daemon.store.State(t.Context())
	if err != nil || fmt.Sprint(after.Notifications.Sent) != fmt.Sprint(before.Notifications.Sent) {
		t.Errorf("a drill counts as a mail about an alert: %v %v", after.Notifications.Sent, err)
	}
	for _, a := range after.Alerts {
		if strings.Contains(a.Key, "drill") {
			t.Errorf("a drill is an alert: %+v", a)
		}
	}
}

func TestGuarantee3DrillMailsOurOwnTeamsOnly(t *testing.T) {
	x := newExercise(t)
	x.passes()
	x.ask()
	ours := map[string]bool{}
	for _, team := range x.daemon.registry.Load().Teams {
		for _, address := range team.Addresses() {
			ours[address] = true
		}
	}
	for _, o := range wiring.Machine(x.daemon.settings, x.daemon.registry.Load()).Alerts.Operators {
		ours[o.String()] = true
	}
	called := x.mails(model.MailDrill)
	if len(called) == 0 {
		t.Fatal("nobody is called")
	}
	for to := range called {
		if !ours[to] {
			t.Errorf("%s is mailed, who is in none of our teams", to)
		}
	}
	due, err := x.daemon.store.Due(t.Context(), model.MailClassSuppliers, x.now.AddDate(0, 0, 30), 1000)
	if err != nil || len(due) > 0 {
		t.Errorf("suppliers are mailed: %v, %v", due, err)
	}
}

func TestOneDrillAtATime(t *testing.T) {
	x := newExercise(t)
	doc := x.ask()
	request := oneshot.Drill{Config: x.daemon.settings.File, Wait: oneshot.DrillWait, Actor: "ann@buyer.example", Now: x.now.Add(time.Minute)}
	if _, err := oneshot.AskForDrill(t.Context(), request); err == nil || !strings.Contains(err.Error(), doc.Drill+" of 14 Sep 09:00 UTC goes on already, for jane@buyer.example") {
		t.Errorf("beside it another one: %v", err)
	}
	request.Now = x.now.AddDate(0, 0, 7)
	if _, err := oneshot.AskForDrill(t.Context(), request); err != nil {
		t.Errorf("after its time: %v", err)
	}
}

func TestADrillThatTheDaemonFindsTooLate(t *testing.T) {
	x := newExercise(t)
	doc, err := oneshot.AskForDrill(t.Context(), oneshot.Drill{Config: x.daemon.settings.File, Wait: oneshot.DrillWait, Actor: "jane@buyer.example", Now: x.now})
	if err != nil {
		t.Fatal(err)
	}
	x.now = x.now.Add(2 * time.Hour)
	x.passes()
	if called := x.mails(model.MailDrill); len(called) > 0 {
		t.Errorf("people are called whom nobody wants to call any more: %v", called)
	}
	if got := x.stands(doc.Drill); got.State != apidoc.DrillOver {
		t.Errorf("it is %+v", got)
	}
}

func TestWhichCallIsAcknowledged(t *testing.T) {
	x := newExercise(t)
	doc := x.ask()
	facts, err := x.daemon.store.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	known := factindex.New(facts...)
	first := x.stands(doc.Drill).Recipients[0]
	for name, want := range map[string]string{
		"drill-ffffff-1":              `there is no drill "ffffff"`,
		"drill-" + doc.Drill + "-999": "say for whom you answer the drill: drill-" + doc.Drill + "-1 (" + first.Recipient + ")",
		"drill-" + doc.Drill:          "say for whom you answer",
	} {
		if _, _, err := oneshot.AnswerDrill(known, name, action.Request{By: "ann", At: x.now}); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	got, _, err := oneshot.AnswerDrill(known, "DRILL-"+doc.Drill, action.Request{By: strings.ToUpper(first.Recipient), At: x.now})
	if err != nil || !slices.ContainsFunc(got, func(f model.Fact) bool { return f.Kind == model.FactDrilled }) {
		t.Errorf("a recipient answers for itself: %v %v", got, err)
	}
}

func TestWhoLooksOnSeesTheEnd(t *testing.T) {
	x := newExercise(t)
	doc := x.ask()
	ctx, cancel := context.WithCancel(t.Context())
	seen := 0
	left, err := oneshot.FollowDrill(ctx, x.daemon.settings.File, doc.Drill, func() time.Time { return x.now }, func(apidoc.DrillDocument) { seen++; cancel() })
	if err != nil || seen != 1 || left.State != apidoc.DrillRunning {
		t.Errorf("whoever leaves sees it go on: %d %+v %v", seen, left, err)
	}
	end, err := oneshot.FollowDrill(t.Context(), x.daemon.settings.File, doc.Drill, func() time.Time { return x.now.AddDate(0, 0, 7) }, func(apidoc.DrillDocument) {})
	if err != nil || end.Summary.Silent == 0 || end.Passed() {
		t.Errorf("after its time it stands at %+v: %v", end, err)
	}
}

// TestWhomADrillCalledHearsOfAnAnswerInAnUnprovenName forges the answer of a member: a drill that nobody answered must not look passed.
func TestWhomADrillCalledHearsOfAnAnswerInAnUnprovenName(t *testing.T) {
	x := newExercise(t)
	x.passes()
	x.ask()
	for _, call := range x.mails(model.MailDrill) {
		if call.To.Team != "buying" {
			continue
		}
		before := len(x.receipts())
		x.post(x.replies, answer(call, "joe@buyer.example", "ack", unstamped))
		got := x.receipts()[before:]
		if !slices.ContainsFunc(got, func(r string) bool {
			return strings.HasPrefix(r, call.To.Address+": A reply in the name of joe@buyer.example did this.")
		}) {
			t.Errorf("receipts %q", got)
		}
		return
	}
	t.Fatal("the drill did not call the buyers")
}
