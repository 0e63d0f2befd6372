package factindex_test

import (
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func probed(kind model.FactKind, minute int) model.Fact {
	at := noon.Add(time.Duration(minute) * time.Minute)
	return model.Fact{Supplier: "acme", Subject: model.KindEndpoint.Subject("as2"), Kind: kind, ObservedAt: at, RecordedAt: at}
}

func TestStreak(t *testing.T) {
	facts := factindex.New()
	if _, ok := facts.Streak("acme", model.KindEndpoint.Subject("as2")); ok {
		t.Error("a subject that was never probed has a streak")
	}
	facts.Add(probed(model.FactProbeUnknown, 0))
	if _, ok := facts.Streak("acme", model.KindEndpoint.Subject("as2")); ok || facts.Probed("acme", model.KindEndpoint.Subject("as2")).IsZero() {
		t.Error("an outcome that says nothing was taken for one")
	}
	for i, kind := range []model.FactKind{model.FactProbeOK, model.FactProbeFailed, model.FactProbeUnknown, model.FactProbeFailed} {
		facts.Add(probed(kind, i+1))
	}
	s, ok := facts.Streak("acme", model.KindEndpoint.Subject("as2"))
	if !ok || s.Failures != 2 || !s.First.ObservedAt.Equal(noon.Add(2*time.Minute)) || s.LastGood == nil {
		t.Errorf("streak = %+v", s)
	}
	facts.Add(probed(model.FactProbeOK, 9))
	if s, _ := facts.Streak("acme", model.KindEndpoint.Subject("as2")); s.Failures != 0 {
		t.Errorf("a good probe left %d failures", s.Failures)
	}
}

func TestNoFactsAreNotTheSameAsNoneRecorded(t *testing.T) {
	var none *factindex.Index
	if none.Seq() != 0 || none.Of("a", model.ParseSubject("b")) != nil || !none.Probed("a", model.ParseSubject("b")).IsZero() {
		t.Error("nil facts must answer that nothing is known")
	}
	told := factindex.New(model.Fact{Seq: 7, Subject: model.KindAlert.Subject("a3f09c"), Kind: model.FactAck}, model.Fact{Seq: 9, Subject: model.KindAlert.Subject("a3f09c"), Kind: model.FactNote})
	if got := told.Kind("", model.KindAlert.Subject("a3f09c"), model.FactAck, model.FactSnooze); len(got) != 1 || got[0].Seq != 7 || told.Seq() != 9 {
		t.Errorf("facts of a kind = %+v, seq %d", got, told.Seq())
	}
}
