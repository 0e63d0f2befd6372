package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// daemon is a running `supplierwatch run`.
type daemon struct {
	page  string // the URL of its page, without a slash at its end
	log   *record
	said  *record // on standard output
	cmd   *exec.Cmd
	ended chan struct{}
}

// record keeps what a process writes while it still runs.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (r *record) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(b)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// launch starts `run` with the arguments and does not wait for anything. It is
// killed with the end of the test, whatever became of it.
func launch(t testing.TB, args ...string) *daemon {
	t.Helper()
	d := &daemon{
		log: &record{}, said: &record{}, ended: make(chan struct{}),
		cmd: exec.Command(program(t), append([]string{"run"}, args...)...),
	}
	d.cmd.Dir, d.cmd.Stdout, d.cmd.Stderr = t.TempDir(), d.said, d.log
	if err := d.cmd.Start(); err != nil {
		t.Fatalf("start the daemon: %v", err)
	}
	go func() {
		defer close(d.ended)
		_ = d.cmd.Wait() // its ProcessState holds how it ended
	}()
	t.Cleanup(func() {
		d.kill()
		if t.Failed() {
			t.Logf("the daemon's log:\n%s", d.log)
		}
	})
	return d
}

var pageOpen = regexp.MustCompile(`msg="The page is open\." address=(\S+)`)

// start starts the daemon and waits until its page is open.
func start(t testing.TB, args ...string) *daemon {
	t.Helper()
	d := launch(t, args...)
	until(t, "the daemon opens its page", func() bool {
		if !d.running() {
			t.Fatalf("the daemon ended with code %d:\n%s", d.cmd.ProcessState.ExitCode(), d.log)
		}
		found := pageOpen.FindStringSubmatch(d.log.String())
		if found != nil {
			d.page = "http://" + found[1]
		}
		return found != nil
	})
	return d
}

// startReady starts the daemon and waits until it calls itself ready.
func startReady(t testing.TB, args ...string) *daemon {
	t.Helper()
	d := start(t, args...)
	d.awaitReady(t)
	return d
}

func (d *daemon) awaitReady(t testing.TB) {
	t.Helper()
	until(t, "the daemon is ready", func() bool { code, _ := d.get(t, "/-/ready"); return code == http.StatusOK })
}

func (d *daemon) running() bool {
	select {
	case <-d.ended:
		return false
	default:
		return true
	}
}

// signal sends one to the daemon itself.
func (d *daemon) signal(t testing.TB, s os.Signal) {
	t.Helper()
	if err := d.cmd.Process.Signal(s); err != nil {
		t.Fatalf("send %v to the daemon: %v", s, err)
	}
}

// kill ends it at once, as `kill -9` does.
func (d *daemon) kill() {
	_ = d.cmd.Process.Kill() // it may have ended by itself
	<-d.ended
}

// exit waits for the end and returns the exit code, or -1 after a signal.
func (d *daemon) exit(t testing.TB, within time.Duration) int {
	t.Helper()
	select {
	case <-d.ended:
	case <-time.After(within):
		t.Fatalf("the daemon has not ended within %v", within)
	}
	return d.cmd.ProcessState.ExitCode()
}

// stop ends the daemon as a service manager does and wants an orderly end.
func (d *daemon) stop(t testing.TB) {
	t.Helper()
	d.signal(t, syscall.SIGTERM)
	if code := d.exit(t, patience); code != 0 {
		t.Fatalf("after SIGTERM the daemon ended with code %d, want 0:\n%s", code, d.log)
	}
}

// get asks the daemon's page for a path.
func (d *daemon) get(t testing.TB, path string) (code int, body string) {
	t.Helper()
	return d.ask(t, http.MethodGet, path, "")
}

// ask sends a request; a token that is not empty goes along.
func (d *daemon) ask(t testing.TB, method, path, token string) (code int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, d.page+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	return d.exchange(t, request)
}

// exchange sends a request and reads what comes back.
func (d *daemon) exchange(t testing.TB, request *http.Request) (code int, body string) {
	t.Helper()
	client := http.Client{Timeout: 30 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		t.Fatalf("ask the page: %v", err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatalf("read the answer to %s %s: %v", request.Method, request.URL.Path, err)
	}
	return response.StatusCode, string(text)
}

// alert is an alert as `status` and the API return it.
type alert struct {
	ID             string     `json:"id"`
	Rule           string     `json:"rule"`
	Supplier       string     `json:"supplier"`
	State          string     `json:"state"`
	Step           int        `json:"step"`
	Since          string     `json:"since"`
	Reason         string     `json:"reason"`
	AcknowledgedBy *string    `json:"acknowledged_by"`
	Notified       []notified `json:"notified"`
}

// notified is one mail about an alert.
type notified struct {
	Recipient string `json:"recipient"`
	Step      int    `json:"step"`
	MessageID string `json:"message_id"`
	Result    string `json:"result"`
	Twice     bool   `json:"possibly_twice"`
}

// ownToken is the token in one of our Message-IDs.
var ownToken = regexp.MustCompile(`(\.[a-z2-7]{8})[a-z2-7]{18}@`)

// asShown returns a Message-ID as readers see it: without the part that authenticates an answer.
func asShown(id string) string { return ownToken.ReplaceAllString(id, "$1***@") }

// results returns the results of the mails of an alert's step, by recipient.
func (a alert) results(step int) map[string]string {
	found := map[string]string{}
	for _, n := range a.Notified {
		if n.Step == step {
			found[n.Recipient] = n.Result
		}
	}
	return found
}

// to returns the first mail about the alert to a recipient.
func (a alert) to(recipient string) notified {
	for _, n := range a.Notified {
		if n.Recipient == recipient {
			return n
		}
	}
	return notified{}
}

// parseAlerts reads the output of the API and of `status --format json`.
func parseAlerts(t testing.TB, text string) []alert {
	t.Helper()
	var doc struct {
		Version int     `json:"version"`
		Alerts  []alert `json:"alerts"`
	}
	if err := json.Unmarshal([]byte(text), &doc); err != nil || doc.Version != 1 {
		t.Fatalf("read alerts of version 1: %v\n%s", err, text)
	}
	return doc.Alerts
}

// alerts returns all alerts of the API, also those that have ended.
func (d *daemon) alerts(t testing.TB) []alert {
	t.Helper()
	code, body := d.get(t, "/api/v1/alerts?state=all")
	if code != http.StatusOK {
		t.Fatalf("the API answered %d: %s", code, body)
	}
	return parseAlerts(t, body)
}

// alert returns the alert of a rule, or the zero alert if there is none.
func (d *daemon) alert(t testing.TB, rule string) alert {
	t.Helper()
	for _, a := range d.alerts(t) {
		if a.Rule == rule {
			return a
		}
	}
	return alert{}
}

// awaitState waits until the alert of a rule is in a state.
func (d *daemon) awaitState(t testing.TB, rule, state string) alert {
	t.Helper()
	var a alert
	until(t, rule+" is "+state, func() bool { a = d.alert(t, rule); return a.State == state })
	return a
}

// metric returns the value of the metric with exactly this name and labels, as
// /metrics writes them; absent metrics are -1.
func (d *daemon) metric(t testing.TB, name string) float64 {
	t.Helper()
	_, body := d.get(t, "/metrics")
	for line := range strings.Lines(body) {
		if value, ok := strings.CutPrefix(strings.TrimSpace(line), name+" "); ok {
			number, err := strconv.ParseFloat(value, 64)
			if err != nil {
				t.Fatalf("read metric %s: %v", name, err)
			}
			return number
		}
	}
	return -1
}
