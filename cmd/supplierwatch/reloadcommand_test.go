package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestReloadCommand asks a running daemon to reload its registry: it is applied, rejected with its errors, held because many suppliers are missing,
// forced, and unanswered.
func TestReloadCommand(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	more := filepath.Join(o.folder, "registry", "more.yaml")
	if a := shell(t, "reload", "--config", o.config); a.code != 4 || !strings.Contains(a.err, "no daemon answered") {
		t.Fatalf("without a state: %d %q %q", a.code, a.out, a.err)
	}
	put(t, more, manySuppliers(5))
	d := startReady(t, "--config", o.config)

	if a := shell(t, "reload", "--config", o.config); a.code != 0 || a.out != "The registry was reloaded: 6 suppliers.\n" || a.err != "" {
		t.Errorf("unchanged: %d %q %q", a.code, a.out, a.err)
	}
	put(t, more, manySuppliers(6))
	if a := shell(t, "reload", "--config", o.config, "--format", "json"); a.code != 0 || !strings.Contains(a.out, `"result": "applied"`) || !strings.Contains(a.out, `"suppliers": 7`) {
		t.Errorf("one more: %d %q %q", a.code, a.out, a.err)
	}
	put(t, more, "version: 1\nsupliers: []\n")
	a := shell(t, "reload", "--config", o.config)
	if a.code != 2 || !strings.Contains(a.err, "more.yaml:2:1: unknown key `supliers`; did you mean `suppliers`?") || !strings.HasSuffix(a.err, "\n1 error; the registry read before remains in use.\n") {
		t.Errorf("with an error: %d %q %q", a.code, a.out, a.err)
	}
	if a := shell(t, "reload", "--config", o.config, "--format", "json"); a.code != 2 || !strings.Contains(a.out, `"result": "rejected"`) || !strings.Contains(a.out, `"line": 2`) {
		t.Errorf("with an error, as JSON: %d %q %q", a.code, a.out, a.err)
	}
	if err := os.Remove(more); err != nil {
		t.Fatal(err)
	}
	if a := shell(t, "reload", "--config", o.config); a.code != 3 || !strings.Contains(a.out, "1 supplier.") || !strings.Contains(a.err, "`supplierwatch reload --force --config ") {
		t.Errorf("without most suppliers: %d %q %q", a.code, a.out, a.err)
	}
	if a := shell(t, "reload", "--config", o.config, "--force", "--by", "jane.doe@buyer.example"); a.code != 0 || a.out != "The registry was reloaded: 1 supplier.\n" {
		t.Errorf("forced: %d %q %q", a.code, a.out, a.err)
	}
	if a := shell(t, "reload", "--config", o.config); a.code != 0 {
		t.Errorf("after that: %d %q %q", a.code, a.out, a.err)
	}
	d.stop(t)
	if a := shell(t, "reload", "--config", o.config, "--wait", "2 seconds"); a.code != 4 || a.out != "" || !strings.Contains(a.err, "no daemon answered") {
		t.Errorf("without a daemon: %d %q %q", a.code, a.out, a.err)
	}
}

// manySuppliers is a file of a registry with so many suppliers.
func manySuppliers(n int) string {
	var text strings.Builder
	text.WriteString("version: 1\nsuppliers:\n")
	for i := range n {
		fmt.Fprintf(&text, "  - {id: more-%d, name: More %d, tier: standard, contacts: [{role: orders, email: orders@more-%d.example}]}\n", i, i, i)
	}
	return text.String()
}
