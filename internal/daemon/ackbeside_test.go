package daemon

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/replycmd"
)

// TestTheShellSaysUntilWhenWithoutARegistryInTheConfiguration starts the daemon with the registry as an argument, which the commands beside it
// learn from the state. Where that registry cannot be read any more, the one of the configuration is read; without it the acknowledgement is
// recorded all the same.
func TestTheShellSaysUntilWhenWithoutARegistryInTheConfiguration(t *testing.T) {
	const until = `^Acknowledged until \w+ \d+ \w+( \d{4})?, \d\d:\d\d \w+\. It reopens then unless it is resolved\. Recorded for jane@buyer\.example\.$`
	for name, c := range map[string]struct {
		prepare func(dir string) error
		want    string
	}{
		"the registry of the daemon": {func(string) error { return nil }, until},
		"no registry any more": {func(dir string) error {
			return os.Rename(filepath.Join(dir, "elsewhere"), filepath.Join(dir, "away"))
		}, `^Acknowledged\. Recorded for jane@buyer\.example\.$`},
		"the registry of the configuration": {func(dir string) error {
			if err := os.Rename(filepath.Join(dir, "elsewhere"), filepath.Join(dir, "away")); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, "supplierwatch.yaml"), []byte("registry: [away/registry.yaml]\n"+noRegistryConfig), 0o600)
		}, until},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			config := filepath.Join(dir, "supplierwatch.yaml")
			files := map[string]string{"supplierwatch.yaml": noRegistryConfig, "elsewhere/registry.yaml": keeperCompany + expired("acme")}
			for file, text := range files {
				if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			id := firstAlert(t, Options{Config: config, Paths: []string{filepath.Join("elsewhere", "registry.yaml")}, Out: io.Discard})
			if err := c.prepare(dir); err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir()) // people type commands in any folder
			request := action.Request{Verb: replycmd.Ack, By: "jane@buyer.example", At: time.Now().UTC()}
			acted, err := oneshot.Act(t.Context(), config, []string{id}, request)
			if err != nil {
				t.Fatal(err)
			}
			if got := acted[0].Lines[0]; !regexp.MustCompile(c.want).MatchString(got) {
				t.Errorf("the shell says %q, want %s", got, c.want)
			}
		})
	}
}

var noRegistryConfig = strings.Replace(logDayConfig, "registry: [registry.yaml]\n", "", 1)

// firstAlert runs a daemon until it has published an evaluation with an open alert, and returns the id of the alert.
func firstAlert(t *testing.T, options Options) string {
	t.Helper()
	var log logBuffer
	options.Err = &log
	d, err := New(options)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	log.waitFor(t, "The service has started.")
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	for id, a := range d.last.Load().State.Alerts {
		if a.State == model.StateFiring && a.Supplier == "acme" {
			return id
		}
	}
	t.Fatal("there is no open alert")
	return ""
}
