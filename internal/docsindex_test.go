package internal_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/testkit/shown"
)

// screen is the number of lines that a reader sees without scrolling.
const screen = 50

// TestReadmeFitsOnAScreen proves that the README begins with the two commands of the repository and is short.
func TestReadmeFitsOnAScreen(t *testing.T) {
	text := documents(t)["README.md"]
	if lines := strings.Count(text, "\n"); lines > screen {
		t.Errorf("README.md has %d lines, its limit is %d", lines, screen)
	}
	first := shown.Blocks(text)[0]
	if first.Line > 5 || !strings.HasPrefix(first.Text, "make run ") || !strings.Contains(first.Text, "\nmake test ") {
		t.Errorf("README.md does not begin with make run and make test:\n%s", first.Text)
	}
}

// TestEveryDocumentIsListed proves that docs/README.md links to every document.
func TestEveryDocumentIsListed(t *testing.T) {
	all := documents(t)
	for name := range all {
		if path.Dir(name) == "docs" && name != "docs/README.md" && !strings.Contains(all["docs/README.md"], "]("+path.Base(name)+")") {
			t.Errorf("docs/README.md does not list %s", name)
		}
	}
}

var availableCommand = regexp.MustCompile(`(?m)^  ([a-z-]+)  +\S`)

// TestEveryCommandIsListed proves that docs/commands.md lists every command of the help.
func TestEveryCommandIsListed(t *testing.T) {
	help := printed(t, "help")
	_, help, _ = strings.Cut(help, "Available Commands:\n")
	help, _, _ = strings.Cut(help, "\nFlags:")
	found := availableCommand.FindAllStringSubmatch(help, -1)
	if len(found) < 20 {
		t.Fatalf("the help lists %d commands, expected more:\n%s", len(found), help)
	}
	var listed []string
	for line := range strings.Lines(documents(t)["docs/commands.md"]) {
		if cell, table := strings.CutPrefix(line, "| "); table {
			cell, _, _ = strings.Cut(cell, " | ")
			listed = append(listed, regexp.MustCompile("[a-z-]+").FindAllString(cell, -1)...)
		}
	}
	for _, match := range found {
		if match[1] != "help" && !slices.Contains(listed, match[1]) {
			t.Errorf("docs/commands.md does not list %s", match[1])
		}
	}
}
