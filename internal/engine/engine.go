package engine

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
)

// Store is the durable memory that a pass reads and writes.
type Store interface {
	// State returns what the state machine remembers.
	State(ctx context.Context) (model.State, error)
	// FactsAfter returns the facts recorded after a sequence number, in order.
	FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error)
	// Commit writes a change in one transaction.
	Commit(ctx context.Context, change model.Change) error
}

// Outbox is the part of the store that mail waits in.
type Outbox interface {
	// Due returns mails of one lane that may be tried now, the oldest first.
	Due(ctx context.Context, lane model.MailClass, now time.Time, limit int) ([]model.Mail, error)
	// Begin writes down that mails are about to be tried, so that a crash meanwhile is known.
	Begin(ctx context.Context, mails []model.Mail, at time.Time) error
	// Settle writes what attempts came to, and the facts they are, in one transaction.
	Settle(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error
	// Release lets mails that were put off go now.
	Release(ctx context.Context, now time.Time) error
}

// Composer writes the mail that a decision causes.
type Composer interface {
	Compose(decision model.Decision, view View) (model.Mail, error)
}

// Sender tries to send mails and tells of each what it came to.
type Sender interface {
	Send(ctx context.Context, mails []model.Mail) []model.Attempt
}

// View is what a composer may look at: everything that one pass knew.
type View struct {
	State     model.State
	Registry  *model.Registry
	Findings  map[string]model.Finding // by alert key: the worst current one
	Deadlines []model.Deadline
	Facts     *model.Facts
	Now       time.Time
}

// Evaluation is what one cycle saw and did. It is immutable once published.
type Evaluation struct {
	At        time.Time
	Registry  *model.Registry
	Findings  []model.Finding // without those still damped
	Deadlines []model.Deadline
	Summary   apidoc.Summary
	State     model.State
	Decisions []model.Decision
	NextWake  time.Time // zero: nothing is due by itself
	Vantage   *bool     // whether this machine reaches the network; nil: not looked
	Took      time.Duration
}

// Engine holds one registry and one store together. Clock, Registry and Store
// are required; without a Composer decisions cause no mail.
type Engine struct {
	Clock    func() time.Time
	Registry func() *model.Registry
	Store    Store
	Composer Composer
	Outbox   Outbox
	Sender   Sender
	// MailSources are asked in every pass what else to write.
	MailSources []MailSource
	// Machine gives the settings of the state machine that go with a registry.
	Machine func(*model.Registry) notify.Machine
	Log     *slog.Logger
	// Publish is told of every complete pass; it must not block.
	Publish func(Evaluation)
	// NoFacts leaves rules that need facts unjudged, for a check that was
	// given none.
	NoFacts bool

	mu      sync.Mutex // one pass at a time
	state   *model.State
	facts   *model.Facts
	started bool
	forced  bool
}

// Forget drops what is held in memory, so that the next pass reads the store
// again: after pruning, or when a commit failed and nobody knows what stands.
func (e *Engine) Forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.state, e.facts = nil, nil
}

// Probed returns when a subject was last probed as far as the last pass knew;
// zero if it never was.
func (e *Engine) Probed(supplier, subject string) time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.facts.Probed(supplier, subject)
}

// Streak returns what probes say of a subject as far as the last pass knew; ok is
// false if it was never probed with an outcome.
func (e *Engine) Streak(supplier, subject string) (s model.Streak, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.facts.Streak(supplier, subject)
}

// Force makes the next pass believe a registry that lost many suppliers at once.
func (e *Engine) Force() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.forced = true
}
