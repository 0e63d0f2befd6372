package engine

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"supplierwatch/internal/alertscope"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/notify"
	"supplierwatch/internal/view"
)

// Store is the durable memory that an evaluation reads and writes.
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
	// Due returns mails of one class that may be tried now, the oldest first.
	Due(ctx context.Context, class model.MailClass, now time.Time, limit int) ([]model.Mail, error)
	// Begin records that mails are about to be tried, so that a crash meanwhile is known.
	Begin(ctx context.Context, mails []model.Mail, at time.Time) error
	// RecordResults writes the results of attempts, and the facts that follow, in one transaction.
	RecordResults(ctx context.Context, attempts []model.Attempt, facts []model.Fact) error
	// Release makes deferred mails due now.
	Release(ctx context.Context, now time.Time) error
}

// Composer writes the mail that a decision causes. A fault is why the mail could only be written in a plain fallback form.
type Composer interface {
	Compose(decision model.Decision, view view.View) (mail model.Mail, fault, err error)
}

// Sender tries to send mails and returns the result of each.
type Sender interface {
	Send(ctx context.Context, mails []model.Mail) []model.Attempt
}

// Evaluation is the result of one evaluation. It is immutable once published.
type Evaluation struct {
	At        time.Time
	Number    int64    // of the evaluations of this process, from 1
	Changed   []string // the ids of the alerts that it changed or added; nil: not known, since it read all of them again
	Registry  *model.Registry
	Findings  []model.Finding // without pending ones
	Deadlines []model.Deadline
	Summary   apidoc.Summary
	State     model.State
	Decisions []model.Decision
	NextWake  time.Time // zero: nothing is due by itself
	Vantage   *bool     // whether this machine reaches the network; nil: not probed
	// Content counts how often an evaluation found or changed anything: two evaluations with the same number differ in their instants only.
	Content int64
	Took    time.Duration
}

// Engine holds one registry and one store together. Clock, Registry and Store
// are required; without a Composer decisions cause no mail.
type Engine struct {
	Clock    func() time.Time
	Registry func() *model.Registry
	Store    Store
	Peers    *Peers // the other replicas; nil: there can be none
	Composer Composer
	Requests RequestPlanner // nil: weekly summaries list no verification mails
	Outbox   Outbox
	Sender   Sender
	// MailSources write the mails that no alert causes.
	MailSources []MailSource
	// Machine returns the settings of the state machine for a registry.
	Machine func(*model.Registry) notify.Machine
	Log     *slog.Logger
	// Publish receives every complete evaluation; it must not block.
	Publish func(Evaluation)
	// MailsAtOnce is about how many mails the first of several evaluations composes and commits that follow each other where one would take long: the
	// first mails leave meanwhile, and a crash repeats nothing that was committed. Each next one may compose twice as many. Zero: all at once.
	MailsAtOnce int

	mu        sync.Mutex // one evaluation at a time
	state     *model.State
	reread    bool // state was read since the last evaluation
	facts     *factindex.Index
	news      []model.Fact // the facts that no evaluation has seen
	current   current
	settled   settled
	alerts    *alertscope.Index               // what may happen to alerts next; nil: the next evaluation goes through all of them
	last      Evaluation                      // what settled is about
	contents  int64                           // see Evaluation.Content
	seen      int64                           // the changes of current that contents counts
	known     atomic.Pointer[factindex.Index] // facts, for those who do not wait for an evaluation
	limited   int                             // how many evaluations in a row left mails for the next one
	number    int64                           // of the last evaluation
	term      int64                           // in which this replica decides; 0: another one does
	changes   int64                           // lease.Progress.Changes as of which the state was read
	evaluated int64                           // lease.Progress.Evaluated of this replica
	started   bool
	forced    bool
}

// Forget drops what is held in memory, so that the next evaluation reads the store
// again: after pruning, or when a commit failed and its result is unknown.
func (e *Engine) Forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.forget()
}

// forget drops what is held in memory.
func (e *Engine) forget() {
	e.state, e.facts, e.news, e.current, e.settled = nil, nil, nil, current{}, settled{}
	e.alerts, e.evaluated = nil, 0
}

// Probed returns when a subject was last probed, as of the last evaluation; zero if
// it never was.
func (e *Engine) Probed(supplier string, subject model.Subject) time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.facts.Probed(supplier, subject)
}

// Streak returns the consecutive failures of a subject, as of the last evaluation;
// ok is false if it was never probed with an outcome.
func (e *Engine) Streak(supplier string, subject model.Subject) (s factindex.Streak, ok bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.facts.Streak(supplier, subject)
}

// Force makes the next evaluation believe a registry that lost many suppliers at once.
func (e *Engine) Force() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.forced = true
}
