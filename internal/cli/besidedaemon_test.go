package cli_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/store/sqlite"
)

// commit writes what a daemon has recorded.
func commit(t *testing.T, url string, change model.Change) {
	t.Helper()
	db, err := sqlite.OpenExisting(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
}

// registryRead is the fact that the daemon has read the registry at a path.
func registryRead(path string) model.Fact {
	at := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	return model.NewRegistryRead(model.Fact{ID: "read", Subject: model.SubjectLoading, Kind: model.FactProbeOK, ObservedAt: at, RecordedAt: at, Actor: model.ActorWatchdog}, []string{path})
}

// TestCommandsReadTheRegistryOfTheDaemon runs each command that needs the registry beside a daemon that was started with its path, with a
// configuration that names none.
func TestCommandsReadTheRegistryOfTheDaemon(t *testing.T) {
	commands := map[string]struct {
		args    string
		with    string // what it prints with the registry
		without string // and what if nobody names one
		codes   [2]int // with and without
	}{
		"record":       {"record reviewed acme --now 2026-09-07T08:00:00Z", "acme/supplier: reviewed, on 2026-09-07; ", "so the subject was not checked", [2]int{0, 0}},
		"verify":       {"verify", "acme", "names the registry; name it with", [2]int{0, 2}},
		"verify calls": {"verify --sheet", "ACME", "names the registry; name it with", [2]int{0, 2}},
		"verify sends": {"verify --send acme", "acme", "names the registry; name it with", [2]int{0, 2}},
		"drill plan":   {"drill --plan", "buying@buyer.example", "names the registry; name it with", [2]int{0, 2}},
		"drill":        {"drill --no-wait", "buying@buyer.example", "names the registry; name it with", [2]int{0, 2}},
	}
	for name, c := range commands {
		t.Run(name, func(t *testing.T) {
			config, _ := besideDaemon(t, "")
			file := filepath.Join(filepath.Dir(config), "r.yaml")
			args := append(strings.Fields(c.args), "--config", config)
			if code, out, errs := run(t.Context(), args...); code != c.codes[1] || !strings.Contains(errs, c.without) {
				t.Errorf("without a registry: %d %q %q", code, out, errs)
			}
			if code, out, errs := run(t.Context(), append(args, "--registry", file)...); code != c.codes[0] || !strings.Contains(out, c.with) {
				t.Errorf("with --registry: %d %q %q", code, out, errs)
			}
			config, url := besideDaemon(t, "")
			file = filepath.Join(filepath.Dir(config), "r.yaml")
			args[len(args)-1] = config
			commit(t, url, model.Change{Facts: []model.Fact{registryRead(file)}})
			if code, out, errs := run(t.Context(), args...); code != c.codes[0] || !strings.Contains(out, c.with) || strings.Contains(errs, c.without) {
				t.Errorf("beside the daemon: %d %q %q", code, out, errs)
			}
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			if code, out, errs := run(t.Context(), args...); code != c.codes[1] || !strings.Contains(errs, c.without) {
				t.Errorf("after the registry was moved away: %d %q %q", code, out, errs)
			}
		})
	}
}

// TestTheRegistryOfTheDaemonPrecedesThatOfTheConfiguration checks which registry counts where both name one.
func TestTheRegistryOfTheDaemonPrecedesThatOfTheConfiguration(t *testing.T) {
	config, url := besideDaemon(t, "with")
	other := filepath.Join(t.TempDir(), "other.yaml")
	if err := os.WriteFile(other, []byte(strings.ReplaceAll(recordRegistry, "id: acme", "id: zenith")), 0o600); err != nil {
		t.Fatal(err)
	}
	commit(t, url, model.Change{Facts: []model.Fact{registryRead(other)}})
	if code, out, errs := run(t.Context(), "record", "reviewed", "zenith", "--config", config); code != 0 || !strings.Contains(out, "zenith/supplier: reviewed") {
		t.Errorf("%d %q %q", code, out, errs)
	}
	if err := os.Remove(other); err != nil {
		t.Fatal(err)
	}
	if code, out, errs := run(t.Context(), "record", "reviewed", "acme", "--config", config); code != 0 || !strings.Contains(out, "acme/supplier: reviewed") {
		t.Errorf("once that is gone: %d %q %q", code, out, errs)
	}
}

// TestAcceptingIsRecordedOnceUnderItsID accepts changes of two contacts, repeats the command, and reuses the id.
func TestAcceptingIsRecordedOnceUnderItsID(t *testing.T) {
	config, url := besideDaemon(t, "with")
	file := filepath.Join(filepath.Dir(config), "r.yaml")
	registry := strings.Replace(recordRegistry, "    contracts:", "      - {role: quality, email: quality@acme.example, phone: \"+49 89 7654321\"}\n    contracts:", 1)
	if err := os.WriteFile(file, []byte(registry), 0o600); err != nil {
		t.Fatal(err)
	}
	at := time.Now().UTC().Add(-time.Hour)
	var change model.Change
	for id, contact := range map[string]string{"a3f09c": "orders", "b1e200": "quality"} {
		subject := "contact/" + contact
		change.Alerts = append(change.Alerts, model.Alert{ID: id, Key: id, Supplier: "acme", Subject: model.ParseSubject(subject), State: model.StateFiring, Since: at})
		change.Facts = append(change.Facts, model.Recorded{How: model.HowReply, Details: model.ContactDetails{Email: contact + "@new.example"}}.Fact(
			model.Fact{ID: "changed-" + contact, Supplier: "acme", Subject: model.ParseSubject(subject), Kind: model.FactChanged, ObservedAt: at, RecordedAt: at, Actor: "mail"}))
	}
	commit(t, url, change)
	var first string
	for n := range 2 {
		code, out, errs := run(t.Context(), "accept", "a3f09c", "b1e200", "--id", "one", "--by", "jane.doe@buyer.example", "--config", config)
		if code != 0 || !strings.Contains(out, "orders@new.example") || !strings.Contains(out, "quality@new.example") || !strings.Contains(out, `email: "orders@new.example"`) {
			t.Fatalf("%d %q %q", code, out, errs)
		}
		if n == 1 && out != first {
			t.Errorf("repeated, it prints %q, at first %q", out, first)
		}
		first = out
	}
	db, err := sqlite.OpenExisting(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	facts, err := db.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var accepted []string
	for _, f := range facts {
		if f.Kind == model.FactChanged && f.How() == model.HowCall {
			accepted = append(accepted, fmt.Sprintf("%s %s", f.ID, f.Subject))
		}
	}
	slices.Sort(accepted)
	if want := "[shell-one-a3f09c contact/orders shell-one-b1e200 contact/quality]"; fmt.Sprint(accepted) != want {
		t.Errorf("recorded %v, want %s", accepted, want)
	}
	for _, args := range []string{"accept b1e200 --id one-a3f09c", "ack a3f09c --id one-a3f09c"} {
		code, out, errs := run(t.Context(), append(strings.Fields(args), "--by", "jane.doe@buyer.example", "--config", config)...)
		if code != 2 || !strings.Contains(errs, `the id "one-a3f09c" is that of another action`) {
			t.Errorf("%s: %d %q %q", args, code, out, errs)
		}
	}
}
