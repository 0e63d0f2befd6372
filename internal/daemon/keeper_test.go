package daemon

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/model"
)

// keeper is a daemon on a database of its own, whose clock is moved by hand and whose mails go to a book instead of a relay.
type keeper struct {
	*Daemon
	t    testing.TB
	ctx  context.Context // ends after the test, so that all is written
	dir  string
	now  time.Time
	next time.Time // when the last evaluation wants the next one
	down *teardown
	book []model.Mail
	// company is our own part of the registry.
	company string
	says    map[string]model.MailResult // what a server says of an address; accepted if nothing is said
	// cutOff lets no relay answer.
	cutOff bool
}

const keeperConfig = `registry: [registry.yaml]
state: sqlite:state.db
identity: {organization: Buyer AG, domains: [buyer.example], from: "Supplier Watch <watchdog@buyer.example>", secret: a-secret-for-tests}
smtp: [{host: 127.0.0.1, port: 1, tls: none, auth: none}]
alerts: {operators: it, group_wait: 30 seconds}
verification: {mode: "off"}
thresholds: {escalation-untested: 100 years}
`

// keeperCompany are teams that are always at work, and a policy of three steps.
const keeperCompany = `version: 1
teams:
  buying: {email: buying@buyer.example, members: [jane@buyer.example, joe@buyer.example]}
  leads: {email: leads@buyer.example, members: [lea@buyer.example, leo@buyer.example]}
  it: {email: it@buyer.example, members: [ida@buyer.example, ivo@buyer.example]}
escalation_policies:
  story:
    steps:
      - notify: [buying]
      - {after: 4 hours, notify: [leads]}
      - {after: 2 days, notify: [it]}
    repeat: 1 day
    ack_expires: 3 days
tiers:
  critical: {escalation: story}
suppliers:
`

// expired is a supplier whose contract ended long ago: it pages until it is renewed.
func expired(id string, more ...string) string {
	return fmt.Sprintf(`  - id: %s
    name: %s GmbH
    tier: critical
    owner: buying
    fallback: none
    %s
    contacts: [{id: orders, role: orders, email: orders@%s.example, phone: "+49 89 1234567"}]
    contracts: [{id: msa, title: Supply agreement, ends: 2024-12-31, renewal: none}]
`, id, id, strings.Join(more, "\n    "), id)
}

func newKeeper(t testing.TB, suppliers ...string) *keeper {
	t.Helper()
	k := &keeper{t: t, ctx: context.Background(), dir: t.TempDir(), now: time.Date(2026, time.November, 23, 9, 0, 0, 0, time.UTC), says: map[string]model.MailResult{}, company: keeperCompany}
	k.write("supplierwatch.yaml", keeperConfig)
	k.write("registry.yaml", k.company+strings.Join(suppliers, ""))
	writeEmptyState(t, k.dir)
	k.start()
	t.Cleanup(k.stop)
	k.drill()
	return k
}

// drill tries every escalation path out: no guarantee is about that.
func (k *keeper) drill() {
	k.t.Helper()
	var facts []model.Fact
	for id := range k.registry.Load().Policies {
		facts = append(facts, model.Fact{ID: "drilled-" + id, Subject: model.KindPolicy.Subject(id), Kind: model.FactDrilled, ObservedAt: k.now, RecordedAt: k.now})
	}
	if err := k.store.Commit(k.ctx, model.Change{Facts: facts}); err != nil {
		k.t.Fatal(err)
	}
}

func (k *keeper) write(name, text string) {
	k.t.Helper()
	if err := os.WriteFile(filepath.Join(k.dir, name), []byte(text), 0o600); err != nil {
		k.t.Fatal(err)
	}
}

// start opens what is stored, and remembers nothing else.
func (k *keeper) start() {
	k.t.Helper()
	k.Daemon, k.down = openDaemon(k.ctx, k.t, k.dir, io.Discard, func() time.Time { return k.now })
	k.engine.Sender = k
}

func (k *keeper) stop() {
	k.t.Helper()
	if err := k.down.run(context.Background()); err != nil {
		k.t.Error(err)
	}
}

// restart is a daemon that was down for a while.
func (k *keeper) restart(down time.Duration) []model.Mail {
	k.t.Helper()
	k.stop()
	k.now = k.now.Add(down)
	k.start()
	return k.pass()
}

// load puts another registry into force.
func (k *keeper) load(suppliers ...string) {
	k.t.Helper()
	k.write("registry.yaml", k.company+strings.Join(suppliers, ""))
	loaded, problems := k.Daemon.registry.read()
	if len(problems) > 0 {
		k.t.Fatal(problems)
	}
	k.registry.set(loaded, nil)
}

// Send writes down what would leave, after making sure that it is stored what it is about.
func (k *keeper) Send(ctx context.Context, mails []model.Mail) (attempts []model.Attempt) {
	state, err := k.store.State(ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, m := range mails {
		for _, item := range m.Alerts {
			if speaks(m) && !slices.ContainsFunc(state.Alerts[item.Alert].Notified, func(n model.Notification) bool { return n.Mail == m.ID }) {
				k.t.Errorf("mail %s to %s leaves, and alert %s does not know of it in the store", m.ID, m.To, item.Alert)
			}
		}
		result := k.says[m.To.String()]
		if result == "" {
			result = model.MailAccepted
		}
		attempt := model.Attempt{Mail: m.ID, At: k.now, Result: result, Code: 250}
		if k.cutOff && m.To.ByMail() {
			attempt.Result, attempt.Code, attempt.Detail = model.MailQueued, 0, "connection refused"
		} else {
			k.book = append(k.book, m)
		}
		attempts = append(attempts, attempt)
	}
	return attempts
}

// speaks reports whether a mail is noted at the alerts it tells of: letters and what only says how much is held are not.
func speaks(m model.Mail) bool {
	return m.Kind == model.MailAlert || m.Kind == model.MailDigest || m.Kind == model.MailResolved
}

// pass evaluates once, delivers, and returns what was sent.
func (k *keeper) pass() []model.Mail {
	k.t.Helper()
	before := len(k.book)
	pass, err := k.engine.Evaluate(k.ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	k.next = pass.NextWake
	if _, err := k.engine.Deliver(k.ctx, k.ctx, append([]model.MailClass{model.MailClassWebhooks}, engine.RelayClasses...)...); err != nil {
		k.t.Fatal(err)
	}
	return k.book[before:]
}

// run passes whenever something is due, and after each delivery, for some time, and gives what left.
func (k *keeper) run(span time.Duration) []model.Mail {
	k.t.Helper()
	before, end := len(k.book), k.now.Add(span)
	for !k.now.After(end) {
		if len(k.pass()) > 0 {
			k.next = k.now.Add(time.Second)
		}
		if k.next.IsZero() || k.next.After(end) {
			break
		}
		k.now = k.next
	}
	k.now = end
	k.pass()
	return k.book[before:]
}

// told lists mails as RECIPIENT: REASON step STEP of SUPPLIER, sorted.
func (k *keeper) told(mails []model.Mail) (all []string) {
	k.t.Helper()
	state, err := k.store.State(k.ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, m := range mails {
		if m.Kind == model.MailSummary || m.Kind == model.MailRateLimitNotice {
			continue
		}
		for _, item := range m.Alerts {
			if a := state.Alerts[item.Alert]; a.Route != model.RouteWork {
				all = append(all, fmt.Sprintf("%s: %s step %d of %s", strings.TrimSuffix(m.To.String(), "@buyer.example"), item.Reason, item.Step, a.Supplier))
			}
		}
	}
	slices.Sort(all)
	return all
}

// pager returns the alert of a supplier that pages: the open one, else the last that ended.
func (k *keeper) pager(supplier string) (found model.Alert) {
	k.t.Helper()
	state, err := k.store.State(k.ctx)
	if err != nil {
		k.t.Fatal(err)
	}
	for _, a := range state.Alerts {
		if a.Supplier == supplier && a.Route == model.RoutePage && (found.ID == "" || a.State.Open() || !found.State.Open() && a.EndedAt.After(found.EndedAt)) {
			found = a
		}
	}
	if found.ID == "" {
		k.t.Fatalf("%s has no alert that pages", supplier)
	}
	return found
}

// wantTold fails unless exactly these mails were sent.
func (k *keeper) wantTold(what string, mails []model.Mail, want ...string) {
	k.t.Helper()
	if got := k.told(mails); !slices.Equal(got, want) {
		k.t.Errorf("%s, on %s: told\n  %s\nwant\n  %s", what, k.now.Format(time.DateTime), strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
