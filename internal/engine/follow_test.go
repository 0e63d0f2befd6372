package engine

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rules"
)

// cluster is one store with the lease of who decides, and some engines that share it.
type cluster struct {
	mu        sync.Mutex // guards what a commit changes
	store     *ledger
	holder    int // which engine decides; -1: none
	token     int64
	changes   int64
	evaluated int64
	late      func() // is called once before a commit; nil: nothing happens
}

var errStale = errors.New("another replica holds the lease")

// term is the store as one engine may write it in one term.
type term struct {
	*cluster

	engine int
	token  int64
}

func (t term) State(ctx context.Context) (model.State, error) { return t.store.State(ctx) }

func (t term) FactsAfter(ctx context.Context, seq int64) ([]model.Fact, error) {
	return t.store.FactsAfter(ctx, seq)
}

func (t term) Commit(ctx context.Context, change model.Change) error {
	if late := t.late; late != nil {
		t.late = nil
		late()
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.holder != t.engine || t.cluster.token != t.token {
		return errStale
	}
	if len(change.Alerts) > 0 || change.Notifications != nil {
		t.changes++
	}
	t.evaluated = max(t.evaluated, change.Evaluated)
	return t.store.Commit(ctx, change)
}

// peers returns how one engine takes part.
func (c *cluster) peers(engine int) *Peers {
	return &Peers{
		Leading: func() (int64, Store) {
			if c.holder != engine {
				return 0, nil
			}
			return c.token, term{c, engine, c.token}
		},
		Progress: func(context.Context) (lease.Progress, error) {
			c.mu.Lock()
			defer c.mu.Unlock()
			return lease.Progress{Facts: int64(len(c.store.Facts)), Changes: c.changes, Evaluated: c.evaluated}, nil
		},
	}
}

// replicaLife leads three engines through one life.
type replicaLife struct {
	*life

	cluster *cluster
	engines []*Engine
}

func newReplicaLife(t *rapid.T, tb testing.TB) *replicaLife {
	l := &replicaLife{life: newLife(t, tb), engines: make([]*Engine, 3)}
	l.cluster = &cluster{store: l.store}
	for i := range l.engines {
		l.kill(i)
	}
	l.lead(0)
	return l
}

// kill replaces an engine by one that remembers nothing.
func (l *replicaLife) kill(i int) {
	l.engines[i] = l.newEngine()
	l.engines[i].Peers = l.cluster.peers(i)
	if i == l.cluster.holder {
		l.lead(i)
	}
}

// lead begins a term.
func (l *replicaLife) lead(i int) {
	l.cluster.holder = i
	l.cluster.token++
	l.engine, l.last, l.forced, l.expected.started, l.expected.limited = l.engines[i], Evaluation{}, false, false, 0
}

// step does what a life does, moves the lease, and has every engine evaluate.
func (l *replicaLife) step() {
	l.advance()
	for range rapid.IntRange(0, 2).Draw(l.T, "recorded") {
		l.record()
	}
	i := rapid.IntRange(0, len(l.engines)-1).Draw(l.T, "replica")
	switch rapid.IntRange(0, 9).Draw(l.T, "event") {
	case 0:
		l.edit()
	case 1:
		l.kill(i)
	case 2:
		l.lead(i)
	case 3:
		l.loseWhileEvaluating(i)
	}
	l.compare()
	for i, e := range l.engines {
		if i != l.cluster.holder {
			l.follow(e)
		}
	}
}

// loseWhileEvaluating has a term end between what an evaluation reads and what it commits.
func (l *replicaLife) loseWhileEvaluating(next int) {
	facts, mails, state := len(l.store.Facts), len(l.store.mails), l.stored()
	committed := false
	l.cluster.late = func() {
		committed = true
		l.lead(next)
	}
	_, err := l.engine.Evaluate(l.Context())
	l.cluster.late = nil
	if committed != errors.Is(err, errStale) {
		l.Fatalf("a commit in a term that has ended: %v, error %v", committed, err)
	}
	if !committed {
		l.lead(next) // nothing was to be written
	}
	if len(l.store.Facts) != facts || len(l.store.mails) != mails {
		l.Fatal("something of an ended term was written")
	}
	l.same("state", l.stored(), state)
}

// follow evaluates with an engine that does not decide: it shows what is found now and the alerts as they are stored, and writes nothing.
func (l *replicaLife) follow(e *Engine) {
	facts, changes := len(l.store.Facts), l.cluster.changes
	got, err := e.Evaluate(l.Context())
	if err != nil {
		l.Fatal(err)
	}
	if len(l.store.Facts) != facts || l.cluster.changes != changes || len(got.Decisions) > 0 {
		l.Fatalf("an engine that follows has written or decided %v", got.Decisions)
	}
	firing := []model.Finding{}
	for _, f := range rules.Evaluate(l.registry, factindex.New(l.store.Facts...), l.now) {
		if !f.Pending {
			firing = append(firing, f)
		}
	}
	l.same("findings of one that follows", got.Findings, firing)
	l.same("alerts of one that follows", got.State, l.stored())
}

// TestReplicasActAsOne leads three engines on one store through random lives: replicas are killed, the lease moves at any instant, also between what
// an evaluation reads and what it writes. Together they do what one engine does that starts anew with each term.
func TestReplicasActAsOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		l := newReplicaLife(rt, t)
		for range rapid.IntRange(1, 20).Draw(rt, "steps") {
			l.step()
		}
	})
}

// TestARecordedFactIsAnsweredByOneThatFollows records an acknowledgement at a replica that does not decide: it answers when the one that decides has
// acted, and with what that one made of it.
func TestARecordedFactIsAnsweredByOneThatFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &cluster{store: &ledger{}, token: 1}
		leader, follower := newEngine(c.store, at(start)), newEngine(c.store, at(start))
		leader.Peers, follower.Peers = c.peers(0), c.peers(1)
		first, err := leader.Evaluate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var id string
		for id = range first.State.Alerts {
			break
		}
		ack := model.AlertAction{ID: "ack", Kind: model.FactAck, Alert: id, By: "a@fab.example", At: start, RecordedAt: start}.Fact()
		go func() {
			time.Sleep(3 * time.Second)
			if _, err := leader.Evaluate(t.Context()); err != nil {
				t.Error(err)
			}
		}()
		began := time.Now()
		got, err := follower.Record(t.Context(), []model.Fact{ack}, func(e Evaluation) model.Change {
			return model.Change{Outbox: []model.Mail{{ID: "receipt", Subject: string(e.State.Alerts[id].State)}}}
		})
		if err != nil || got.State.Alerts[id].State != model.StateAcknowledged {
			t.Fatalf("the alert is %s, error %v", got.State.Alerts[id].State, err)
		}
		if waited := time.Since(began); waited < 3*time.Second {
			t.Errorf("it answered after %v, before anybody acted", waited)
		}
		if last := c.store.mails[len(c.store.mails)-1]; last.ID != "receipt" || last.Subject != string(model.StateAcknowledged) {
			t.Errorf("the last mail is %+v", last)
		}
	})
}

// TestNobodyActsOnARecordedFact has no replica that decides: the fact stays recorded, and the answer is that nobody has acted on it.
func TestNobodyActsOnARecordedFact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &cluster{store: &ledger{}, holder: -1}
		follower := newEngine(c.store, at(start))
		follower.Peers = c.peers(1)
		_, err := follower.Record(t.Context(), []model.Fact{{ID: "note", Kind: model.FactNote}}, nil)
		if pending, ok := errors.AsType[*NotEvaluatedError](err); !ok || !errors.Is(pending, errNotEvaluated) {
			t.Fatalf("got %v", err)
		}
		if n := len(c.store.Facts); c.store.Facts[n-1].ID != "note" {
			t.Errorf("recorded are %v", c.store.Facts)
		}
	})
}

// stored returns the state in the store.
func (l *replicaLife) stored() model.State {
	state, err := l.store.State(l.Context())
	if err != nil {
		l.Fatal(err)
	}
	return state
}
