package daemon

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/token"
)

const logDayConfig = `registry: [registry.yaml]
state: sqlite:state.db
http: {listen: "127.0.0.1:0"}
log: {format: json}
identity: {organization: Buyer AG, domains: [buyer.example], from: "Supplier Watch <watchdog@buyer.example>", secret: a-secret-for-tests}
smtp: [{directory: ./outbox}]
alerts: {operators: it, group_wait: 1 second}
`

// logBuffer takes a log from several goroutines.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *logBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *logBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

// waitFor waits until the log has a text.
func (b *logBuffer) waitFor(t *testing.T, text string) {
	t.Helper()
	for range 600 {
		if strings.Contains(b.String(), text) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("the log never has %q:\n%s", text, b)
}

// sentence is a whole sentence, or several.
var sentence = regexp.MustCompile(`^[A-Z][^\n]*\.$`)

// TestTheLogOfADay runs a daemon through what happens in a day, and checks every line of its log.
func TestTheLogOfADay(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("supplierwatch.yaml", logDayConfig)
	write("registry.yaml", keeperCompany+expired("acme"))
	var log logBuffer
	var banner bytes.Buffer
	hangup := make(chan os.Signal, 1)
	d, err := New(Options{
		Config: filepath.Join(dir, "supplierwatch.yaml"), Out: &banner, Err: &log, Hangup: hangup, Build: Build{Version: "v0.1.0"},
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	log.waitFor(t, "An email was written to a file.")
	write("registry.yaml", "version: 1\nsuppliers: what\n")
	hangup <- syscall.SIGHUP
	log.waitFor(t, "The registry has an error.")
	write("registry.yaml", keeperCompany+expired("acme")+expired("brand"))
	hangup <- syscall.SIGHUP
	log.waitFor(t, "The registry was reloaded.")
	d.pruner.prune(t.Context())
	log.waitFor(t, "The state was pruned.")
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if banner.Len() > 0 {
		t.Errorf("what is no terminal is shown %q", &banner)
	}
	seen := map[string]int{}
	for line := range strings.Lines(log.String()) {
		seen[checkLogLine(t, d.key, line)]++
	}
	for _, once := range []string{"The service has started.", "The service is stopping.", "The page is open."} {
		if seen[once] != 1 {
			t.Errorf("%d times: %s", seen[once], once)
		}
	}
}

// checkLogLine checks one line, and returns its message.
func checkLogLine(t *testing.T, key token.Key, line string) string {
	t.Helper()
	var attributes map[string]any
	if err := json.Unmarshal([]byte(line), &attributes); err != nil {
		t.Fatalf("not JSON: %s", line)
	}
	message, _ := attributes["msg"].(string)
	if !sentence.MatchString(message) {
		t.Errorf("not a sentence: %s", line)
	}
	for name, value := range attributes {
		if value == "" || value == nil {
			t.Errorf("%s is empty: %s", name, line)
		}
	}
	if key.Mask(line) != line {
		t.Errorf("a line shows a reply token: %s", line)
	}
	want := map[string][]string{
		"The service has started.":        {"version", "configuration", "state", "registry"},
		"An email was written to a file.": {"recipient", "message_id", "relay", "answer"},
	}
	for _, name := range want[message] {
		if attributes[name] == nil {
			t.Errorf("%s is missing: %s", name, line)
		}
	}
	return message
}
