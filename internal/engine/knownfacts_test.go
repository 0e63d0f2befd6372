package engine

import (
	"context"
	"errors"
	"testing"

	"supplierwatch/internal/engine/enginetest"
	"supplierwatch/internal/model"
)

// TestReadersDoNotWaitForAnEvaluation reads facts while an evaluation runs, as long ones do with many suppliers.
func TestReadersDoNotWaitForAnEvaluation(t *testing.T) {
	memory := &enginetest.Memory{}
	e := &Engine{Store: memory}
	first := model.Fact{ID: "1", Subject: model.SubjectRelay, Kind: model.FactNote}
	if err := memory.Commit(t.Context(), model.Change{Facts: []model.Fact{first}}); err != nil {
		t.Fatal(err)
	}
	if _, err := e.KnownFacts(t.Context()); !errors.Is(err, ErrFactsUnread) {
		t.Errorf("before the first evaluation: %v", err)
	}
	e.mu.Lock() // the first evaluation reads the facts
	_, err := e.KnownFacts(t.Context())
	e.mu.Unlock()
	if !errors.Is(err, ErrFactsUnread) {
		t.Errorf("while the first evaluation reads: %v", err)
	}
	if _, err := e.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	before, err := e.KnownFacts(t.Context())
	if err != nil || before.Seq() != 1 {
		t.Fatalf("%v %v", before.Seq(), err)
	}
	second := first
	second.ID = "2"
	if err := memory.Commit(t.Context(), model.Change{Facts: []model.Fact{second}}); err != nil {
		t.Fatal(err)
	}
	e.mu.Lock() // an evaluation runs
	during, err := e.KnownFacts(t.Context())
	e.mu.Unlock()
	if err != nil || during.Seq() != 1 {
		t.Errorf("while an evaluation runs: %v %v, want what it began with", during.Seq(), err)
	}
	e.Forget()
	if pruned, err := e.KnownFacts(t.Context()); err != nil || pruned.Seq() != 1 {
		t.Errorf("after pruning, before the next evaluation: %v %v", pruned.Seq(), err)
	}
	if _, err := e.Facts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, err := e.KnownFacts(t.Context()); err != nil || after.Seq() != 2 {
		t.Errorf("behind it: %v %v", after.Seq(), err)
	}
}

// stateless is a store whose alerts cannot be read.
type stateless struct{ enginetest.Memory }

func (*stateless) State(context.Context) (model.State, error) {
	return model.State{}, errors.New("the alerts were read")
}

// TestKnownFactsDoNotReadAlerts asks for facts after the first evaluation could not read the alerts.
func TestKnownFactsDoNotReadAlerts(t *testing.T) {
	e := &Engine{Store: &stateless{}}
	if err := e.readFacts(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := e.KnownFacts(t.Context()); err != nil {
		t.Errorf("facts that are known: %v", err)
	}
}
