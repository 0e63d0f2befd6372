package oneshot

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/settings"
	"supplierwatch/internal/wiring"
)

var update = flag.Bool("update", false, "write what the stories tell into their files")

// TestStories runs what happens to a running daemon and no simulation can show:
// facts, reloads and downtime. The last paragraph of a story's comment is the
// script:
//
//	load FILE                        the registry is this one from now on
//	until INSTANT                    the daemon runs
//	down INSTANT                     it does not, and starts again at the instant
//	record KIND SUPPLIER SUBJECT     somebody records a fact
func TestStories(t *testing.T) {
	files, err := filepath.Glob("testdata/stories/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("found no stories: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			story, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			last := &story.Files[len(story.Files)-1]
			got := runStory(t, story)
			if *update {
				last.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(story), 0o600); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(last.Data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("the story goes otherwise (-want +got):\n%s", diff)
			}
		})
	}
}

// theatre is a daemon without edges, whose mails are written down.
type theatre struct {
	enginetest.Memory
	t        *testing.T
	story    *txtar.Archive
	settings *settings.Settings
	registry *model.Registry
	engine   *engine.Engine
	now      time.Time
	next     time.Time
	out      bytes.Buffer
}

func runStory(t *testing.T, story *txtar.Archive) string {
	t.Helper()
	conf, _, _ := wiring.LoadSettings("")
	p := &theatre{t: t, story: story, settings: conf}
	p.start()
	paragraphs := strings.Split(strings.TrimSpace(string(story.Comment)), "\n\n")
	for _, line := range strings.Split(paragraphs[len(paragraphs)-1], "\n") {
		words := strings.Fields(line)
		switch words[0] {
		case "load":
			p.load(words[1])
		case "until":
			p.run(p.instant(words[1]))
		case "down":
			p.now = p.instant(words[1])
			p.start()
			p.pass()
		case "record":
			p.record(words[1], words[2], words[3])
		default:
			t.Fatalf("no story has the word %q", words[0])
		}
	}
	return p.out.String()
}

// start makes a daemon that remembers what is stored, and nothing else.
func (p *theatre) start() {
	p.engine = &engine.Engine{
		Clock: func() time.Time { return p.now }, Registry: func() *model.Registry { return p.registry },
		Store: p, Composer: subjects{composer: &compose.Composer{}}, Machine: func(r *model.Registry) notify.Machine { return simulatedMachine(p.settings, r) }, Log: slog.New(slog.DiscardHandler),
	}
}

func (p *theatre) instant(text string) time.Time {
	at, err := time.ParseInLocation("2006-01-02T15:04", text, p.zone())
	if err != nil {
		p.t.Fatal(err)
	}
	return at
}

func (p *theatre) zone() *time.Location { return commonZone(p.registry) }

func (p *theatre) load(name string) {
	file := filepath.Join(p.t.TempDir(), name)
	for _, f := range p.story.Files {
		if f.Name == name {
			if err := os.WriteFile(file, f.Data, 0o600); err != nil {
				p.t.Fatal(err)
			}
		}
	}
	loaded, problems := registry.Load([]string{file})
	if len(problems) > 0 {
		p.t.Fatal(problems)
	}
	wiring.FitRegistry(p.settings, loaded)
	p.drill(loaded)
	p.registry = loaded
	if !p.now.IsZero() {
		fmt.Fprintf(&p.out, "%s  %s is loaded\n", p.clock(), name)
		p.pass()
	}
}

// drill lets every escalation path be tried out for the time of a story: no story is about that.
func (p *theatre) drill(loaded *model.Registry) {
	loaded.Limits.Thresholds["escalation-untested"] = model.Threshold{Rule: "escalation-untested", Period: civil.Period{Months: 1200}}
	for id := range loaded.Policies {
		at := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)
		drilled := model.Fact{Subject: model.KindPolicy.Subject(id), Kind: model.FactDrilled, ObservedAt: at, RecordedAt: at}
		if err := p.Memory.Commit(p.t.Context(), model.Change{Facts: []model.Fact{drilled}}); err != nil {
			p.t.Fatal(err)
		}
	}
}

// run passes at midnight, and whenever something is due.
func (p *theatre) run(until time.Time) {
	if p.now.IsZero() {
		p.now = until
		p.pass()
		return
	}
	for p.now.Before(until) {
		p.now = earliest(until, p.next, civil.DateOf(p.now.In(p.zone())).End(p.zone()))
		p.pass()
	}
}

func earliest(first time.Time, others ...time.Time) time.Time {
	for _, at := range others {
		if !at.IsZero() && at.Before(first) {
			first = at
		}
	}
	return first
}

func (p *theatre) pass() {
	pass, err := p.engine.Evaluate(p.t.Context())
	if err != nil {
		p.t.Fatal(err)
	}
	p.next = pass.NextWake
}

func (p *theatre) record(kind, supplier, subject string) {
	fact := model.Fact{
		ID: p.now.String() + kind, Supplier: supplier, Subject: model.ParseSubject(subject), Kind: model.FactKind(kind), ObservedAt: p.now, RecordedAt: p.now,
		Actor: "jane@buyer.example", Source: "shell",
	}
	if err := p.Memory.Commit(p.t.Context(), model.Change{Facts: []model.Fact{fact}}); err != nil {
		p.t.Fatal(err)
	}
	fmt.Fprintf(&p.out, "%s  jane records: %s %s\n", p.clock(), kind, subject)
	p.pass()
}

// Commit writes down every mail and every end.
func (p *theatre) Commit(ctx context.Context, change model.Change) error {
	before, _ := p.State(ctx)
	for _, a := range change.Alerts {
		switch was := before.Alerts[a.ID]; {
		case was.ID == "":
			fmt.Fprintf(&p.out, "%s  begins: %s %s %s\n", p.clock(), a.Rule, a.Subject, a.Occurrence)
		case was.State.Open() && !a.State.Open():
			fmt.Fprintf(&p.out, "%s  ends: %s %s %s: %s\n", p.clock(), a.Rule, a.Subject, a.Occurrence, a.State)
		case was.Rule != a.Rule:
			fmt.Fprintf(&p.out, "%s  becomes: %s %s %s\n", p.clock(), a.Rule, a.Subject, a.Occurrence)
		}
	}
	for _, m := range change.Outbox {
		fmt.Fprintf(&p.out, "%s  mail to %s: %s, step %d\n  %s\n", p.clock(), m.To, m.Alerts[0].Reason, m.Alerts[0].Step, m.Subject)
	}
	return p.Memory.Commit(ctx, change)
}

func (p *theatre) clock() string { return p.now.In(p.zone()).Format("Mon 2 Jan 2006 15:04") }
