package chaos

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"
)

// daemon is one life of the program under test.
type daemon struct {
	cmd   *exec.Cmd
	log   *journal
	began time.Time
	ended chan struct{}
}

// journal keeps what all lives write.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write takes a piece of log.
func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(b)
}

// life returns what the running process has written so far.
func (j *journal) life() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	text := j.text.Bytes()
	return string(text[max(0, bytes.LastIndex(text, []byte(newLife))):])
}

// about returns the last lines that contain a word.
func (j *journal) about(word string, most int) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	var lines []string
	for line := range strings.Lines(j.text.String()) {
		if strings.Contains(line, word) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines[max(0, len(lines)-most):], "")
}

// newLife begins the log of each life.
const newLife = "== life "

// launch starts the daemon and waits for nothing.
func launch(program, config string, life int, log *journal) (*daemon, error) {
	d := &daemon{cmd: exec.Command(program, "run", "--config", config), log: log, ended: make(chan struct{})}
	fmt.Fprintf(log, "%s%d\n", newLife, life)
	d.cmd.Stdout, d.cmd.Stderr = io.Discard, log
	d.began = time.Now()
	if err := d.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the daemon: %w", err)
	}
	go func() {
		defer close(d.ended)
		_ = d.cmd.Wait() // its ProcessState holds how it ended
	}()
	return d, nil
}

func (d *daemon) running() bool {
	select {
	case <-d.ended:
		return false
	default:
		return true
	}
}

// said returns what this process has written so far.
func (d *daemon) said() string { return d.log.life() }

var pageOpen = regexp.MustCompile(`msg="The page is open\." address=(\S+)`)

// ask asks the page for a path; code 0 where nobody answers.
func (d *daemon) ask(method, path, body string) (code int, answer string) {
	found := pageOpen.FindStringSubmatch(d.said())
	if found == nil {
		return 0, ""
	}
	request, err := http.NewRequest(method, "http://"+found[1]+path, strings.NewReader(body))
	if err != nil {
		return 0, err.Error()
	}
	request.Header.Set("Authorization", "Bearer "+writeToken)
	client := http.Client{Timeout: 5 * time.Second}
	response, err := client.Do(request)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	return response.StatusCode, strings.TrimSpace(string(text))
}

// awaitReady waits until the daemon answers that it is ready, or, with 503, that it is not and why.
func (d *daemon) awaitReady(code int, within time.Duration) (why string, ok bool) {
	return why, until(within, func() bool {
		var got int
		got, why = d.ask(http.MethodGet, "/-/ready", "")
		return got == code || !d.running()
	}) && d.running()
}

// kill ends the process as `kill -9` does, and returns when.
func (d *daemon) kill() time.Time {
	at := time.Now()
	_ = d.cmd.Process.Kill()
	<-d.ended
	return at
}

// stop ends it in order.
func (d *daemon) stop(within time.Duration) error {
	_ = d.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-d.ended:
	case <-time.After(within):
		d.kill()
		return fmt.Errorf("the daemon had not ended %v after SIGTERM", within)
	}
	if code := d.cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("after SIGTERM the daemon ended with code %d", code)
	}
	return nil
}

// until waits for what should come to be true.
func until(within time.Duration, holds func() bool) bool {
	for deadline := time.Now().Add(within); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			return false
		}
	}
	return true
}
