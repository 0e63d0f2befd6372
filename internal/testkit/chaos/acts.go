package chaos

import (
	"bytes"
	"fmt"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// most is how many contracts wait for a decision at the same time.
const most = 8

// act does one of the things that people do meanwhile. d is nil while no daemon runs. What cannot be done now, because the daemon is being
// killed or nothing can be written, is left undone, as people leave it; the ledger notes what was done.
func (c *campaign) act(d *daemon) error {
	open := c.ledger.matching((*episode).open)
	if len(open) == 0 || (len(open) < most && c.dice.IntN(2) == 0) {
		return c.begin(d)
	}
	e := open[c.dice.IntN(len(open))]
	switch c.dice.IntN(8) {
	case 0, 1:
		return c.worsen(d, e)
	case 2, 3:
		return c.acknowledge(e)
	case 4, 5:
		return c.keep(d, e)
	case 6:
		return c.record(e)
	default:
		return c.tell(d, e)
	}
}

// begin adds a contract that is to be decided about today, or soon.
func (c *campaign) begin(d *daemon) error {
	e := &episode{contract: fmt.Sprintf("E%04d", len(c.ledger.episodes)+1), supplier: c.dice.IntN(suppliers), stage: due}
	if c.dice.IntN(4) == 0 {
		e.stage = coming
	} else {
		e.since = time.Now()
	}
	c.ledger.episodes = append(c.ledger.episodes, e)
	return c.edit(d, e)
}

// worsen lets days pass: what was coming is due, what was due is missed.
func (c *campaign) worsen(d *daemon, e *episode) error {
	switch e.stage {
	case coming:
		e.stage, e.since = due, time.Now()
	case due:
		e.stage = missed
	default:
		return nil
	}
	e.worse, e.acked = e.worse+1, time.Time{}
	return c.edit(d, e)
}

// keep ends it in the registry: somebody decided, or, where it was too late for that, took the contract out.
func (c *campaign) keep(d *daemon, e *episode) error {
	switch e.stage {
	case coming:
		return nil
	case due:
		e.stage = kept
	default:
		e.stage = gone
	}
	e.ended = time.Now()
	return c.edit(d, e)
}

// edit rewrites a supplier and signals a daemon that already listens. Before that, a hangup ends any program.
func (c *campaign) edit(d *daemon, e *episode) error {
	if err := c.company.supplier(e.supplier, c.ledger.of(e.supplier)); err != nil {
		return err
	}
	if d != nil && pageOpen.MatchString(d.said()) {
		_ = d.cmd.Process.Signal(syscall.SIGHUP) // it may have ended
		c.reloads++
	}
	return nil
}

// record ends an episode from the shell, with or without a running daemon.
func (c *campaign) record(e *episode) error {
	if e.stage != due {
		return nil
	}
	said, err := c.shell("record", "keep", e.subject(), "--because", "still needed", "--by", "ann@buyer.test")
	if err != nil {
		return c.undone("record", said, err)
	}
	e.ended = time.Now() // the registry stays as it is: what was recorded counts
	return nil
}

// tell ends an episode over the API.
func (c *campaign) tell(d *daemon, e *episode) error {
	if d == nil || e.stage != due {
		return nil
	}
	fact := fmt.Sprintf(`{"version": 1, "facts": [{"id": "told-%s", "supplier": "s%d", "subject": "contract/%s", "kind": "keep", "observed_at": %q, "actor": "erp"}]}`,
		e.contract, e.supplier, strings.ToLower(e.contract), time.Now().UTC().Format(time.RFC3339))
	switch code, why := d.ask(http.MethodPost, "/api/v1/facts", fact); {
	case code == http.StatusOK:
		e.ended = time.Now()
	case code == 0 && why != "":
		e.ended, e.unsure = time.Now(), true
	}
	return nil // otherwise it was not recorded: the page is not open yet, or the disk is full
}

// acknowledge acknowledges an alert from the shell, with the alert's id as the mail shows it.
func (c *campaign) acknowledge(e *episode) error {
	id := c.alertOf(e)
	if id == "" || !e.acked.IsZero() {
		return nil // nobody was notified yet, so nobody can
	}
	said, err := c.shell("ack", id, "--note", "on it", "--by", "ann@buyer.test")
	if err != nil {
		return c.undone("ack", said, err)
	}
	e.acked = time.Now()
	return nil
}

// alertOf returns the id of an alert from the last mail about the contract. It is empty before the first mail.
func (c *campaign) alertOf(e *episode) (id string) {
	for _, d := range c.relay.taken() {
		for _, s := range d.mail.says {
			if s.contract == e.contract {
				id = s.alert
			}
		}
	}
	return id
}

// subject returns the name of the contract on the command line.
func (e *episode) subject() string {
	return fmt.Sprintf("s%d/contract/%s", e.supplier, strings.ToLower(e.contract))
}

// shell runs a command of the program beside the daemon.
func (c *campaign) shell(args ...string) (said string, err error) {
	cmd := exec.Command(c.Program, append(args, "--config", c.company.config())...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err = cmd.Run()
	return out.String(), err
}

// undone checks why a command failed. It may fail if the disk is full, if no alert is open, and before the first start.
func (c *campaign) undone(what, said string, err error) error {
	for _, fine := range []string{"no space is left", "no open alert begins with", "it is made by the first", "nothing was written to it yet"} {
		if strings.Contains(said, fine) {
			return nil
		}
	}
	return fmt.Errorf("%s: %w\n%s", what, err, said)
}
