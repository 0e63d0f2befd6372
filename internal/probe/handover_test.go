package probe

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"supplierwatch/internal/model"
)

// Results are passed on while others of the batch hang: good ones at once, and failures
// once the network access was checked after them. Checks that find the same are recorded once.
func TestResultsDoNotWaitForSlowHosts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		vantage model.FactKind
		bad     string
		last    string
	}{
		{model.FactProbeOK, "/endpoint/bad probe-failed refused", "/endpoint/tarpit probe-failed timeout"},
		{model.FactProbeFailed, "/endpoint/bad probe-unknown vantage", "/endpoint/tarpit probe-unknown vantage"},
	} {
		synctest.Test(t, func(t *testing.T) {
			recordedAt := map[string]time.Duration{}
			var checks []time.Duration
			began := time.Now()
			r := &Runner{Concurrency: 1, Timeout: 20 * time.Second, Vantage: func(ctx context.Context) model.Fact {
				checks = append(checks, time.Since(began))
				return fixed(tt.vantage, "")(ctx)
			}}
			hang := func(ctx context.Context) model.Fact {
				<-ctx.Done()
				return fixed(model.FactProbeFailed, ReasonTimeout)(ctx)
			}
			vantages := 0
			r.RunEach(t.Context(), []Probe{
				{Subject: model.KindEndpoint.Subject("good"), Host: "good.test", Run: fixed(model.FactProbeOK, "")},
				{Subject: model.KindEndpoint.Subject("bad"), Host: "bad.test", Run: fixed(model.FactProbeFailed, ReasonRefused)},
				{Subject: model.KindEndpoint.Subject("tarpit"), Host: "tarpit.test", Run: hang},
				{Subject: model.KindEndpoint.Subject("behind"), Host: "behind.test", Run: fixed(model.FactProbeOK, "")},
			}, time.Now, func(facts []model.Fact) {
				for _, f := range facts {
					recordedAt[told([]model.Fact{f})] = time.Since(began)
					if !f.RecordedAt.Equal(time.Now()) {
						t.Errorf("%s was recorded at %s", f.Subject, f.RecordedAt)
					}
					if f.Subject == model.SubjectVantage {
						vantages++
					}
				}
			})
			for what, latest := range map[string]time.Duration{
				"/endpoint/good probe-ok ": 250 * time.Millisecond, tt.bad: time.Second,
				"/endpoint/behind probe-ok ": 2 * time.Second, tt.last: 21 * time.Second,
			} {
				if at, recorded := recordedAt[what]; !recorded || at > latest {
					t.Errorf("%s was recorded after %s (%t), want %s at most; recorded are %v", what, at, recorded, latest, recordedAt)
				}
			}
			if vantages != 1 || checks[0] > time.Second || checks[len(checks)-1] < 20*time.Second {
				t.Errorf("checked at %v, recorded %d times", checks, vantages)
			}
		})
	}
}

// However long a batch takes, it does not record each result by itself.
func TestManyResultsAreRecordedTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var due []Probe
		for i := range 1000 {
			due = append(due, Probe{Subject: model.ParseSubject(fmt.Sprint("endpoint/", i)), Host: fmt.Sprint("host", i), Run: func(ctx context.Context) model.Fact {
				time.Sleep(100 * time.Millisecond)
				return fixed(model.FactProbeOK, "")(ctx)
			}})
		}
		calls, results := 0, 0
		(&Runner{Concurrency: 1, Timeout: time.Second}).RunEach(t.Context(), due, time.Now, func(facts []model.Fact) {
			calls++
			results += len(facts)
		})
		if results != 1000 || calls < 20 || calls > 60 {
			t.Errorf("%d results in %d calls", results, calls)
		}
	})
}
