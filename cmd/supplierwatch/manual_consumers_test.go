//go:build consumers

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestConsumersReadManualPages has mandoc check the page of each command, and man show it.
func TestConsumersReadManualPages(t *testing.T) {
	folder := t.TempDir()
	cmd := exec.Command("go", "test", "-count=1", "-run", "^TestManualPages$", "supplierwatch/internal/cli")
	cmd.Env = append(os.Environ(), "MANPAGES="+folder)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	pages, err := filepath.Glob(folder + "/*.1")
	if err != nil || len(pages) < 20 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	t.Setenv("MANWIDTH", "200") // so that no name is broken over two lines
	for _, page := range pages {
		consume(t, "", "mandoc", "-T", "lint", "-W", "warning", page)
		shown := consume(t, "", "man", "--warnings", "-E", "UTF-8", "-l", page)
		name := strings.TrimSuffix(filepath.Base(page), ".1")
		for _, want := range []string{name + " - ", "\nSYNOPSIS\n", "\nOPTIONS\n"} {
			if !strings.Contains(shown, want) {
				t.Errorf("%s does not show %q:\n%s", page, want, shown)
			}
		}
	}
}
