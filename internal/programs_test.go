package internal_test

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// packageOf is the Debian package of each program that tests call; empty are those of every Debian and of Go.
var packageOf = map[string]string{
	"go": "", "sh": "", "bash": "", "cat": "", "ls": "", "awk": "", "chmod": "", "chown": "", "mount": "", "umount": "",
	"git": "git", "curl": "curl", "chromium": "chromium", "systemd-analyze": "systemd",
	"postconf": "postfix", "dovecot": "dovecot-imapd", "sievec": "dovecot-sieve",
	"initdb": "postgresql", "pgbouncer": "pgbouncer", "setpriv": "",
	"prove": "perl", "perl": "perl", "soffice": "libreoffice-calc-nogui", "promtool": "prometheus", "prometheus-alertmanager": "prometheus-alertmanager",
	"xmllint": "libxml2-utils", "yamllint": "yamllint", "cmark-gfm": "cmark-gfm", "man": "man-db", "mandoc": "mandoc",
	"pre-commit": "pre-commit", "prometheus-blackbox-exporter": "prometheus-blackbox-exporter",
}

// ofModules are what tests call from the modules of npm and Go, from a folder of the test, or from another repository, and no packages have.
var ofModules = []string{"reviewdog", "mailload", "imapscan", "dovecot-up.sh", "dovecot-down.sh", "supplierwatch"}

// A program is the first argument of LookPath and Command, the one before the arguments of consume and consumeCode, or the one behind the environment of
// inFolder and runIn.
var (
	calls = regexp.MustCompile(`(?:LookPath|exec\.Command)\("([a-z][a-z0-9.-]*)"|CommandContext\([^",]*, "([a-z][a-z0-9.-]*)"|` +
		`consume\(t, (?:""|[a-zA-Z.]+|string\([a-z]+\)), "([a-z][a-z0-9.-]*)"|consumeCode\(t, \d, "([a-z][a-z0-9.-]*)"|(?:inFolder|runIn)\([^"\n]*, "([a-z][a-z0-9.-]*)"`)
	scriptRun = regexp.MustCompile(`(?m)^!? ?exec ([a-z-]+)`)
)

// TestProgramsOfTestsAreInstalled checks that `make test`, `make consumers` and `make bench` install every program that they call.
func TestProgramsOfTestsAreInstalled(t *testing.T) {
	lists := regexp.MustCompile(`(?m)^(deps|consumers|bench):.*\n\t\.ci/deps (.*)$`).FindAllStringSubmatch(readFile(t, "../Makefile"), -1)
	if len(lists) != 3 {
		t.Fatalf("the Makefile has %d lists of packages, want 3", len(lists))
	}
	installed := map[string][]string{}
	for _, list := range lists {
		installed[list[1]] = strings.Fields(list[2])
	}
	installed["bench"] = append(installed["bench"], installed["deps"]...)
	found := calledPrograms(t)
	for _, name := range slices.Sorted(maps.Keys(found)) {
		for _, path := range found[name] {
			list := "deps"
			if strings.Contains(path, "/testkit/bench/") {
				list = "bench"
			} else if strings.HasPrefix(readFile(t, path), "//go:build consumers") {
				list = "consumers"
			}
			pkg, known := packageOf[name]
			if !known {
				t.Errorf("%s calls %s, of which the package is not known", path, name)
			} else if pkg != "" && !slices.Contains(installed[list], pkg) {
				t.Errorf("%s calls %s, and `make %s` does not install %s", path, name, list, pkg)
			}
		}
	}
	for name := range packageOf {
		if found[name] == nil {
			t.Errorf("no test calls %s any more", name)
		}
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// calledPrograms returns the files of tests that call a program, by its name.
func calledPrograms(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, top := range []string{"../cmd", "../internal"} {
		err := filepath.WalkDir(top, func(path string, entry fs.DirEntry, err error) error {
			pattern := calls
			switch {
			case err != nil || entry.IsDir():
				return err
			case filepath.Ext(path) == ".txtar":
				pattern = scriptRun
			case !strings.HasSuffix(path, "_test.go") && !strings.Contains(path, "/testkit/"):
				return nil
			}
			for _, match := range pattern.FindAllStringSubmatch(readFile(t, path), -1) {
				name := strings.Join(match[1:], "") // one of them matches
				if !slices.Contains(ofModules, name) && !slices.Contains(found[name], path) {
					found[name] = append(found[name], path)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) < 15 {
		t.Errorf("found %d programs, expected more", len(found))
	}
	return found
}
