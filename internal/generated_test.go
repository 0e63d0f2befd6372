package internal_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestGeneratedDesignTable compares the table in docs/design.md with the table of packages.
func TestGeneratedDesignTable(t *testing.T) {
	compareGenerated(t, "../docs/design.md", "<!-- generated: packages -->\n", "<!-- end -->\n", designTable())
}

// TestGeneratedLinterRules compares the import rules of the linter with the table of packages.
func TestGeneratedLinterRules(t *testing.T) {
	compareGenerated(t, "../.golangci.yml", "    depguard: # generated from internal/architecture_test.go\n", "    # end of depguard\n", depguardRules())
	compareGenerated(t, "../.golangci.yml", "      # generated: the pure packages\n", "        linters: [forbidigo]\n", forbidigoPath())
}

// compareGenerated compares what stands between two lines of a file with what it should be, and writes it with -update.
func compareGenerated(t *testing.T, name, from, to, want string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(content), from)
	got, after, ended := strings.Cut(rest, to)
	switch {
	case !found || !ended:
		t.Errorf("%s has no part between %q and %q", name, from, to)
	case got == want:
	case *update:
		if err := os.WriteFile(name, []byte(before+from+want+to+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s differs from the table of packages; go test ./internal -run Generated -update rewrites it", name)
	}
}

func designTable() string {
	var out strings.Builder
	out.WriteString("| level | package | kind | may import | what it is |\n| --- | --- | --- | --- | --- |\n")
	for _, row := range byLevel() {
		imports := strings.Join(strings.Fields(row.imports), ", ")
		if imports == "" {
			imports = "–"
		}
		fmt.Fprintf(&out, "| %d | `%s` | %s | %s | %s |\n", row.level, row.folder(), row.kind, imports, row.about)
	}
	return out.String()
}

// byLevel returns the table of packages from the lowest level upwards, test machinery last.
func byLevel() []layer {
	rows := slices.Clone(packages)
	slices.SortStableFunc(rows, func(a, b layer) int {
		if test := (a.kind == testOnly) != (b.kind == testOnly); test {
			return map[bool]int{true: 1, false: -1}[a.kind == testOnly]
		}
		return a.level - b.level
	})
	return rows
}

// depguardRules returns one rule for the pure packages and one for each level, which may not import its own level or a higher one.
func depguardRules() string {
	var out strings.Builder
	out.WriteString("      rules:\n")
	out.WriteString(depguardRule("pure", func(l layer) bool { return l.kind == pure }))
	for _, deny := range []string{"net$", "net/http", "os", "database/sql"} {
		fmt.Fprintf(&out, "            - {pkg: %s, desc: \"a pure package does no I/O\"}\n", deny)
	}
	out.WriteString("            - {pkg: log, desc: \"a pure package returns reasons, it does not log\"}\n")
	for level := 1; level <= highest(); level++ {
		out.WriteString(depguardRule(fmt.Sprintf("level%d", level), func(l layer) bool { return l.level == level && l.kind != testOnly }))
		for _, row := range byLevel() {
			if row.level >= level || row.kind == testOnly {
				fmt.Fprintf(&out, "            - {pkg: supplierwatch/%s$, desc: \"%s\"}\n", row.folder(), denied(row))
			}
		}
	}
	return out.String()
}

func denied(row layer) string {
	if row.kind == testOnly {
		return "test machinery stays out of the binary"
	}
	return "imports point to lower levels"
}

func depguardRule(name string, selected func(layer) bool) string {
	var out strings.Builder
	fmt.Fprintf(&out, "        %s:\n          list-mode: lax\n          files:\n", name)
	for _, row := range packages {
		if selected(row) {
			fmt.Fprintf(&out, "            - \"**/%s/*.go\"\n", row.folder())
		}
	}
	out.WriteString("            - \"!$test\"\n          deny:\n")
	return out.String()
}

func highest() int {
	level := 0
	for _, row := range packages {
		if row.kind != testOnly {
			level = max(level, row.level)
		}
	}
	return level
}

func forbidigoPath() string {
	var names []string
	for _, row := range packages {
		if row.kind == pure {
			names = append(names, regexp.QuoteMeta(strings.TrimPrefix(row.folder(), "internal/")))
		}
	}
	slices.Sort(names)
	return fmt.Sprintf("      - path-except: internal/(%s)/[^/]*$\n", strings.Join(names, "|"))
}
