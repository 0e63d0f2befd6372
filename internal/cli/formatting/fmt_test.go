package formatting

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
)

// run runs the command and returns what it prints.
func run(args ...string) (string, error) {
	cmd := Command()
	var out bytes.Buffer
	cmd.SetOut(&out)
	cmd.SetErr(&out)
	cmd.SetArgs(args)
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	err := cmd.Execute()
	return out.String(), err
}

func write(t interface{ Fatal(...any) }, file string, text []byte) {
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t interface{ Fatal(...any) }, file string) string {
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// registries returns registries of one file each that can be read.
func registries(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	files, err := filepath.Glob("../../registry/testdata/ok/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if _, problems := registry.Load([]string{file}); len(problems) == 0 {
			found[file] = read(t, file)
		}
	}
	if len(found) < 5 {
		t.Fatal("too few registries", len(found))
	}
	return found
}

// indented returns a text with other indentation, blanks at the ends of lines, and other line breaks: widths has the width for each depth.
func indented(r *rapid.T, text string) string {
	widths := []int{0}
	for range 40 {
		widths = append(widths, widths[len(widths)-1]+rapid.IntRange(1, 4).Draw(r, "width"))
	}
	newline := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(r, "newline")
	var b strings.Builder
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		content := strings.TrimLeft(line, " ")
		column := min(len(line)-len(content), 38)
		b.WriteString(strings.Repeat(" ", widths[column]))
		if rest, isItem := strings.CutPrefix(content, "- "); isItem && content != line {
			b.WriteString("-" + strings.Repeat(" ", max(1, widths[column+2]-widths[column]-1)))
			content = rest
		}
		b.WriteString(content + rapid.SampledFrom([]string{"", "", "  "}).Draw(r, "blanks") + newline)
	}
	return b.String()
}

// TestTheRegistryStaysTheSame formats registries with any indentation: the program reads the same from them, places apart, and a second time changes nothing.
func TestTheRegistryStaysTheSame(t *testing.T) {
	all := registries(t)
	names := slices.Sorted(maps.Keys(all))
	tried, reformatted := 0, 0
	rapid.Check(t, func(r *rapid.T) {
		tried++
		name := rapid.SampledFrom(names).Draw(r, "registry")
		file := filepath.Join(t.TempDir(), "registry.yaml")
		before := indented(r, all[name])
		write(r, file, []byte(before))
		want, problems := registry.Load([]string{file})
		if len(problems) > 0 {
			return // the indentation of a text of lines was part of it
		}
		if out, err := run(file); err != nil {
			r.Fatalf("%s: %v\n%s\n%s", name, err, out, before)
		}
		reformatted++
		got, problems := registry.Load([]string{file})
		if len(problems) > 0 {
			r.Fatalf("%s: %v", name, problems)
		}
		same(r, want, got)
		after := read(r, file)
		if out, err := run(file); err != nil || out != "" || read(r, file) != after {
			r.Fatalf("%s: a second time: %v\n%s", name, err, out)
		}
	})
	if 2*reformatted < tried {
		t.Errorf("only %d of %d registries were formatted", reformatted, tried)
	}
}

// same compares registries without the places of their entries.
func same(r *rapid.T, want, got *model.Registry) {
	all := cmp.Exporter(func(reflect.Type) bool { return true })
	caches := cmp.FilterPath(func(p cmp.Path) bool { return strings.HasPrefix(p.Last().Type().String(), "atomic.") }, cmp.Ignore())
	diff := cmp.Diff(want, got, all, caches, cmpopts.IgnoreTypes(model.Position{}), cmpopts.IgnoreFields(model.Registry{}, "Hash"), cmpopts.EquateComparable())
	if diff != "" {
		r.Fatalf("the registry has changed (-want +got):\n%s", diff)
	}
}

// endless is an input that never ends. It counts what is read of it.
type endless struct{ read int }

func (e *endless) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = '\n'
	}
	e.read += len(b)
	return len(b), nil
}

func TestStandardInputHasALimit(t *testing.T) {
	in := &endless{}
	cmd := Command()
	var out bytes.Buffer
	cmd.SetIn(in)
	cmd.SetOut(&out)
	cmd.SetArgs([]string{"-"})
	cmd.SilenceErrors, cmd.SilenceUsage = true, true
	if err := cmd.Execute(); err == nil || err.Error() != "fmt: read standard input: it is larger than 64 MB" {
		t.Error(err)
	}
	if out.Len() > 0 || in.read > 65<<20 {
		t.Errorf("%d bytes were written and %d read", out.Len(), in.read)
	}
}

const messy, tidy = "version: 1\ndefaults:\n    tier: critical  \n", "version: 1\ndefaults:\n  tier: critical\n"

func TestPermissionsAndLinksAreKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has neither")
	}
	folder := t.TempDir()
	file, link, ofFolder := filepath.Join(folder, "real.yaml"), filepath.Join(folder, "link.yaml"), filepath.Join(t.TempDir(), "mine")
	write(t, file, []byte(messy))
	for path, target := range map[string]string{link: "real.yaml", ofFolder: folder} {
		if err := os.Symlink(target, path); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(file, 0o640); err != nil {
		t.Fatal(err)
	}
	if out, err := run(ofFolder); err != nil || out != ofFolder+"/real.yaml\n" {
		t.Fatal(out, err)
	}
	if got := read(t, link); got != tidy {
		t.Errorf("got %q", got)
	}
	info, err := os.Lstat(file)
	if err != nil || info.Mode() != 0o640 {
		t.Errorf("the permissions are %v, %v", info.Mode(), err)
	}
	for _, path := range []string{link, ofFolder} {
		if info, err := os.Lstat(path); err != nil || info.Mode().Type() != fs.ModeSymlink {
			t.Errorf("%s is no longer a link: %v, %v", path, info.Mode(), err)
		}
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 2 {
		t.Errorf("files are left: %v, %v", entries, err)
	}
}

// TestFilesThatAreFormattedStay checks that the time of change stays too, so that builds and reloads see nothing.
func TestFilesThatAreFormattedStay(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.yaml")
	write(t, file, []byte(tidy))
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := run(file); err != nil || out != "" {
		t.Fatal(out, err)
	}
	after, err := os.Stat(file)
	if err != nil || !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Error("the file was written", err)
	}
}
