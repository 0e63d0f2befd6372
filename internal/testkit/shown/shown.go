// Package shown reads the documents and lists the commands that they show, so that tests run each of them.
package shown

import (
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Documents returns the texts that people read, by their path from the root of the repository.
func Documents(root string) (map[string]string, error) {
	var paths []string
	for _, pattern := range []string{"docs/*.md", "examples/*/*.md", "README.md", "CHANGELOG.md"} {
		found, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			return nil, err
		}
		paths = append(paths, found...)
	}
	documents := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return nil, err
		}
		documents[filepath.ToSlash(name)] = string(text)
	}
	return documents, nil
}

// Block is a fenced block of a document.
type Block struct {
	Info  string // the text behind the fence
	Above string // the line above it
	Text  string
	Line  int
}

// Blocks returns the fenced blocks of a document in their order.
func Blocks(document string) []Block {
	var found []Block
	var open *Block
	above := ""
	for i, line := range strings.Split(document, "\n") {
		info, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && open == nil:
			open = &Block{Info: strings.TrimSpace(info), Above: above, Line: i + 1}
		case fence:
			found = append(found, *open)
			open = nil
		case open != nil:
			open.Text += line + "\n"
		}
		above = line
	}
	return found
}

// Commands returns the lines of the shell blocks of a document.
func Commands(document string) []string {
	var lines []string
	for _, b := range Blocks(document) {
		if b.Info != "sh" {
			continue
		}
		for line := range strings.Lines(b.Text) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// BesideADaemon are the beginnings of the lines that need the state of a daemon, a service, mails or an empty folder. TestCommandsBesideADaemon runs them, and
// TestGoingBackToABackup those of a service.
var BesideADaemon = []string{
	"supplierwatch run --config", "supplierwatch init my-suppliers", "supplierwatch reload",
	"supplierwatch status", "supplierwatch ack", "supplierwatch snooze", "supplierwatch not-mine", "supplierwatch drill",
	"supplierwatch record", "supplierwatch verify acme/orders --send", "supplierwatch read", "supplierwatch state check", "supplierwatch state backup",
	"supplierwatch check --config supplierwatch.yaml --probe", "supplierwatch check --config supplierwatch.yaml --format nagios",
	"docker exec supplierwatch /supplierwatch",
	"systemctl ", "cd /var/lib/supplierwatch", "mkdir damaged", "cp /backup/", "chown supplierwatch:",
}

// Beginning returns the beginning that a line has, or nothing.
func Beginning(line string, beginnings iter.Seq[string]) string {
	for beginning := range beginnings {
		if strings.HasPrefix(line, beginning) {
			return beginning
		}
	}
	return ""
}

// RunsBesideADaemon reports whether a line has one of those beginnings.
func RunsBesideADaemon(line string) bool {
	return Beginning(line, slices.Values(BesideADaemon)) != ""
}
