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
	"internal/civil":        {},
	"internal/mailparse":    {},
	"internal/token":        {},
	"internal/model":        {"internal/civil"},
	"internal/strictyaml":   {"internal/civil", "internal/model"},
	"internal/rules":        {"internal/civil", "internal/model"},
	"internal/alert":        {"internal/civil", "internal/model"},
	"internal/verification": {"internal/civil", "internal/mailparse", "internal/model"},
	"internal/rolemail":     {"internal/civil", "internal/mailparse", "internal/model"},
	"internal/replycmd":     {"internal/civil", "internal/model"},
	"internal/drill":        {"internal/civil", "internal/model"},
	"internal/registry":     {"internal/civil", "internal/model", "internal/strictyaml", "config"},
	"internal/settings":     {"internal/civil", "internal/model", "internal/strictyaml", "config"},
	"internal/readlimit":    {},
	"internal/probe":        {"internal/civil", "internal/model", "internal/readlimit"},
	"internal/imap":         {"internal/civil", "internal/mailparse", "internal/model", "internal/readlimit"},
	"internal/oauth":        {"internal/readlimit"},
	"internal/mailer":       {"internal/civil", "internal/model", "internal/replycmd", "internal/readlimit", "config"},
	"internal/store":        {"internal/civil", "internal/model"},
	"internal/report":       {"internal/civil", "internal/model"},
	"internal/web":          {"internal/civil", "internal/model", "config"},
	"internal/engine":       {"internal/civil", "internal/model", "internal/rules", "internal/alert"},
	"internal/app": {
		"internal/civil", "internal/mailparse", "internal/token", "internal/model", "internal/rules", "internal/alert",
		"internal/verification", "internal/rolemail", "internal/replycmd", "internal/drill", "internal/registry", "internal/settings",
		"internal/probe", "internal/imap", "internal/oauth", "internal/mailer", "internal/readlimit", "internal/store", "internal/report", "internal/web", "internal/engine",
	},
	"internal/cli": {
		"internal/app", "internal/registry", "internal/report", "internal/settings", "internal/store", "internal/rules",
		"internal/strictyaml", "internal/civil", "internal/mailparse", "internal/model", "config",
	},
	"internal/testkit":              {},
	"internal/testkit/chaos":        {"internal/testkit"},
	"config":                        {},
	"cmd/supplierwatch":             {"internal/cli"},
	"internal/testkit/chaos/faults": {"internal/testkit/chaos", "internal/testkit"},
}

// pure rooms are told the time and touch nothing outside themselves.
var pure = []string{
	"internal/civil", "internal/mailparse", "internal/model", "internal/strictyaml", "internal/rules", "internal/alert",
	"internal/token", "internal/verification", "internal/rolemail", "internal/replycmd", "internal/drill",
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
