package cli_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/cli"
	"supplierwatch/internal/model"
	"supplierwatch/internal/store/sqlite"
)

// said is what a command answered.
type said struct {
	code     int
	out, err string
}

func shell(args ...string) said {
	var out, errs bytes.Buffer
	code := cli.Main(context.Background(), args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &errs})
	return said{code, out.String(), errs.String()}
}

// wants fails unless a command ended with a code and said all of the words, on whichever stream.
func (s said) wants(t *testing.T, code int, words ...string) {
	t.Helper()
	for _, w := range words {
		if s.code != code || !strings.Contains(s.out+s.err, w) {
			t.Errorf("got code %d, want %d and %q:\n%s%s", s.code, code, w, s.out, s.err)
		}
	}
}

func TestState(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	config := "registry: [registry]\nstate: sqlite:state.db\nidentity: {domains: [buyer.test]}\nhttp: {listen: \"127.0.0.1:0\"}\n"
	for name, text := range map[string]string{"sw.yaml": config, "registry/company.yaml": "version: 1\nsuppliers: []\n"} {
		if err := os.MkdirAll(filepath.Dir(file(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	from := []string{"--config", file("sw.yaml")}
	state := func(args ...string) said { return shell(append(append([]string{"state"}, args...), from...)...) }

	shell("state").wants(t, 0, "backup")
	shell("state", "chek").wants(t, 2, "did you mean `supplierwatch state check`?")
	state("check").wants(t, 2, "state check: open state", "it is made by the first `supplierwatch run`")
	state("backup").wants(t, 2, "name one file to write")
	state("backup", file("copy.db")).wants(t, 1, "it is made by the first `supplierwatch run`")

	if said := state("check"); strings.Contains(said.err, "--config FILE") {
		t.Errorf("the configuration was named: %s", said.err)
	}
	t.Chdir(dir)
	shell("status").wants(t, 2, "it is made by the first `supplierwatch run`; if the daemon runs with a configuration, name it with --config FILE")

	made, err := sqlite.Open(t.Context(), "sqlite:"+file("state.db"))
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	told := model.Fact{ID: "f1", Supplier: "acme", Subject: model.KindOrderWindow.Subject("w"), Kind: model.FactNote, ObservedAt: at, RecordedAt: at, Actor: "jane@buyer.test", Evidence: "SOMETHING-TOLD"}
	if err := made.Commit(t.Context(), model.Change{Facts: []model.Fact{told}}); err != nil {
		t.Fatal(err)
	}
	made.Close()
	state("check").wants(t, 0, "state.db is undamaged: 1 fact, 0 alerts, 0 mails in")
	state("check", "--format", "json").wants(t, 0, `"sound": true`, `"error": null`, `"facts": 1`)
	state("check", "--format", "xml").wants(t, 2, "xml")
	state("backup", file("copy.db")).wants(t, 0, "Backup written and checked: "+file("copy.db"))
	state("backup", file("copy.db")).wants(t, 1, "there is a file already")

	text, err := os.ReadFile(file("state.db"))
	if err != nil {
		t.Fatal(err)
	}
	bad := bytes.Replace(text, []byte("SOMETHING-TOLD"), []byte("SOMETHING-SOLD"), 1)
	if err := os.WriteFile(file("state.db"), bad, 0o600); err != nil {
		t.Fatal(err)
	}
	state("check").wants(t, 1, "state.db: it is damaged (", `the fact "f1" is not as it was written`, "put the last backup in its place")
	state("check", "--format", "json").wants(t, 1, `"sound": false`, `the fact \"f1\" is not as it was written`)
	state("backup", file("other.db")).wants(t, 1, "it is damaged")
	shell("run", "--config", file("sw.yaml")).wants(t, 1, "state.db: it is damaged (", `the fact "f1"`)
	if _, err := os.Stat(file("other.db")); err == nil {
		t.Error("what is damaged was backed up")
	}

	// The way back that the message names.
	if err := os.Rename(file("copy.db"), file("state.db")); err != nil {
		t.Fatal(err)
	}
	state("check").wants(t, 0, "is undamaged: 1 fact")
}
