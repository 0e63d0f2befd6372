package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// newlyRefused writes the undecided contract with two values that the version before read: an empty key, and a phone number without its plus.
func newlyRefused(text string) string {
	text = strings.Replace(text, "    tier: critical\n", "    tier: critical\n    notes: # nothing yet\n    country: DE\n", 1)
	return strings.Replace(text, "+49 89 1234567", "49 7755 91155", 1)
}

// TestTheDaemonStartsOnNewlyRefusedValues watches a registry with values that only this version refuses: it starts, pages about the contract, and
// names each place; check refuses the same registry. Once it is corrected the alert ends, and with any other mistake the last good one stays.
func TestTheDaemonStartsOnNewlyRefusedValues(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	o.write(t, "registry/acme.yaml", newlyRefused(undecided("acme", "")))
	d := startReady(t, "--config", o.config)
	before := d.awaitState(t, "contract-notice-due", "firing")
	d.awaitState(t, "registry-invalid", "firing")
	o.wantMailAbout(t, "registry-invalid")
	for _, path := range []string{"/", "/-/ready"} {
		_, body := d.get(t, path)
		if !strings.Contains(body, "acme.yaml:6:5") || !strings.Contains(body, "acme.yaml:9:31") || strings.Contains(body, "registry read before") {
			t.Errorf("%s does not name both places:\n%s", path, body)
		}
	}
	if n := d.metric(t, "supplierwatch_registry_last_reload_successful"); n != 1 {
		t.Errorf("the metric of the last reload is %v, want 1: the registry is in force", n)
	}

	o.write(t, "registry/acme.yaml", undecided("acme", ""))
	d.signal(t, syscall.SIGHUP)
	d.awaitState(t, "registry-invalid", "resolved")

	// A reload brings such values in as a start does.
	o.write(t, "registry/acme.yaml", newlyRefused(undecided("acme", kept())))
	d.signal(t, syscall.SIGHUP)
	d.awaitState(t, "registry-invalid", "firing")
	d.awaitState(t, "contract-notice-due", "resolved")

	// With a mistake that the version before refused as well, the registry stays as it is.
	o.write(t, "registry/acme.yaml", strings.Replace(newlyRefused(undecided("acme", "")), "tier:", "teir:", 1))
	d.signal(t, syscall.SIGHUP)
	until(t, "the page says that the registry cannot be read", func() bool {
		_, page := d.get(t, "/")
		return strings.Contains(page, "The registry cannot be read") && strings.Contains(page, "did you mean `tier`?")
	})
	if now := d.alert(t, "contract-notice-due"); now.ID != before.ID || now.State != "resolved" {
		t.Errorf("the alert is %+v, want it as it was", now)
	}
	d.stop(t)
}

// TestCheckRefusesWhatTheDaemonStillReads ends with 2 and shows each place with its line.
func TestCheckRefusesWhatTheDaemonStillReads(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "acme.yaml")
	text := "teams: {p: {email: p@buyer.example}}\n" + newlyRefused(undecided("acme", ""))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got := shell(t, "check", file)
	code, out := got.code, got.out+got.err
	if code != 2 || !strings.Contains(out, "acme.yaml:7:5: `notes` has no value") || !strings.Contains(out, "    7 |     notes: # nothing yet\n      |     ^\n") ||
		!strings.Contains(out, "\"49 7755 91155\" begins neither with + nor with 0") || !strings.Contains(out, "2 errors; nothing was checked.") {
		t.Errorf("check ends with %d:\n%s", code, out)
	}
}

// TestTheDaemonStartsOnANewlyRefusedConfiguration has values in the configuration that the version before read: an empty key, and typographic
// quotation marks. The daemon starts, pages, and names each place in the alert and the log; check refuses the same configuration.
func TestTheDaemonStartsOnANewlyRefusedConfiguration(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	o.write(t, "registry/acme.yaml", undecided("acme", ""))
	configuration, err := os.ReadFile(o.config)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(o.config, append(configuration, "heartbeat: # none yet\n"...), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := shell(t, "check", "--config", o.config); got.code != 2 || !strings.Contains(got.out+got.err, ": `heartbeat` has no value") {
		t.Errorf("check ends with %d:\n%s", got.code, got.out+got.err)
	}
	d := startReady(t, "--config", o.config)
	d.awaitState(t, "contract-notice-due", "firing")
	d.awaitState(t, "registry-invalid", "firing")
	o.wantMailAbout(t, "registry-invalid")
	if _, body := d.get(t, "/-/ready"); !strings.Contains(body, "`heartbeat` has no value") {
		t.Errorf("/-/ready does not name the place:\n%s", body)
	}
	if got := shell(t, "status", "--config", o.config); got.code != 0 {
		t.Errorf("status ends with %d:\n%s", got.code, got.out+got.err)
	}
	d.stop(t)
}
