package chaos

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Report is what a campaign found.
type Report struct {
	Seed     uint64
	Took     time.Duration
	Lives    int
	Restarts int // in order
	Reloads  int
	Faults   map[Kind]int
	Stood    int // alerts that had to be sent
	Mails    int // that Postfix took
	Again    int // copies beyond the first, under the same Message-ID
	Lost     int // of those, because an answer was lost
	Killed   int // and because of a kill between the answer and the commit
	Longest  time.Duration
	Times    []Times
	Broken   []string // guarantees, each with its evidence
	NoDisk   bool     // none could be mounted, so none was filled
}

// Times holds how long mails took to reach a recipient's mailbox, from the time when there was something to report. Some thousand
// faults were injected meanwhile.
type Times struct {
	Told          int
	Median, Worst time.Duration
}

// report weighs what came against what should have.
func (c *campaign) report() *Report {
	r := &Report{
		Seed: c.Seed, Took: time.Since(c.began), Lives: c.lives, Restarts: c.restarts, Reloads: c.reloads,
		Faults: c.tally.all(), NoDisk: !c.disk.own, Times: c.times(),
		Stood: len(c.ledger.matching(func(e *episode) bool { return e.seen })), Mails: len(c.relay.taken()),
	}
	came, repeated := c.received(), c.repeated()
	r.Again, r.Lost, r.Killed, r.Longest = repeated.copies, repeated.lost, repeated.killed, repeated.longest
	r.Broken = c.findings
	if len(c.findings) > 0 {
		return r // the campaign did not finish, so a mail that has not arrived yet is not lost
	}
	for _, found := range [][]evidence{c.missing(came), c.unclear(came), c.lost(came), c.duplicated(came), repeated.beyond, c.idle(came)} {
		for _, e := range found {
			text := e.guarantee + ": " + e.what
			if e.alert != "" {
				text += "\n" + c.log.about(e.alert, 12)
			}
			r.Broken = append(r.Broken, text)
		}
	}
	return r
}

// perTimes is how many faults are looked at together.
const perTimes = 1000

// times sorts how long each recipient waited into thousands of faults.
func (c *campaign) times() []Times {
	var waits [][]time.Duration
	seen := map[string]bool{}
	for _, d := range c.relay.taken() {
		for _, s := range d.mail.says {
			key := d.to + " " + s.contract
			if s.reason == ended || s.reason == "" || seen[key] || !slices.Contains(reached, d.to) {
				continue
			}
			seen[key] = true
			if since := c.since(s.contract); !since.IsZero() {
				for len(waits) <= d.faults/perTimes {
					waits = append(waits, nil)
				}
				waits[d.faults/perTimes] = append(waits[d.faults/perTimes], d.at.Sub(since))
			}
		}
	}
	var all []Times
	for _, w := range waits {
		if len(w) > 0 {
			slices.Sort(w)
			all = append(all, Times{Told: len(w), Median: w[len(w)/2], Worst: w[len(w)-1]})
		}
	}
	return all
}

// since returns when a contract began to require an alert.
func (c *campaign) since(contract string) time.Time {
	for _, e := range c.ledger.episodes {
		if e.contract == contract {
			return e.since
		}
	}
	return time.Time{}
}

func (t *tally) all() map[Kind]int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return maps.Clone(t.n)
}

// Kept reports whether every guarantee was kept.
func (r *Report) Kept() bool { return len(r.Broken) == 0 }

// Write prints the table, and the evidence where a guarantee was broken.
func (r *Report) Write(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(what string, value any) { fmt.Fprintf(t, "%s\t%v\n", what, value) }
	row("seed", r.Seed)
	row("duration", r.Took.Round(time.Second))
	row("daemon processes started", r.Lives)
	row("stopped and restarted", r.Restarts)
	row("reloads", r.Reloads)
	injected := 0
	for _, kind := range slices.Sorted(maps.Keys(r.Faults)) {
		row("  "+string(kind), r.Faults[kind])
		if kind != unknownUser {
			injected += r.Faults[kind]
		}
	}
	row("faults injected", injected)
	if r.NoDisk {
		row("disk full", "not tried: no disk can be mounted here")
	}
	row("alerts due, three recipients each", r.Stood)
	row("mails accepted by Postfix", r.Mails)
	for i, x := range r.Times {
		row(fmt.Sprintf("time to mail, faults %d to %d", i*perTimes, (i+1)*perTimes-1),
			fmt.Sprintf("median %v, worst %v, of %d", x.Median.Round(10*time.Millisecond), x.Worst.Round(10*time.Millisecond), x.Told))
	}
	row("repeated under the same Message-ID", fmt.Sprintf("%d: %d answer lost, %d killed before it was recorded (at most %v after the answer)",
		r.Again, r.Lost, r.Killed, r.Longest.Round(time.Millisecond)))
	for _, guarantee := range []string{"lost", "duplicated", "idle"} {
		row(map[string]string{
			"lost": "NOT NOTIFIED of an open alert", "duplicated": "notified too often", "idle": "notified of an ended or acknowledged alert",
		}[guarantee], r.count(guarantee))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, b := range r.Broken {
		if _, err := fmt.Fprintf(w, "\nBROKEN (seed %d) %s\n", r.Seed, b); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) count(guarantee string) (n int) {
	for _, b := range r.Broken {
		if strings.HasPrefix(b, guarantee+": ") {
			n++
		}
	}
	return n
}
