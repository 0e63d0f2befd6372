package daemon

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
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/outreach"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

const askedRegistry = `version: 1
calendars:
  munich: {timezone: Europe/Berlin, hours: "08:00-17:00"}
teams:
  buying: {email: buying@buyer.example, phone: "+49 89 555 0100", signature: "Jane Doe, Buying", members: [a@buyer.example, b@buyer.example], calendar: munich}
suppliers:
  - id: acme
    name: ACME GmbH
    tier: standard
    owner: buying
    country: DE
    language: de
    calendar: munich
    customer_number: "88231"
    contacts:
      - {id: orders, role: orders, email: orders@acme.example, phone: "+49 89 1234567"}
      - {id: quality, role: quality, email: quality@acme.example, phone: "+49 89 1234568"}
      - {id: duty, role: escalation, email: duty@acme.example, phone: "+49 89 1234599"}
`

const askedConfig = `registry: [registry.yaml]
identity: {organization: Buyer AG, domains: [buyer.example], from: "Supplier Watch <watchdog@buyer.example>", secret: a-secret-for-tests}
smtp: [{directory: ./outbox}]
verification: {mode: MODE, from: "Buyer AG Purchasing <contacts@buyer.example>", reply_to: contacts@buyer.example}
`

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
	engine.Memory
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

// askedFiles writes a configuration and its registry, and returns the path of the configuration.
func askedFiles(t *testing.T, mode string) string {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "supplierwatch.yaml")
	for name, text := range map[string]string{
		filepath.Join(dir, "registry.yaml"): askedRegistry, config: strings.Replace(askedConfig, "MODE", mode, 1),
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return config
}

func newRound(t *testing.T, mode, now string) *round {
	t.Helper()
	conf, problems, _ := wiring.LoadSettings(askedFiles(t, mode))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	loaded, problems := registry.Load(conf.Registry)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	asking, err := wiring.VerificationWriter(conf, nil)
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	r := &round{source: &outreach.Source{Planner: plannerFor(conf), Writer: asking, Log: log}, settings: conf, memory: &forgetful{}}
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
	objection := model.Fact{ID: "o", Supplier: "acme", Subject: "contact/quality", Kind: model.FactObjected, ObservedAt: r.now, RecordedAt: r.now}
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
		release := model.Fact{ID: "r", Supplier: "acme", Subject: "contact/orders", Kind: model.FactReleased, ObservedAt: r.now, RecordedAt: r.now}
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
