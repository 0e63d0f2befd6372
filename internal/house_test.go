// Package internal_test holds the walls of the house: which room may import
// which.
package internal_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed is the table of docs/design.md. A room that stands in no row may not
// exist, and an import that stands in no row may not be written. Tests may
// besides use the rig and files of testing.
var allowed = map[string][]string{
	"internal/civil":    {},
	"internal/message":  {},
	"internal/token":    {},
	"internal/watch":    {"internal/civil"},
	"internal/strict":   {"internal/civil", "internal/watch"},
	"internal/judge":    {"internal/civil", "internal/watch"},
	"internal/alert":    {"internal/civil", "internal/watch"},
	"internal/verify":   {"internal/civil", "internal/message", "internal/watch"},
	"internal/inbox":    {"internal/civil", "internal/message", "internal/watch"},
	"internal/command":  {"internal/civil", "internal/watch"},
	"internal/drill":    {"internal/civil", "internal/watch"},
	"internal/registry": {"internal/civil", "internal/watch", "internal/strict", "config"},
	"internal/settings": {"internal/civil", "internal/watch", "internal/strict", "config"},
	"internal/meter":    {},
	"internal/probe":    {"internal/civil", "internal/watch", "internal/meter"},
	"internal/mailbox":  {"internal/civil", "internal/message", "internal/watch", "internal/meter"},
	"internal/oauth":    {"internal/meter"},
	"internal/mailer":   {"internal/civil", "internal/watch", "internal/command", "internal/meter", "config"},
	"internal/store":    {"internal/civil", "internal/watch"},
	"internal/report":   {"internal/civil", "internal/watch"},
	"internal/web":      {"internal/civil", "internal/watch", "config"},
	"internal/engine":   {"internal/civil", "internal/watch", "internal/judge", "internal/alert"},
	"internal/app": {
		"internal/civil", "internal/message", "internal/token", "internal/watch", "internal/judge", "internal/alert",
		"internal/verify", "internal/inbox", "internal/command", "internal/drill", "internal/registry", "internal/settings",
		"internal/probe", "internal/mailbox", "internal/oauth", "internal/mailer", "internal/meter", "internal/store", "internal/report", "internal/web", "internal/engine",
	},
	"internal/cli": {
		"internal/app", "internal/registry", "internal/report", "internal/settings", "internal/store", "internal/judge",
		"internal/strict", "internal/civil", "internal/message", "internal/watch", "config",
	},
	"internal/rig":      {},
	"internal/faults":   {"internal/rig"},
	"config":            {},
	"cmd/supplierwatch": {"internal/cli"},
	"cmd/faults":        {"internal/faults", "internal/rig"},
}

// pure rooms are told the time and touch nothing outside themselves.
var pure = []string{
	"internal/civil", "internal/message", "internal/watch", "internal/strict", "internal/judge", "internal/alert",
	"internal/token", "internal/verify", "internal/inbox", "internal/command", "internal/drill",
}

// forbidden packages would let a clock or the outside world into a pure room.
var forbidden = []string{"net", "net/http", "os", "os/exec", "database/sql", "log", "log/slog", "syscall"}

func TestHouse(t *testing.T) {
	for file, imports := range sources(t) {
		room := filepath.ToSlash(filepath.Dir(file))
		want, known := allowed[room]
		if !known {
			t.Errorf("%s: room %s stands in no row of the table", file, room)
			continue
		}
		for _, path := range imports {
			checkImport(t, file, room, path, want)
		}
	}
}

func checkImport(t *testing.T, file, room, path string, want []string) {
	t.Helper()
	if local, ok := strings.CutPrefix(path, "supplierwatch/"); ok {
		if !slices.Contains(want, local) {
			t.Errorf("%s: %s may not import %s", file, room, local)
		}
		return
	}
	if slices.Contains(pure, room) && slices.Contains(forbidden, path) {
		t.Errorf("%s: the pure room %s may not import %s", file, room, path)
	}
}

// sources gives the imports of every shipped Go file by its path from the
// repository's root.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, top := range []string{"../cmd", "../config", "../internal"} {
		err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
			if err != nil {
				return err
			}
			rel, err := filepath.Rel("..", path)
			if err != nil {
				return err
			}
			found[rel] = nil
			for _, spec := range file.Imports {
				name, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					return err
				}
				found[rel] = append(found[rel], name)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) == 0 {
		t.Fatal("found no source to check")
	}
	return found
}
