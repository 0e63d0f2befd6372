package cli

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// TestManualPages writes a manual page for each command, into the folder that MANPAGES names if it is set, as `make man` does.
func TestManualPages(t *testing.T) {
	folder := os.Getenv("MANPAGES")
	if folder == "" {
		folder = t.TempDir()
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	root := newRoot(Streams{})
	root.DisableAutoGenTag = true
	// The day of the first version, so that a page changes only with its command.
	day := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	header := &doc.GenManHeader{Section: "1", Source: "supplierwatch", Manual: "supplierwatch manual", Date: &day}
	if err := doc.GenManTree(root, header, folder); err != nil {
		t.Fatal(err)
	}
	forEachCommand(root, func(cmd *cobra.Command) {
		finishPage(t, filepath.Join(folder, strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1"), cmd.Short)
	})
}

// forEachCommand calls visit for a command and for all below it that people see.
func forEachCommand(cmd *cobra.Command, visit func(*cobra.Command)) {
	visit(cmd)
	for _, child := range cmd.Commands() {
		if child.IsAvailableCommand() && !child.IsAdditionalHelpTopicCommand() {
			forEachCommand(child, visit)
		}
	}
}

// finishPage writes a page as readers of man(7) want it, and checks what is in it.
func finishPage(t *testing.T, file, short string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	page := asManual(string(text))
	if !strings.Contains(page, " - "+short) || strings.Contains(page, "\t") || !strings.Contains(page, ".SH OPTIONS") {
		t.Errorf("%s: no name, no options or a tab\n%s", file, page)
	}
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
}

var (
	optionOfPage = regexp.MustCompile(`(?m)^(?:\.PP\n)?(\\fB-.*)\n\t(.*)$`)
	noDefault    = regexp.MustCompile(`(?m)^(\\fB-.*)\[=(?:false|""|\[\])\]$`)
)

// asManual changes a page of the library: each option is a paragraph with a tag instead of a tab, an option that is off by default has no
// value, and the date is one that every reader of pages understands.
func asManual(page string) string {
	page = strings.Replace(page, `"Nov 2026"`, `"2026-11-30"`, 1)
	page = optionOfPage.ReplaceAllString(page, ".TP\n$1\n$2")
	return noDefault.ReplaceAllString(page, "$1")
}
