package bench

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// daemon is a running supplierwatch.
type daemon struct {
	cmd   *exec.Cmd
	url   string
	began time.Time
	log   string // file
	ended chan error
}

// configuration is what the daemon's file says beside the registry.
type configuration struct {
	Folder string
	Extra  string // further sections
}

// write writes supplierwatch.yaml, which listens on a free port, and returns the port's address.
func (c configuration) write() (string, error) {
	address, err := freeAddress()
	if err != nil {
		return "", err
	}
	text := fmt.Sprintf(`registry: [registry]
state: "sqlite:state.db"
identity: {organization: Buyer AG, domains: [buyer.test], from: "Supplier Watch <watchdog@buyer.test>"}
alerts: {operators: buying-0, group_wait: 1 second}
vantage: {names: []}
http: {listen: "%s", write_token: {file: write.tok}}
%s`, address, c.Extra)
	if err := os.WriteFile(filepath.Join(c.Folder, "write.tok"), []byte(writeToken), 0o600); err != nil {
		return "", err
	}
	return address, os.WriteFile(filepath.Join(c.Folder, "supplierwatch.yaml"), []byte(text), 0o600)
}

const writeToken = "bench-write-token"

// mailsToFolder is a relay that writes files, and keeps probes out of the way.
const mailsToFolder = "smtp: [{directory: outbox}]\nschedule: {probe: \"0 3 1 1 *\", mailboxes: \"0 3 1 1 *\"}\n"

// freeAddress returns an address of the loopback interface that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// start starts the daemon in the folder of its configuration.
func (b *Bench) start(folder, address string) (*daemon, error) {
	d := &daemon{url: "http://" + address, log: filepath.Join(folder, "daemon.log"), ended: make(chan error, 1)}
	log, err := os.Create(d.log)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	d.cmd = exec.Command(b.Program, "run", "--config", "supplierwatch.yaml")
	d.cmd.Dir, d.cmd.Stderr = folder, log
	d.began = time.Now()
	if err := d.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { d.ended <- d.cmd.Wait() }()
	return d, nil
}

// stop asks the daemon to end and waits until it has.
func (d *daemon) stop() error {
	if err := d.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case err := <-d.ended:
		return err
	case <-time.After(2 * time.Minute):
		return fmt.Errorf("the daemon did not end; its log is %s", d.log)
	}
}

// patience is the longest that a measurement waits for anything.
const patience = 15 * time.Minute

// until waits for a condition and returns how long after the daemon's start it was met.
func (d *daemon) until(what string, met func() bool) (time.Duration, error) {
	for !met() {
		select {
		case err := <-d.ended:
			d.ended <- err
			return 0, fmt.Errorf("the daemon ended before %s: %w; its log is %s", what, err, d.log)
		default:
		}
		if time.Since(d.began) > patience {
			return 0, fmt.Errorf("%s did not happen within %s", what, patience)
		}
		time.Sleep(5 * time.Millisecond)
	}
	return time.Since(d.began), nil
}

// ready reports whether /-/ready answers 200.
func (d *daemon) ready() bool {
	status, _, err := d.get("/-/ready")
	return err == nil && status == http.StatusOK
}

// get requests a page and returns its status and how long the whole answer took.
func (d *daemon) get(path string) (int, time.Duration, error) {
	began := time.Now()
	answer, err := http.Get(d.url + path)
	if err != nil {
		return 0, 0, err
	}
	defer answer.Body.Close()
	_, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, time.Since(began), err
}

// metric returns the sum of a metric over its labels.
func (d *daemon) metric(name string) (float64, error) { return d.metricWith(name, "") }

// metricWith returns the sum of a metric over the labels that contain a text.
func (d *daemon) metricWith(name, label string) (float64, error) {
	answer, err := http.Get(d.url + "/metrics")
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	sum := 0.0
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		line := lines.Text()
		if rest, ok := strings.CutPrefix(line, name); !ok || (rest[0] != ' ' && rest[0] != '{') || !strings.Contains(rest, label) {
			continue
		}
		value, err := strconv.ParseFloat(line[strings.LastIndexByte(line, ' ')+1:], 64)
		if err != nil {
			return 0, fmt.Errorf("metric %q: %w", line, err)
		}
		sum += value
	}
	return sum, nil
}

// usage returns the processor time that the daemon has used and the memory that it holds, from proc(5).
func (d *daemon) usage() (time.Duration, int64, error) {
	folder := fmt.Sprintf("/proc/%d/", d.cmd.Process.Pid)
	stat, err := os.ReadFile(folder + "stat")
	if err != nil {
		return 0, 0, err
	}
	fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
	ticks := 0
	for _, field := range fields[11:13] { // utime and stime; the state is the first field here
		n, err := strconv.Atoi(field)
		if err != nil {
			return 0, 0, err
		}
		ticks += n
	}
	status, err := os.ReadFile(folder + "status")
	if err != nil {
		return 0, 0, err
	}
	return time.Duration(ticks) * 10 * time.Millisecond, resident(string(status)), nil // USER_HZ is 100 on every Linux
}

// resident returns VmRSS in bytes.
func resident(status string) int64 {
	_, after, _ := strings.Cut(status, "VmRSS:")
	kilobytes, _ := strconv.ParseInt(strings.Fields(after + " 0 ")[0], 10, 64)
	return kilobytes * 1024
}
