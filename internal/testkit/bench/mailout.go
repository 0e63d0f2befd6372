package bench

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// measureFirstMails starts a daemon whose suppliers each have a team of their own and something to be told about, and
// waits until its relay has the first mail and all of them.
func measureFirstMails(b *Bench) ([]Figure, error) {
	var figures []Figure
	var smaller delivery
	for _, teams := range []int{100, 1000, 10_000} {
		if b.Small && teams > 1000 {
			continue
		}
		took, err := b.firstMails(teams)
		if err != nil {
			return nil, err
		}
		f := Figure{
			Work: fmt.Sprintf("first start with %d teams: first mail / all", teams),
			Ours: fmt.Sprintf("%s / %s (%d mails)", seconds(took.first), seconds(took.all), took.mails),
		}
		if smaller.all > 0 {
			f.Yardstick, f.Ratio = "all mails of a tenth of the teams", took.all.Seconds()/smaller.all.Seconds()
		}
		smaller = took
		if teams == 10_000 {
			f.Target, f.Met = "≤ 3 s / ≤ 30 s", took.first <= 3*time.Second && took.all <= 30*time.Second
		}
		figures = append(figures, f)
	}
	return figures, nil
}

// measureRelay compares the rate at which a relay receives the mails that waited for it with that of go-mail over one connection.
func measureRelay(b *Bench) ([]Figure, error) {
	var figures []Figure
	for _, line := range []struct {
		trip  time.Duration // of the relay's answers
		mails int
		ratio float64
	}{{0, 10_000, 1.5}, {20 * time.Millisecond, 500, 4}} {
		ours, err := b.waitingMails(line.mails, line.trip)
		if err != nil {
			return nil, err
		}
		theirs, err := b.persistent(line.mails, line.trip, ours.size)
		if err != nil {
			return nil, err
		}
		small, err := b.persistentOfKit(line.mails, line.trip)
		if err != nil {
			return nil, err
		}
		ratio := ours.rate / theirs.rate
		figures = append(figures, Figure{
			Work: fmt.Sprintf("%d mails through one relay that is back, %d ms a round trip", line.mails, line.trip.Milliseconds()),
			Ours: fmt.Sprintf("%.0f a second, %d bytes each, %s CPU", ours.rate, ours.size, seconds(ours.cpu)),
			Yardstick: fmt.Sprintf("go-mail, one connection: %.0f a second, %d bytes each (%.0f of %d bytes)",
				theirs.rate, theirs.size, small.rate, small.size),
			Ratio: ratio, Target: fmt.Sprintf("≥ %.1f", line.ratio), Met: ratio >= line.ratio,
		})
	}
	return figures, nil
}

// delivery is what a relay received.
type delivery struct {
	first, all time.Duration // since the sender started
	mails      int
	rate       float64       // mails a second, between the first and the last
	size       int           // of a mail, in bytes
	cpu        time.Duration // of the sender
}

// sink is the relay of the kit.
type sink struct {
	cmd          *exec.Cmd
	address, url string
}

// sink starts a relay that takes every mail.
func (b *Bench) sink(trip time.Duration) (*sink, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return b.sinkAt(address, trip)
}

func (b *Bench) sinkAt(address string, trip time.Duration) (*sink, error) {
	program, err := b.kit("smtpsink")
	if err != nil {
		return nil, err
	}
	control, err := freeAddress()
	if err != nil {
		return nil, err
	}
	s := &sink{cmd: exec.Command(program, "-addr", address, "-ctl", control, "-latency", trip.String()), address: address, url: "http://" + control + "/stats"}
	if err := s.cmd.Start(); err != nil {
		return nil, err
	}
	for began := time.Now(); ; time.Sleep(5 * time.Millisecond) {
		if _, err := s.stats(); err == nil {
			return s, nil
		} else if time.Since(began) > 20*time.Second {
			return nil, fmt.Errorf("start the relay: %w", err)
		}
	}
}

func (s *sink) stop() {
	_ = s.cmd.Process.Signal(syscall.SIGTERM)
	_ = s.cmd.Wait() // how the relay of the kit ends says nothing
}

// received is what the kit's relay counts.
type received struct {
	Messages int     `json:"messages"`
	Bytes    int     `json:"bytes"`
	Rate     float64 `json:"messages_per_s"`
}

func (s *sink) stats() (received, error) {
	var r received
	answer, err := http.Get(s.url)
	if err != nil {
		return r, err
	}
	defer answer.Body.Close()
	return r, json.NewDecoder(answer.Body).Decode(&r)
}

// firstMails starts a daemon with a new state and waits until every team has its mail.
func (b *Bench) firstMails(teams int) (delivery, error) {
	s, err := b.sink(0)
	if err != nil {
		return delivery{}, err
	}
	defer s.stop()
	d, err := b.startExpiring(teams, s.address)
	if err != nil {
		return delivery{}, err
	}
	got, err := s.await(d, teams)
	if stopped := d.stop(); err == nil {
		err = stopped
	}
	return got, err
}

// waitingMails starts a daemon whose relay is away, lets it write a mail for every team, and waits until the relay, which is back, has them all.
func (b *Bench) waitingMails(teams int, trip time.Duration) (got delivery, err error) {
	relay, err := freeAddress()
	if err != nil {
		return got, err
	}
	d, err := b.startExpiring(teams, relay)
	if err != nil {
		return got, err
	}
	defer func() {
		if stopped := d.stop(); err == nil {
			err = stopped
		}
	}()
	if _, err := d.until("all mails waited", func() bool {
		n, err := d.metric("supplierwatch_outbox_pending")
		return err == nil && int(n) >= teams
	}); err != nil {
		return got, err
	}
	before, _, err := d.usage()
	if err != nil {
		return got, err
	}
	s, err := b.sinkAt(relay, trip)
	if err != nil {
		return got, err
	}
	defer s.stop()
	if got, err = s.await(d, teams); err != nil {
		return got, err
	}
	after, _, err := d.usage()
	got.cpu = after - before
	return got, err
}

// startExpiring starts a daemon with a new state whose suppliers each have a team of their own and something to be told about.
func (b *Bench) startExpiring(teams int, relayAddress string) (*daemon, error) {
	folder, err := b.folder("first-mails")
	if err != nil {
		return nil, err
	}
	if err := (companyFiles{Suppliers: teams, Teams: teams, PerFile: 100, Expiring: true}).write(filepath.Join(folder, "registry")); err != nil {
		return nil, err
	}
	host, port, err := net.SplitHostPort(relayAddress)
	if err != nil {
		return nil, err
	}
	relay := fmt.Sprintf("smtp: [{host: %s, port: %s, tls: none, auth: none}]\nschedule: {probe: \"0 3 1 1 *\", mailboxes: \"0 3 1 1 *\"}\n", host, port)
	address, err := configuration{Folder: folder, Extra: relay}.write()
	if err != nil {
		return nil, err
	}
	return b.start(folder, address)
}

// await waits for the first mail and for as many as there are teams.
func (s *sink) await(d *daemon, teams int) (delivery, error) {
	var got delivery
	var err error
	has := func(n int) func() bool {
		return func() bool {
			r, err := s.stats()
			return err == nil && r.Messages >= n
		}
	}
	if got.first, err = d.until("the first mail", has(1)); err != nil {
		return got, err
	}
	if got.all, err = d.until("the mail of the last team", has(teams)); err != nil {
		return got, err
	}
	r, err := s.stats()
	if err != nil {
		return got, err
	}
	got.mails, got.rate, got.size = r.Messages, r.Rate, r.Bytes/max(r.Messages, 1)
	return got, nil
}

// persistentOfKit sends the mails of the kit with go-mail over one connection.
func (b *Bench) persistentOfKit(mails int, trip time.Duration) (delivery, error) {
	s, err := b.sink(trip)
	if err != nil {
		return delivery{}, err
	}
	defer s.stop()
	send, err := b.kit("mailsend")
	if err != nil {
		return delivery{}, err
	}
	if _, err := run(0, "", send, "-addr", s.address, "-n", fmt.Sprint(mails), "-mode", "persist"); err != nil {
		return delivery{}, err
	}
	r, err := s.stats()
	return delivery{mails: r.Messages, rate: r.Rate, size: r.Bytes / max(r.Messages, 1)}, err
}
