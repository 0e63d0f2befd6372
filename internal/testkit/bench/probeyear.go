package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store"
	"supplierwatch/internal/store/sqlite"
)

// measureProbeYear records a year of hourly probes, two for each supplier, and lets go each night what the retention no longer keeps, as the daemon
// does. One result in two hundred is a failure. What is kept of one supplier does not depend on others: a few show the size.
func measureProbeYear(b *Bench) ([]Figure, error) {
	const suppliers, limit = 20, 3e6
	folder, err := b.folder("probes")
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder, "state.db")
	facts, err := probeForAYear(context.Background(), path, suppliers)
	if err != nil {
		return nil, err
	}
	state, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	return []Figure{{
		Work:   fmt.Sprintf("state after a year of probes of %d suppliers", suppliers),
		Ours:   fmt.Sprintf("%s, %d of %d results kept", megabytes(state.Size()), facts, 365*24*2*suppliers),
		Target: "≤ 150 MB for 1000", Met: float64(state.Size()) <= limit,
	}}, nil
}

// probeForAYear returns how many results are kept at the end.
func probeForAYear(ctx context.Context, path string, suppliers int) (kept int, err error) {
	state, err := sqlite.Open(ctx, "sqlite:"+path)
	if err != nil {
		return 0, err
	}
	defer func() {
		if closing := state.Close(); err == nil {
			err = closing
		}
	}()
	start := time.Date(2026, time.January, 1, 3, 30, 0, 0, time.UTC)
	for day := range 365 {
		now := start.AddDate(0, 0, day)
		var facts []model.Fact
		for hour := range 24 {
			facts = append(facts, probesOf(suppliers, day*24+hour, now.Add(time.Duration(hour-24)*time.Hour))...)
		}
		if err := state.Commit(ctx, model.Change{Facts: facts}); err != nil {
			return 0, err
		}
		if _, err := state.Prune(ctx, store.Retention{Probes: now.AddDate(0, 0, -90), Repeated: now.AddDate(0, 0, -1)}); err != nil {
			return 0, err
		}
	}
	counts, err := state.Stats(ctx)
	return counts.Facts, err
}

// probesOf returns the results of one hour.
func probesOf(suppliers, hour int, at time.Time) []model.Fact {
	var facts []model.Fact
	for i := range suppliers {
		for j, subject := range []model.Subject{model.KindEndpoint.Subject("portal"), model.KindDomain.Subject(fmt.Sprintf("sup-%06d.test", i))} {
			f := model.Fact{
				ID: fmt.Sprintf("probe-%d-%d-%d", hour, i, j), Kind: model.FactProbeOK, Supplier: fmt.Sprintf("sup-%06d", i), Subject: subject, ObservedAt: at, RecordedAt: at, Actor: model.ActorWatchdog, Source: "probe",
				Evidence: fmt.Sprintf("MX sup-%06d.test. @127.0.0.1:53: NOERROR, MX 10 mx%05d.sup-%06d.test. (ttl 300)", i, hour, i),
			}
			if (hour+i*7+j)%200 == 0 {
				f.Kind = model.FactProbeFailed
				f = f.WithReason("timeout")
			}
			facts = append(facts, f)
		}
	}
	return facts
}
