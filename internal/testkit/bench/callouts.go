package bench

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// measureTarpits compares when the results of all other contacts are there with and without some very slow mail servers.
func measureTarpits(b *Bench) ([]Figure, error) {
	servers := played{Hosts: 1000, Targets: 5000, Latency: 20 * time.Millisecond}
	without, err := servers.callouts(b)
	if err != nil {
		return nil, err
	}
	servers.Tarpits = 10
	with, err := servers.callouts(b)
	if err != nil {
		return nil, err
	}
	ratio := with.sinceStart.Seconds() / without.sinceStart.Seconds()
	return []Figure{{
		Work: fmt.Sprintf("results of %d addresses on %d mail servers, of which %d ‰ hang", servers.Targets, servers.Hosts, servers.Tarpits), Ours: seconds(with.sinceStart),
		Yardstick: "none of them hangs: " + seconds(without.sinceStart), Ratio: ratio, Target: "≤ 1.15", Met: ratio <= 1.15,
	}}, nil
}

// measureCallouts compares how long the daemon takes to ask about ten addresses of each mail server with a program that does nothing else, and has
// one session for each server as well.
func measureCallouts(b *Bench) ([]Figure, error) {
	servers := played{Hosts: 1000, Targets: 10_000, Latency: 20 * time.Millisecond}
	var ours, theirs []time.Duration
	for range b.Rounds {
		took, err := servers.callouts(b)
		if err != nil {
			return nil, err
		}
		cost, err := servers.plainCallouts(b)
		if err != nil {
			return nil, err
		}
		ours, theirs = append(ours, took.sinceReady), append(theirs, cost.Wall)
	}
	ratio := median(ours).Seconds() / median(theirs).Seconds()
	return []Figure{{
		Work: fmt.Sprintf("results of %d addresses, ten on each of %d mail servers, from ready on", servers.Targets, servers.Hosts), Ours: seconds(median(ours)),
		Yardstick: "the least that SMTP and DNS need: " + seconds(median(theirs)), Ratio: ratio, Target: "≤ 1.3", Met: ratio <= 1.3,
	}}, nil
}

// plainCallouts asks about the same addresses with the program of the kit.
func (p played) plainCallouts(b *Bench) (Cost, error) {
	program, err := b.kit("rawcallout")
	if err != nil {
		return Cost{}, err
	}
	folder, err := b.folder("plain-callouts")
	if err != nil {
		return Cost{}, err
	}
	stop, err := p.start(b)
	if err != nil {
		return Cost{}, err
	}
	defer stop()
	if _, err := p.targets(b, folder); err != nil {
		return Cost{}, err
	}
	return run(0, folder, program, "-list", "neutral.json", "-mode", "group", "-c", fmt.Sprint(visits), "-dns", "127.0.0.1:5353")
}

// visits is how many mail servers are asked at once.
const visits = 100

// calloutTime is when the daemon knew about all contacts whose mail servers answer.
type calloutTime struct {
	sinceStart, sinceReady time.Duration
}

// callouts starts a daemon and waits until it knows about all contacts whose mail servers answer.
func (p played) callouts(b *Bench) (took calloutTime, err error) {
	folder, err := b.folder("callouts")
	if err != nil {
		return took, err
	}
	stop, err := p.start(b)
	if err != nil {
		return took, err
	}
	defer stop()
	contacts, err := p.targets(b, folder)
	if err != nil {
		return took, err
	}
	if err := writeContacts(filepath.Join(folder, "registry"), contacts); err != nil {
		return took, err
	}
	address, err := configuration{Folder: folder, Extra: fmt.Sprintf(`smtp: [{directory: outbox}]
schedule: {probe: "* * * * *", mailboxes: "0 3 1 1 *"}
probe: {resolver: "127.0.0.1:5353", allow: [127.0.0.0/8], concurrency: %d, rdap: {enabled: false}, smtp: {enabled: true, port: 2525, hello: watchdog.buyer.test, mail_from: watchdog@buyer.test}}
`, visits)}.write()
	if err != nil {
		return took, err
	}
	d, err := b.start(folder, address)
	if err != nil {
		return took, err
	}
	ready, err := d.until("ready", d.ready)
	if err == nil {
		took.sinceStart, err = d.until("the results", func() bool {
			n, err := d.metricWith("supplierwatch_probes_total", `kind="smtp"`)
			return err == nil && int(n) >= answering(contacts)
		})
		took.sinceReady = took.sinceStart - ready
	}
	if stopped := d.stop(); err == nil {
		err = stopped
	}
	return took, err
}

// answering returns how many contacts have a mail server that answers.
func answering(contacts []target) int {
	n := 0
	for _, c := range contacts {
		if c.Expect != "tarpit" && c.Expect != "nxdomain" && c.Expect != "nullmx" {
			n++
		}
	}
	return n
}

// writeContacts writes a registry in which the contacts at one mail server belong to one supplier.
func writeContacts(folder string, contacts []target) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	var servers []string
	byServer := map[string][]target{}
	for _, c := range contacts {
		if byServer[c.SMTP] == nil {
			servers = append(servers, c.SMTP)
		}
		byServer[c.SMTP] = append(byServer[c.SMTP], c)
	}
	return writeFile(filepath.Join(folder, "contacts.yaml"), func(w *bufio.Writer) error {
		if err := (companyFiles{Teams: 1}).writeTeams(w); err != nil {
			return err
		}
		fmt.Fprint(w, "suppliers:\n")
		for i, server := range servers {
			fmt.Fprintf(w, "  - id: supplier-%d\n    name: Supplier %d\n    owner: buying-0\n    contacts:\n", i, i)
			for _, c := range byServer[server] {
				fmt.Fprintf(w, "      - {id: %s, role: orders, email: %s}\n", c.ID, c.Email)
			}
		}
		return nil
	})
}
