package bench

import (
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

var errNoServers = errors.New("the servers of the kit do not answer")

// played describes what the kit's servers do and how many targets there are.
type played struct {
	Hosts, Targets int
	Tarpits        int           // how many of a thousand mail servers take ten seconds for each answer
	Latency        time.Duration // of each answer of a mail server
}

// flags returns the flags that both programs of the kit must be given alike.
func (p played) flags() []string {
	return []string{"-hosts", fmt.Sprint(p.Hosts), "-tarpit", fmt.Sprint(p.Tarpits)}
}

// start starts the servers, and returns how to stop them. They listen on fixed ports of the loopback network.
func (p played) start(b *Bench) (stop func(), err error) {
	program, err := b.kit("loadhost")
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, append(p.flags(), "-latency", p.Latency.String(), "-tcp-port", "0", "-https-port", "0")...)
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
	return nil, errNoServers
}

// target is an address and a web page of the kit, and what a callout finds there.
type target struct {
	ID     string `json:"id"`
	Email  string `json:"email"`
	SMTP   string `json:"smtp"`   // address of the mail server
	Portal string `json:"portal"` // URL
	Expect string `json:"expect"`
}

// targets has the kit write its lists into a folder, and returns them.
func (p played) targets(b *Bench, folder string) ([]target, error) {
	gen, err := b.kit("gen")
	if err != nil {
		return nil, err
	}
	if _, err := run(0, folder, gen, append(p.flags(), "-n", fmt.Sprint(p.Targets), "-out", folder)...); err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(folder, "neutral.json"))
	if err != nil {
		return nil, err
	}
	var all []target
	return all, json.Unmarshal(text, &all)
}
