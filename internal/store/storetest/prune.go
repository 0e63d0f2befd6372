package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
)

var probedSubjects = []model.Subject{model.SubjectVantage, model.KindEndpoint.Subject("a")}

// outcomes draws what probes and people left behind, an hour apart.
func outcomes(rt *rapid.T) []model.Fact {
	kinds := []model.FactKind{model.FactProbeOK, model.FactProbeFailed, model.FactProbeUnknown, model.FactNote}
	drawn := rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) model.Fact {
		return model.Fact{
			Supplier: rapid.SampledFrom([]string{"", "acme"}).Draw(rt, "supplier"),
			Subject:  rapid.SampledFrom(probedSubjects).Draw(rt, "subject"),
			Kind:     rapid.SampledFrom(kinds).Draw(rt, "kind"),
		}
	}), 1, 40).Draw(rt, "facts")
	for i := range drawn {
		at := Noon.Add(time.Duration(i) * time.Hour)
		drawn[i].ID, drawn[i].ObservedAt, drawn[i].RecordedAt, drawn[i].Seq = fmt.Sprint(i), at, at, int64(i+1)
	}
	return drawn
}

// sameIndex fails unless both indexes answer every question alike.
func sameIndex(rt *rapid.T, want, got *factindex.Index) {
	rt.Helper()
	for _, supplier := range []string{"", "acme"} {
		for _, subject := range probedSubjects {
			wantStreak, wantOK := want.Streak(supplier, subject)
			gotStreak, gotOK := got.Streak(supplier, subject)
			if diff := cmp.Diff(wantStreak, gotStreak); diff != "" || wantOK != gotOK {
				rt.Fatalf("streak of %q %s: %s", supplier, subject, diff)
			}
			if !want.Probed(supplier, subject).Equal(got.Probed(supplier, subject)) {
				rt.Fatalf("%q %s probed %v, want %v", supplier, subject, got.Probed(supplier, subject), want.Probed(supplier, subject))
			}
			if diff := cmp.Diff(want.Of(supplier, subject), got.Of(supplier, subject)); diff != "" {
				rt.Fatalf("told of %q %s: %s", supplier, subject, diff)
			}
		}
	}
}

func testStanding(t *testing.T, e Engine) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := e.Open(t.Context(), e.NewDatabase(t))
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		facts := outcomes(rt)
		Commit(t, s, model.Change{Facts: facts})
		want := factindex.New(facts...)
		sameIndex(rt, want, factindex.New(FactsAfter(t, s, 0)...))
		cut := Noon.Add(time.Duration(rapid.IntRange(0, 41).Draw(rt, "cut")) * time.Hour)
		gone, err := s.Prune(t.Context(), store.Retention{Probes: cut})
		if err != nil {
			rt.Fatal(err)
		}
		sameIndex(rt, want, factindex.New(FactsAfter(t, s, 0)...))
		rest := FactsAfter(t, s, -1)
		if len(rest)+gone.Probes != len(facts) {
			rt.Fatalf("%d of %d facts are left after %d went", len(rest), len(facts), gone.Probes)
		}
		for _, f := range facts {
			if !f.RecordedAt.Before(cut) && !slices.ContainsFunc(rest, func(r model.Fact) bool { return r.ID == f.ID }) {
				rt.Fatalf("fact %s of %v went although only those before %v should", f.ID, f.RecordedAt, cut)
			}
		}
	})
}

func testPrune(t *testing.T, e Engine) {
	s := openNew(t, e)
	old, young := Noon.Add(-1000*time.Hour), Noon
	alert := func(id string, state model.AlertState, ended time.Time) model.Alert {
		return model.Alert{ID: id, Key: id, State: state, Since: old, EndedAt: ended}
	}
	Commit(t, s, model.Change{
		Facts: []model.Fact{
			Fact("superseded", model.FactProbeFailed, old), Fact("good", model.FactProbeOK, old), Fact("unknown", model.FactProbeUnknown, old),
			Fact("down", model.FactProbeFailed, old), Fact("told", model.FactAck, old), Fact("still-down", model.FactProbeFailed, old),
		},
		Alerts: []model.Alert{
			alert("open", model.StateFiring, time.Time{}), alert("reopened", model.StateFiring, old),
			alert("over", model.StateResolved, old), alert("gone", model.StateWithdrawn, old),
			alert("fresh", model.StateLapsed, young), alert("undated", model.StateLapsed, time.Time{}),
			alert("untold", model.StateResolved, old),
		},
		Notifications: &model.NotificationState{Queue: []model.Queued{{Reason: model.ReasonSummary}, {Alert: "untold", Reason: model.ReasonResolved}}},
		Outbox:        []model.Mail{Mail("waiting", old), Mail("sent", old), Mail("just-sent", old)},
	})
	Record(t, s, []model.Attempt{
		{Mail: "sent", At: old, Result: model.MailAccepted}, {Mail: "just-sent", At: young, Result: model.MailRefused},
	})
	cut := Noon.Add(-time.Hour)
	gone, err := s.Prune(t.Context(), store.Retention{Probes: cut, Resolved: cut, MailText: cut})
	if want := (store.Pruned{Probes: 2, Alerts: 2, Mails: 1}); gone != want || err != nil {
		t.Errorf("pruned %+v, %v; want %+v", gone, err, want)
	}
	if got := ids(FactsAfter(t, s, -1)); got != "good down told still-down" {
		t.Errorf("facts left: %q", got)
	}
	var left []string
	for id := range State(t, s).Alerts {
		left = append(left, id)
	}
	slices.Sort(left)
	if got := strings.Join(left, " "); got != "fresh open reopened undated untold" {
		t.Errorf("alerts left: %q", got)
	}
	if got := mailIDs(Due(t, s, Noon)); got != "waiting" {
		t.Errorf("mails waiting: %q", got)
	}
	if again, err := s.Prune(t.Context(), store.Retention{Probes: cut, Resolved: cut, MailText: cut}); again != (store.Pruned{}) || err != nil {
		t.Errorf("pruned again: %+v, %v", again, err)
	}
}

func testPruneNothing(t *testing.T, e Engine) {
	s := openNew(t, e)
	Commit(t, s, model.Change{
		Facts:  []model.Fact{Fact("superseded", model.FactProbeFailed, Noon), Fact("good", model.FactProbeOK, Noon)},
		Alerts: []model.Alert{{ID: "over", State: model.StateResolved, EndedAt: Noon}},
	})
	if gone, err := s.Prune(t.Context(), store.Retention{}); gone != (store.Pruned{}) || err != nil {
		t.Errorf("pruned %+v, %v", gone, err)
	}
}

func testPruneLooks(t *testing.T, e Engine) {
	s, err := e.Open(t.Context(), e.NewDatabase(t))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var facts []model.Fact
	for i := range 100 {
		for _, kind := range []model.FactKind{model.FactUnread, model.FactQuota, model.FactRoundTripSent, model.FactRoundTripLanded, model.FactSeen} {
			at := Noon.Add(time.Duration(i) * time.Hour)
			facts = append(facts, model.Fact{ID: fmt.Sprint(kind, i), Subject: model.KindMailbox.Subject("orders"), Kind: kind, ObservedAt: at, RecordedAt: at})
		}
	}
	Commit(t, s, model.Change{Facts: facts})
	if gone, err := s.Prune(t.Context(), store.Retention{Probes: Noon.Add(50 * time.Hour)}); err != nil || gone.Probes != 4*50 {
		t.Fatalf("%d looks went, %v; want those of 50 hours", gone.Probes, err)
	}
	if gone, err := s.Prune(t.Context(), store.Retention{Probes: Noon.Add(200 * time.Hour)}); err != nil || gone.Probes != 4*40 {
		t.Fatalf("%d looks went, %v; want all but the last 10", gone.Probes, err)
	}
	left := factindex.New(FactsAfter(t, s, 0)...)
	if n := len(left.Kind("", model.KindMailbox.Subject("orders"), model.FactSeen)); n != 100 {
		t.Errorf("%d of 100 facts that are no looks are left", n)
	}
	if last := left.Kind("", model.KindMailbox.Subject("orders"), model.FactUnread); len(last) != 10 || last[9].ID != "unread99" {
		t.Errorf("left are %v", last)
	}
}

// sameResult reports whether one fact of a probe repeats another about the same subject.
func sameResult(a, b model.Fact) bool { return a.Kind == b.Kind && a.Reason() == b.Reason() }

func sameDay(a, b model.Fact) bool {
	return a.ObservedAt.UTC().Format(time.DateOnly) == b.ObservedAt.UTC().Format(time.DateOnly)
}

func isProbe(f model.Fact) bool {
	return f.Kind == model.FactProbeOK || f.Kind == model.FactProbeFailed || f.Kind == model.FactProbeUnknown
}

// mayGo returns the ids of the facts that repeat one of the same day and are repeated by the next, and that are not part of the current streak.
func mayGo(facts []model.Fact, cut time.Time) []string {
	bySubject := map[string][]model.Fact{}
	for _, f := range facts {
		if isProbe(f) {
			subject := f.Supplier + " " + f.Subject.String()
			bySubject[subject] = append(bySubject[subject], f)
		}
	}
	var going []string
	for _, probes := range bySubject {
		good := -1
		for i, f := range probes {
			if f.Kind == model.FactProbeOK {
				good = i
			}
		}
		for i := 1; i < len(probes)-1; i++ {
			standing := i >= good && probes[i].Kind != model.FactProbeUnknown
			repeated := sameResult(probes[i-1], probes[i]) && sameDay(probes[i-1], probes[i]) && sameResult(probes[i], probes[i+1])
			if !standing && repeated && probes[i].RecordedAt.Before(cut) {
				going = append(going, probes[i].ID)
			}
		}
	}
	slices.Sort(going)
	return going
}

// testPruneRepeated compares what goes with a second, plain computation, and every answer about probes with that over all facts.
func testPruneRepeated(t *testing.T, e Engine) {
	rapid.Check(t, func(rt *rapid.T) {
		s, err := e.Open(t.Context(), e.NewDatabase(t))
		if err != nil {
			rt.Fatal(err)
		}
		defer s.Close()
		facts := outcomes(rt)
		for i := range facts {
			if rapid.IntRange(0, 2).Draw(rt, "same") > 0 && i > 0 {
				facts[i].Supplier, facts[i].Subject, facts[i].Kind = facts[i-1].Supplier, facts[i-1].Subject, facts[i-1].Kind
			}
			if rapid.IntRange(0, 9).Draw(rt, "reason") == 0 && isProbe(facts[i]) {
				facts[i] = facts[i].WithReason("timeout")
			}
		}
		Commit(t, s, model.Change{Facts: facts})
		cut := Noon.Add(time.Duration(rapid.IntRange(0, 41).Draw(rt, "cut")) * time.Hour)
		gone, err := s.Prune(t.Context(), store.Retention{Repeated: cut})
		if err != nil {
			rt.Fatal(err)
		}
		want := mayGo(facts, cut)
		left := FactsAfter(t, s, -1)
		var went []string
		for _, f := range facts {
			if !slices.ContainsFunc(left, func(l model.Fact) bool { return l.ID == f.ID }) {
				went = append(went, f.ID)
			}
		}
		slices.Sort(went)
		if diff := cmp.Diff(want, went); diff != "" || gone.Probes != len(went) {
			rt.Fatalf("%d went: %s", gone.Probes, diff)
		}
		sameIndex(rt, factindex.New(facts...), factindex.New(FactsAfter(t, s, 0)...))
		if again, err := s.Prune(t.Context(), store.Retention{Repeated: cut}); err != nil || again.Probes != 0 {
			rt.Fatalf("%d more went, %v", again.Probes, err)
		}
	})
}

// testYearOfProbes records hourly probes of a few suppliers for a year, and prunes each night: 1,000 suppliers take 150 MB at most.
func testYearOfProbes(t *testing.T, e Engine) {
	if testing.Short() {
		t.Skip("it takes a while")
	}
	s := openNew(t, e)
	const suppliers = 6
	empty, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for day := range 365 {
		var facts []model.Fact
		for hour := range 24 {
			at := Noon.Add(time.Duration(day*24+hour) * time.Hour)
			for i := range suppliers {
				for _, subject := range []model.Subject{model.KindDomain.Subject("acme.example"), model.KindEndpoint.Subject("portal")} {
					f := Fact(fmt.Sprintf("%020d", (day*24+hour)*suppliers+i)+subject.String(), model.FactProbeOK, at)
					f.Supplier, f.Subject, f.Source = fmt.Sprintf("sup-%06d", i), subject, "dns"
					f.Evidence = "MX acme.example. @127.0.0.1:53: NOERROR, MX 10 mx00001.acme.example. (ttl 300)"
					if day%30 == i && hour < 3 {
						f = f.WithReason("timeout")
						f.Kind = model.FactProbeFailed
					}
					facts = append(facts, f)
				}
			}
		}
		Commit(t, s, model.Change{Facts: facts})
		now := Noon.Add(time.Duration(day*24+24) * time.Hour)
		if _, err := s.Prune(t.Context(), store.Retention{Probes: now.AddDate(0, 0, -90), Repeated: now.Add(-24 * time.Hour)}); err != nil {
			t.Fatal(err)
		}
	}
	stats, err := s.Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	each := float64(stats.Bytes-empty.Bytes) / suppliers
	t.Logf("a year of probes takes %.0f kB a supplier, %d facts in all", each/1e3, stats.Facts)
	if each > 150e3 {
		t.Errorf("a year of probes takes %.0f kB a supplier, want 150 at most", each/1e3)
	}
}
