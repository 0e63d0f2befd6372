package bench

import (
	"fmt"
	"net/http"
	"path/filepath"
	"time"
)

// measureService starts a daemon with ten thousand suppliers twice, looks at its pages and leaves it idle.
func measureService(b *Bench) ([]Figure, error) {
	const suppliers = 10_000
	folder, err := b.folder("service")
	if err != nil {
		return nil, err
	}
	if err := (companyFiles{Suppliers: suppliers, Teams: 10, PerFile: 10}).write(filepath.Join(folder, "registry")); err != nil {
		return nil, err
	}
	address, err := configuration{Folder: folder, Extra: mailsToFolder}.write()
	if err != nil {
		return nil, err
	}
	cold, err := b.untilReady(folder, address, func(*daemon) error { return nil })
	if err != nil {
		return nil, err
	}
	var rest []Figure
	warm, err := b.untilReady(folder, address, func(d *daemon) error {
		rest, err = b.atWork(d)
		return err
	})
	if err != nil {
		return nil, err
	}
	return append([]Figure{
		{Work: fmt.Sprintf("daemon of %d suppliers: first start until ready", suppliers), Ours: seconds(cold), Target: "≤ 4 s", Met: cold <= 4*time.Second},
		{Work: "the same, started again", Ours: seconds(warm), Target: "≤ 1.5 s", Met: warm <= 1500*time.Millisecond},
	}, rest...), nil
}

// untilReady starts the daemon, lets look at it when it is ready, stops it, and returns how long it took to be ready.
func (b *Bench) untilReady(folder, address string, look func(*daemon) error) (time.Duration, error) {
	d, err := b.start(folder, address)
	if err != nil {
		return 0, err
	}
	took, err := d.until("it was ready", d.ready)
	if err == nil {
		err = look(d)
	}
	if stopped := d.stop(); err == nil {
		err = stopped
	}
	return took, err
}

// atWork measures pages and idle minutes.
func (b *Bench) atWork(d *daemon) ([]Figure, error) {
	idle, err := b.idle(d)
	if err != nil {
		return nil, err
	}
	figures := idle
	for _, page := range []struct {
		name, path string
		limit      time.Duration
	}{
		{"first page", "/", 50 * time.Millisecond},
		{"list of suppliers", "/suppliers", 50 * time.Millisecond},
		{"escalation paths", "/escalation", 50 * time.Millisecond},
		{"page of a supplier", "/suppliers/sup-005000", 20 * time.Millisecond},
		{"/-/ready", "/-/ready", 2 * time.Millisecond},
		{"/metrics", "/metrics", 20 * time.Millisecond},
	} {
		f, err := d.page(page.name, page.path, page.limit)
		if err != nil {
			return nil, err
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// page requests one page often.
func (d *daemon) page(name, path string, limit time.Duration) (Figure, error) {
	var took []time.Duration
	for range 21 {
		status, t, err := d.get(path)
		if err != nil || status != http.StatusOK {
			return Figure{}, fmt.Errorf("get %s: status %d, %w", path, status, err)
		}
		took = append(took, t)
	}
	m := median(took)
	return Figure{Work: name + " at 10000 suppliers", Ours: fmt.Sprintf("%s, the first one %s", seconds(m), seconds(took[0])), Target: "≤ " + seconds(limit), Met: m <= limit}, nil
}

// idleFor is how long nobody asks anything of the daemon.
const idleFor = 3 * time.Minute

// idle leaves the daemon alone for some evaluations in which nothing is due.
func (b *Bench) idle(d *daemon) ([]Figure, error) {
	rest, err := d.rest(idleFor)
	if err != nil {
		return nil, err
	}
	return []Figure{
		{Work: "idle, 10000 suppliers", Ours: fmt.Sprintf("%.2f %% of a core", rest.share), Target: "≤ 0.3 %", Met: rest.share <= 0.3},
		{Work: "memory of the daemon, 10000 suppliers", Ours: megabytes(rest.memory), Target: "≤ 150 MB", Met: rest.memory <= 150e6},
		{Work: "evaluation with nothing due, 10000 suppliers", Ours: seconds(rest.evaluation), Target: "≤ 10 ms", Met: rest.evaluation <= 10*time.Millisecond},
	}, nil
}

// idleCost is what a daemon uses that has nothing to do.
type idleCost struct {
	share      float64 // of a core, in percent
	memory     int64   // in bytes
	evaluation time.Duration
}

// rest waits until the daemon has nothing to do, and measures it for a while.
func (d *daemon) rest(duration time.Duration) (idleCost, error) {
	if _, err := d.until("it had nothing to do", d.calm); err != nil {
		return idleCost{}, err
	}
	before, err := d.work()
	if err != nil {
		return idleCost{}, err
	}
	time.Sleep(duration)
	after, err := d.work()
	if err != nil {
		return idleCost{}, err
	}
	return idleCost{
		share:      100 * (after.cpu - before.cpu).Seconds() / duration.Seconds(),
		memory:     after.memory,
		evaluation: time.Duration((after.sum - before.sum) / max(after.count-before.count, 1) * float64(time.Second)),
	}, nil
}

// work is what a daemon has done so far.
type work struct {
	cpu        time.Duration
	memory     int64
	sum, count float64 // of evaluations, in seconds
}

func (d *daemon) work() (work, error) {
	var w work
	var err error
	if w.cpu, w.memory, err = d.usage(); err != nil {
		return w, err
	}
	if w.sum, err = d.metric("supplierwatch_cycle_duration_seconds_sum"); err != nil {
		return w, err
	}
	w.count, err = d.metric("supplierwatch_cycle_duration_seconds_count")
	return w, err
}

// calm reports whether a daemon did next to nothing for half a minute: its first probes are over and its mails are sent.
func (d *daemon) calm() bool {
	before, _, err := d.usage()
	if err != nil {
		return false
	}
	time.Sleep(30 * time.Second)
	after, _, err := d.usage()
	return err == nil && after-before < 300*time.Millisecond
}

// measureReload changes one file of a registry of a thousand suppliers and asks the daemon to read it.
func measureReload(b *Bench) ([]Figure, error) {
	folder, err := b.folder("reload")
	if err != nil {
		return nil, err
	}
	registry := filepath.Join(folder, "registry")
	if err := (companyFiles{Suppliers: 1000, Teams: 10, PerFile: 1}).write(registry); err != nil {
		return nil, err
	}
	address, err := configuration{Folder: folder, Extra: mailsToFolder}.write()
	if err != nil {
		return nil, err
	}
	var took []time.Duration
	var cpu time.Duration
	_, err = b.untilReady(folder, address, func(d *daemon) error {
		before, _, err := d.usage()
		if err != nil {
			return err
		}
		for edit := range max(b.Rounds, 5) {
			if err := changeFile(supplierFile(registry, edit), edit+1); err != nil {
				return err
			}
			t, err := d.reload()
			if err != nil {
				return err
			}
			took = append(took, t)
		}
		after, _, err := d.usage()
		cpu = (after - before) / time.Duration(len(took))
		return err
	})
	if err != nil {
		return nil, err
	}
	m := median(took)
	return []Figure{{Work: "reload after a change of one of 1000 files", Ours: fmt.Sprintf("%s, %s CPU", seconds(m), seconds(cpu)), Target: "≤ 0.1 s", Met: m <= 100*time.Millisecond}}, nil
}

// reload asks for the registry to be read and returns when an evaluation of it has ended.
func (d *daemon) reload() (time.Duration, error) {
	before, err := d.work()
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequest(http.MethodPost, d.url+"/-/reload", http.NoBody)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+writeToken)
	began := time.Now()
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("reload: %s", answer.Status)
	}
	_, err = d.until("the evaluation", func() bool {
		now, err := d.work()
		return err == nil && now.count > before.count
	})
	return time.Since(began), err
}
