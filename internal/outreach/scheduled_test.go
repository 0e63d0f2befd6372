package outreach_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/verification"
	"supplierwatch/internal/wiring"
)

// round is an engine over a store in memory that asks suppliers, at a time of its own.
type round struct {
	*engine.Engine
	source   *outreach.Source
	memory   *forgetful
	settings *settings.Settings
	now      time.Time
}

// forgetful is a store that fails on request.
type forgetful struct {
	enginetest.Memory
	fails bool
	mails []model.Mail
}

func (f *forgetful) Commit(ctx context.Context, c model.Change) error {
	if f.fails {
		return os.ErrDeadlineExceeded
	}
	f.mails = append(f.mails, c.Outbox...)
	return f.Memory.Commit(ctx, c)
}

func newRound(t *testing.T, mode, now string) *round {
	t.Helper()
	conf, problems, _ := wiring.LoadSettings(filepath.Join("testdata", "supplierwatch.yaml"))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	conf.Verification.Mode = settings.Mode(mode)
	loaded, problems := registry.Load(conf.Registry)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	asking, err := wiring.VerificationWriter(conf, nil)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	r := &round{source: &outreach.Source{Planner: func(r *model.Registry) verification.Planner { return wiring.VerificationPlanner(conf, r) }, Writer: asking, Log: log}, settings: conf, memory: &forgetful{}}
	r.at(t, now)
	r.Engine = &engine.Engine{
		Clock: func() time.Time { return r.now }, Registry: func() *model.Registry { return loaded }, Store: r.memory, MailSources: []engine.MailSource{r.source},
		Machine: func(*model.Registry) notify.Machine { return notify.Machine{} }, Log: log,
	}
	return r
}

// choose is what the schedule does.
func (r *round) choose() {
	if r.settings.Verification.Mode == settings.ModeOn {
		r.source.Choose()
	}
}

func (r *round) at(t *testing.T, now string) {
	t.Helper()
	var err error
	if r.now, err = time.Parse(time.RFC3339, now); err != nil {
		t.Fatal(err)
	}
}

// pass evaluates once and returns the addresses that mails were sent to so far.
func (r *round) pass(t *testing.T) []string {
	t.Helper()
	if _, err := r.Evaluate(t.Context()); err != nil && !r.memory.fails {
		t.Fatal(err)
	}
	var all []string
	for _, m := range r.memory.mails {
		all = append(all, m.To.Address)
	}
	slices.Sort(all)
	return all
}

var bothAsked = []string{"orders@acme.example", "quality@acme.example"}

func TestSuppliersAreAskedAtTheTickAndOnce(t *testing.T) {
	r := newRound(t, "on", "2026-03-02T09:00:00Z")
	if got := r.pass(t); len(got) != 0 {
		t.Fatalf("asked %v without a tick", got)
	}
	r.choose()
	if got := r.pass(t); !slices.Equal(got, bothAsked) {
		t.Fatalf("asked %v at the tick", got)
	}
	r.choose()
	if got := r.pass(t); !slices.Equal(got, bothAsked) {
		t.Errorf("asked %v at the second tick", got)
	}
	m := r.memory.mails[0]
	if m.Kind != model.MailVerification || len(m.About) != 1 || m.About[0].Supplier != "acme" || !strings.Contains(m.Text, "Jane Doe, Buying, Buyer AG") {
		t.Errorf("the mail is %+v", m)
	}
}

func TestWhatIsChosenAtTheTickWaitsForTheirHours(t *testing.T) {
	r := newRound(t, "on", "2026-03-06T17:30:00Z") // Friday evening
	r.choose()
	if got := r.pass(t); len(got) != 0 {
		t.Fatalf("asked %v on Friday evening", got)
	}
	r.at(t, "2026-03-07T12:00:00Z")
	r.pass(t)
	objection := model.Fact{ID: "o", Supplier: "acme", Subject: model.KindContact.Subject("quality"), Kind: model.FactObjected, ObservedAt: r.now, RecordedAt: r.now}
	if err := r.memory.Commit(t.Context(), model.Change{Facts: []model.Fact{objection}}); err != nil {
		t.Fatal(err)
	}
	r.at(t, "2026-03-09T07:00:00Z")
	if got := r.pass(t); !slices.Equal(got, []string{"orders@acme.example"}) {
		t.Errorf("asked %v on Monday morning, of whom one objected on Saturday", got)
	}
}

func TestAPassThatCouldNotBeWrittenAsksAgain(t *testing.T) {
	r := newRound(t, "on", "2026-03-02T09:00:00Z")
	r.choose()
	r.memory.fails = true
	if got := r.pass(t); len(got) != 0 {
		t.Fatal("the test's store does not fail")
	}
	r.memory.fails = false
	if got := r.pass(t); !slices.Equal(got, bothAsked) {
		t.Errorf("asked %v", got)
	}
}

func TestModesOffAndAskWriteToNobodyByThemselves(t *testing.T) {
	for _, mode := range []string{"off", "ask"} {
		r := newRound(t, mode, "2026-03-02T09:00:00Z")
		r.choose()
		if got := r.pass(t); len(got) != 0 {
			t.Errorf("mode %s asked %v", mode, got)
		}
		release := model.Fact{ID: "r", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactReleased, ObservedAt: r.now, RecordedAt: r.now}
		if err := r.memory.Commit(t.Context(), model.Change{Facts: []model.Fact{release}}); err != nil {
			t.Fatal(err)
		}
		if got := r.pass(t); !slices.Equal(got, []string{"orders@acme.example"}) {
			t.Errorf("mode %s asked %v once a person released one", mode, got)
		}
		if got := r.pass(t); len(got) != 1 {
			t.Errorf("mode %s asked %v by one release", mode, got)
		}
	}
}

func TestReminderAndSilenceComeByThemselves(t *testing.T) {
	r := newRound(t, "on", "2026-03-02T09:00:00Z")
	r.choose()
	r.pass(t)
	r.at(t, "2026-03-09T09:00:00Z")
	if got := r.pass(t); len(got) != 4 {
		t.Fatalf("written to %v, want two reminders", got)
	}
	if m := r.memory.mails[2]; len(m.References) != 1 || !strings.HasPrefix(m.Subject, "Erinnerung") {
		t.Errorf("the reminder is %q, references %v", m.Subject, m.References)
	}
	r.at(t, "2026-03-16T09:00:00Z")
	r.pass(t)
	facts, err := r.memory.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	silent := slices.DeleteFunc(facts, func(f model.Fact) bool { return f.Kind != model.FactSilent })
	if len(silent) != 2 {
		t.Errorf("%d contacts are silent, want two", len(silent))
	}
}
