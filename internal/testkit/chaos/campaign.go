package chaos

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"supplierwatch/internal/testkit"
)

// Campaign configures how many faults are injected and which program is tested.
type Campaign struct {
	Program string // the built program
	Seed    uint64
	Kills   int
	Hurry   bool // a short one: the disk is filled and the database damaged soon, and the relay gets well before the end
}

// campaign is one under way.
type campaign struct {
	Campaign
	host    testkit.Host
	dice    *rand.Rand
	company company
	disk    disk
	system  *testkit.Mail
	boxes   map[string]*testkit.Mailbox // by address
	relay   *relay
	tally   *tally
	log     *journal
	ledger  ledger

	began    time.Time
	lives    int
	restarts int // in order
	reloads  int
	deaths   []time.Time // when the daemon was killed
	full     []span      // while the disk was
	findings []string    // guarantees that were broken during the campaign
}

// Run runs a campaign and returns its report. If servers or rights are missing, it ends the host.
func (x Campaign) Run(h testkit.Host) *Report {
	h.Helper()
	c := &campaign{Campaign: x, host: h, dice: rand.New(rand.NewPCG(x.Seed, 0)), boxes: map[string]*testkit.Mailbox{}, tally: newTally(), log: &journal{}}
	c.open()
	c.began = time.Now()
	for c.tally.of(killed) < c.Kills && len(c.findings) == 0 {
		c.live()
		if c.lives%50 == 0 {
			h.Logf("faults: %d of %d kills, %d faults, %d mails", c.tally.of(killed), c.Kills, c.tally.total(), len(c.relay.taken()))
		}
	}
	c.settle()
	return c.report()
}

// open sets everything up but the daemon.
func (c *campaign) open() {
	folder, err := os.MkdirTemp("", "faults")
	c.must(err)
	c.host.Cleanup(func() { _ = os.RemoveAll(folder) })
	small := filepath.Join(folder, "disk")
	c.must(os.Mkdir(small, 0o700))
	c.disk = mountDisk(c.host, small)
	c.system = testkit.StartMail(c.host, testkit.WithUsers(mailboxes()...))
	for _, who := range append([]string{filtered, leads}, reached...) {
		c.boxes[who] = c.system.Mailbox(c.host, who)
	}
	certificate := c.system.CA.Server(c.host, time.Now().Add(24*time.Hour), "localhost")
	c.relay = startRelay(c.host, c.system.SMTP, certificate, rand.New(rand.NewPCG(c.Seed, 1)), c.tally)
	c.company = newCompany(folder, filepath.Join(small, "state.db"), time.Now())
	c.must(c.company.set(c.relay.addr, c.system.CAFile))
	for i := range suppliers {
		c.must(c.company.supplier(i, nil))
	}
	c.must(c.begin(nil))
}

// must ends the campaign for a reason that is none of the daemon's.
func (c *campaign) must(err error) {
	c.host.Helper()
	if err != nil {
		c.host.Fatalf("faults: %v", err)
	}
}

// broken notes that a guarantee was broken.
func (c *campaign) broken(format string, values ...any) {
	c.findings = append(c.findings, fmt.Sprintf("life %d: ", c.lives)+fmt.Sprintf(format, values...))
}

// live leads the daemon through one life, after what people did while there was none.
func (c *campaign) live() {
	c.lives++
	often := 50
	if c.Hurry {
		often = 8
	}
	switch {
	case c.lives%often == 0 && c.disk.own:
		c.fullDisk()
	case c.lives%often == often/2 && c.lives > 1:
		c.must(c.damage())
	case c.lives%12 == 0:
		c.orderlyLife()
	case c.lives%4 == 0:
		c.longLife()
	default:
		c.shortLife()
	}
	if c.lives%25 == 0 {
		c.look()
	}
	if c.Hurry && c.tally.of(killed) >= c.Kills/2 {
		c.relay.calmDown()
	}
}

// start begins a life.
func (c *campaign) start() *daemon {
	d, err := launch(c.Program, c.company.config(), c.lives, c.log)
	c.must(err)
	return d
}

// kill ends a life.
func (c *campaign) kill(d *daemon) { c.died(d, d.kill()) }

// died notes the end of a life that was ended at that instant, unless it had ended before.
func (c *campaign) died(d *daemon, at time.Time) {
	if code := d.cmd.ProcessState.ExitCode(); code >= 0 {
		c.broken("the daemon ended by itself with code %d:\n%.2000s", code, d.said())
		return
	}
	c.deaths = append(c.deaths, at)
	c.tally.count(killed)
}

// shortLife kills the daemon at a random instant: while it starts, evaluates for the first time, sends mail, reloads, or another process writes.
func (c *campaign) shortLife() {
	if c.dice.IntN(2) == 0 {
		c.must(c.act(nil))
	}
	d := c.start()
	pause, death := c.upTo(600*time.Millisecond), make(chan time.Time)
	time.AfterFunc(c.upTo(1200*time.Millisecond), func() { death <- d.kill() })
	if c.dice.IntN(2) == 0 {
		time.Sleep(pause)
		c.must(c.act(d))
	}
	c.died(d, <-death)
}

// upTo throws the dice for a time.
func (c *campaign) upTo(most time.Duration) time.Duration {
	return time.Duration(c.dice.Int64N(int64(most)))
}

// longLife gets ready and does its work for a while, and is killed in the midst of it.
func (c *campaign) longLife() {
	d := c.start()
	c.awaitReady(d)
	for range 1 + c.dice.IntN(3) {
		time.Sleep(c.upTo(700 * time.Millisecond))
		c.must(c.act(d))
	}
	time.Sleep(c.upTo(3 * time.Second))
	c.kill(d)
}

// orderlyLife is ended as a service manager ends it.
func (c *campaign) orderlyLife() {
	d := c.start()
	c.awaitReady(d)
	c.must(c.act(d))
	time.Sleep(c.upTo(2 * time.Second))
	if err := d.stop(30 * time.Second); err != nil {
		c.broken("%v:\n%.2000s", err, d.said())
		return
	}
	c.restarts++
}

// patience is how long a daemon may take until it is ready: its first attempt to send may meet a relay that hangs.
const patience = 90 * time.Second

func (c *campaign) awaitReady(d *daemon) {
	why, ok := d.awaitReady(200, patience)
	if !ok {
		c.broken("the daemon is not ready within %v: %s\n%.2000s", patience, why, d.said())
		return
	}
	c.ledger.ready(d.began, time.Now())
}

// fullDisk fills the disk while the daemon has something to report, lets more happen, and frees the disk again.
func (c *campaign) fullDisk() {
	d := c.start()
	c.awaitReady(d)
	// It is in the midst of a batch: some mails have left, and that they have is not noted yet.
	c.relay.linger(true)
	before := len(c.relay.taken())
	c.must(c.begin(d))
	until(5*time.Second, func() bool { return len(c.relay.taken()) > before })
	filled := time.Now()
	c.must(c.disk.fill())
	c.relay.linger(false)
	c.tally.count(diskFull)
	c.must(c.act(d))
	if why, ok := d.awaitReady(503, patience); !ok {
		c.broken("the disk is full and the daemon reports that it is ready: %s", why)
	}
	if c.dice.IntN(2) == 0 {
		c.kill(d)
		d = c.start()
		until(2*time.Second, func() bool { return !d.running() }) // it may go on or refuse; it must lose nothing
		if d.running() {
			c.kill(d)
		}
		c.free(filled)
		return
	}
	time.Sleep(c.upTo(fullFor))
	c.free(filled)
	c.awaitReady(d) // by itself
	c.kill(d)
}

// free frees the disk space again.
func (c *campaign) free(filled time.Time) {
	c.full = append(c.full, span{filled, time.Now()})
	c.must(c.disk.free())
}

// fullFor is longer than the daemon's pause between two looks at what waits: what it cannot note as sent it must not send again and again.
const fullFor = 25 * time.Second

// settle lets a daemon come to its end with everything, over a relay that is well again.
func (c *campaign) settle() {
	c.relay.calmDown()
	if len(c.findings) > 0 {
		return
	}
	c.lives++
	d := c.start()
	c.awaitReady(d)
	if !until(settleWithin, func() bool { return c.quiet(d) }) {
		c.broken("mails still wait %v after the relay had recovered", settleWithin)
	}
	if err := d.stop(30 * time.Second); err != nil {
		c.broken("%v", err)
	}
	c.look()
}

// settleWithin is longer than the longest wait of a mail that failed twice in one life and was killed over in others.
const settleWithin = 6 * time.Minute

// quiet reports whether nothing waits and every alert has had the time for its last step.
func (c *campaign) quiet(d *daemon) bool {
	code, metrics := d.ask(http.MethodGet, "/metrics", "")
	return time.Since(d.began) > stepAfter+3*time.Second && code == http.StatusOK && nothingWaits.MatchString(metrics)
}

var nothingWaits = regexp.MustCompile(`(?m)^supplierwatch_outbox_pending 0$`)

// look reads what came to the mailboxes.
func (c *campaign) look() {
	for _, box := range c.boxes {
		box.Look(c.host)
	}
}
