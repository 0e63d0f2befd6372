package registry

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// write puts files into a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const (
	oneSupplier = "version: 1\nsuppliers: {id: one, name: One}\n"
	twoSupplier = "version: 1\nsuppliers: {id: two, name: Two}\n"
)

// expect loads paths and holds the problems against want, with dir left out of them.
func expect(t *testing.T, dir string, paths []string, want ...string) {
	t.Helper()
	r, problems := Load(paths)
	if (r == nil) != (len(want) > 0) {
		t.Errorf("registry = %v", r)
	}
	if got, all := strings.ReplaceAll(lines(problems), dir, "DIR"), strings.Join(append(want, ""), "\n"); got != all {
		t.Errorf("problems:\n%swant:\n%s", got, all)
	}
}

func TestPathsThatCannotBeRead(t *testing.T) {
	dir := write(t, map[string]string{"one.yaml": oneSupplier, "empty/README.md": "x", "empty/deeper/.hidden.yaml": "x"})
	pipe := filepath.Join(dir, "pipe.yaml")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Skip("no pipes here: ", err)
	}
	expect(t, dir, []string{dir},
		"DIR/pipe.yaml:1:1: cannot be read: it is a named pipe; only regular files are read")
	expect(t, dir, []string{dir + "/one.yaml", "/dev/null", dir + "/none.yaml", dir + "/empty/"},
		"/dev/null:1:1: cannot be read: it is a device; only regular files are read",
		"DIR/empty/:1:1: the folder holds no registry: expected files that end in .yaml or .yml",
		"DIR/none.yaml:1:1: cannot be read: there is no such file or folder")
	expect(t, dir, nil, "registry:1:1: no file or folder is given")
}

func TestFileTooLarge(t *testing.T) {
	dir := write(t, map[string]string{"large.yaml": ""})
	// A file with a hole takes no room on the disk.
	if err := os.Truncate(filepath.Join(dir, "large.yaml"), 64<<20+1); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, []string{dir}, "DIR/large.yaml:1:1: cannot be read: it is larger than 64 MB: it has 64.1 MB; move what does not belong to the registry elsewhere")
}

func TestUnreadableFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	dir := write(t, map[string]string{"closed/one.yaml": oneSupplier})
	if err := os.Chmod(filepath.Join(dir, "closed"), 0); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, []string{dir + "/closed"}, "DIR/closed:1:1: the folder cannot be read: permission denied")
}

func TestTheSameFileTwice(t *testing.T) {
	dir := write(t, map[string]string{"a/one.yaml": oneSupplier})
	expect(t, dir, []string{dir, dir + "/a/one.yaml", dir + "/a/"})
}

func TestDuplicatesAcrossFilesNameBothPlaces(t *testing.T) {
	team := "version: 1\nteams: {buying: {email: buying@works.example}}\n"
	dir := write(t, map[string]string{"b.yaml": oneSupplier, "a.yaml": oneSupplier + "---\n" + team, "c.yaml": team, "d.yaml": "version: 1\ntaems: {}\n"})
	expect(t, dir, []string{dir},
		"DIR/b.yaml:2:17: duplicate supplier id `one` (first used at DIR/a.yaml:2:17)",
		"DIR/c.yaml:2:9: duplicate team `buying` (first defined at DIR/a.yaml:5:9)",
		"DIR/d.yaml:2:1: unknown key `taems`; did you mean `teams`?")
}

// A reference may lead into a file that cannot be read; saying that it leads nowhere would send people the wrong way.
func TestReferencesAreTrustedWhereAFileIsUnreadable(t *testing.T) {
	dir := write(t, map[string]string{
		"a.yaml": "version: 1\nteams: {buying: {email: buying@works.example\n",
		"b.yaml": "version: 1\nsuppliers: {id: one, name: One, owner: buying, tier: x, alternatives: []}\n",
	})
	expect(t, dir, []string{dir},
		"DIR/a.yaml:2:17: the block that begins here with { is not closed with }, or a comma is missing in it",
		"DIR/b.yaml:2:57: unknown key `alternatives`; known here are "+strings.Join(supplierKeys, ", "))
}

var supplierKeys = strings.Split("id,was,name,tier,tier_reason,owner,reviewed,country,language,calendar,customer_number,identifiers,labels,notes,"+
	"fallback,do_not_contact,they_know,authorized,supplies,contacts,endpoints,contracts,order_windows,deliveries,sessions,thresholds,ignore", ",")

func TestLoaderParsesOnlyWhatChanged(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": oneSupplier, "b.yaml": twoSupplier})
	var l Loader
	first, problems := l.Load([]string{dir})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	kept, replaced := l.known[dir+"/a.yaml"], l.known[dir+"/b.yaml"]
	again, _ := l.Load([]string{dir})
	again.Currency = "EUR"
	if first.Currency != "" || l.last.Currency != "" {
		t.Error("who loads can change what others hold")
	}
	if again.Hash != first.Hash || l.known[dir+"/a.yaml"] != kept {
		t.Error("a file that has not changed was parsed again, or the hash changed")
	}
	if err := os.WriteFile(dir+"/b.yaml", bytes.ReplaceAll([]byte(twoSupplier), []byte("Two"), []byte("New")), 0o644); err != nil {
		t.Fatal(err)
	}
	changed, _ := l.Load([]string{dir})
	if changed.Hash == first.Hash || changed.Supplier("two").Name != "New" || first.Supplier("two").Name != "Two" {
		t.Errorf("changed = %+v", changed.Supplier("two"))
	}
	if l.known[dir+"/a.yaml"] != kept || l.known[dir+"/b.yaml"] == replaced {
		t.Error("the wrong file was parsed again")
	}
	if err := os.Remove(dir + "/b.yaml"); err != nil {
		t.Fatal(err)
	}
	if last, _ := l.Load([]string{dir}); len(last.Suppliers) != 1 || len(l.known) != 1 {
		t.Errorf("suppliers %d, cached files %d", len(last.Suppliers), len(l.known))
	}
}
