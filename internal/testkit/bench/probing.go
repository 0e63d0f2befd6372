package bench

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// hosts and addresses are how many mail servers are played, and how many contacts are checked there.
const (
	hosts     = 1000
	addresses = 5000
)

// tarpits is how many of a thousand mail servers take ten seconds for each answer.
const tarpits = 10

// measureTarpits compares when the results of all other contacts are there with and without some very slow mail servers.
func measureTarpits(b *Bench) ([]Figure, error) {
	without, err := b.callouts(0)
	if err != nil {
		return nil, err
	}
	with, err := b.callouts(tarpits)
	if err != nil {
		return nil, err
	}
	ratio := with.Seconds() / without.Seconds()
	return []Figure{{
		Work: fmt.Sprintf("results of %d addresses on %d mail servers, of which %d ‰ hang", addresses, hosts, tarpits), Ours: seconds(with),
		Yardstick: "none of them hangs: " + seconds(without), Ratio: ratio, Target: "≤ 1.15", Met: ratio <= 1.15,
	}}, nil
}

// callouts starts a daemon and returns when it knows about all contacts whose mail servers answer.
func (b *Bench) callouts(slow int) (time.Duration, error) {
	folder, err := b.folder("callouts")
	if err != nil {
		return 0, err
	}
	stop, err := b.mailServers(slow)
	if err != nil {
		return 0, err
	}
	defer stop()
	contacts, err := b.contacts(folder, slow)
	if err != nil {
		return 0, err
	}
	if err := writeContacts(filepath.Join(folder, "registry"), contacts); err != nil {
		return 0, err
	}
	address, err := configuration{Folder: folder, Extra: `smtp: [{directory: outbox}]
schedule: {probe: "* * * * *", mailboxes: "0 3 1 1 *"}
probe: {resolver: "127.0.0.1:5353", allow: [127.0.0.0/8], concurrency: 100, rdap: {enabled: false}, smtp: {enabled: true, port: 2525, hello: watchdog.buyer.test, mail_from: watchdog@buyer.test}}
`}.write()
	if err != nil {
		return 0, err
	}
	d, err := b.start(folder, address)
	if err != nil {
		return 0, err
	}
	took, err := d.until("the results", func() bool {
		n, err := d.metricWith("supplierwatch_probes_total", `kind="smtp"`)
		return err == nil && int(n) >= answering(contacts)
	})
	if stopped := d.stop(); err == nil {
		err = stopped
	}
	return took, err
}

var errNoMailServers = errors.New("the mail servers of the kit do not answer")

// contact is an address of the kit, and what a callout finds there.
type contact struct {
	ID     string `json:"id"`
	Email  string `json:"email"`
	Expect string `json:"expect"`
}

// answering returns how many contacts have a mail server that answers.
func answering(contacts []contact) int {
	n := 0
	for _, c := range contacts {
		if c.Expect != "tarpit" && c.Expect != "nxdomain" && c.Expect != "nullmx" {
			n++
		}
	}
	return n
}

// mailServerFlags returns the flags that both programs of the kit must be given alike.
func mailServerFlags(slow int) []string {
	return []string{"-hosts", fmt.Sprint(hosts), "-tarpit", fmt.Sprint(slow)}
}

// mailServers starts the mail servers of the kit, and returns how to stop them. They listen on fixed ports of the loopback network.
func (b *Bench) mailServers(slow int) (stop func(), err error) {
	program, err := b.kit("loadhost")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, append(mailServerFlags(slow), "-tcp-port", "0", "-http-port", "0", "-https-port", "0")...)
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait() // how the kit's servers end says nothing
	}
	for began := time.Now(); time.Since(began) < 20*time.Second; time.Sleep(20 * time.Millisecond) {
		if answer, err := http.Get("http://127.0.0.1:5380/stats"); err == nil {
			return stop, answer.Body.Close()
		}
	}
	stop()
	return nil, errNoMailServers
}

// contacts has the kit list its addresses.
func (b *Bench) contacts(folder string, slow int) ([]contact, error) {
	gen, err := b.kit("gen")
	if err != nil {
		return nil, err
	}
	if _, err := run(0, folder, gen, append(mailServerFlags(slow), "-n", fmt.Sprint(addresses), "-out", folder)...); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(folder, "neutral.json"))
	if err != nil {
		return nil, err
	}
	var all []contact
	return all, json.Unmarshal(text, &all)
}

// writeContacts writes a registry in which each contact is a supplier.
func writeContacts(folder string, contacts []contact) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	return writeFile(filepath.Join(folder, "contacts.yaml"), func(w *bufio.Writer) error {
		if err := (companyFiles{Teams: 1}).writeTeams(w); err != nil {
			return err
		}
		fmt.Fprint(w, "suppliers:\n")
		for _, c := range contacts {
			fmt.Fprintf(w, "  - {id: %s, name: %s, owner: buying-0, contacts: [{role: orders, email: %s}]}\n", c.ID, c.ID, c.Email)
		}
		return nil
	})
}
