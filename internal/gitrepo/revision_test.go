package gitrepo_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/gitrepo"
)

func run(t *testing.T, folder, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return strings.TrimSpace(string(out))
}

func commit(t *testing.T, root string) {
	t.Helper()
	run(t, root, "git", "add", "-A")
	run(t, root, "git", "-c", "user.name=A", "-c", "user.email=a@buyer.test", "commit", "-q", "-m", "x")
}

func change(t *testing.T, root, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestExtract(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{
		"lists/[a].yaml": "one\r\n", "lists/deep/ü \"b\".yaml": "two", "lists/empty.yaml": "", "other/c.yaml": "three", ".gitattributes": "lists export-ignore\n*.yaml text eol=lf\n",
	})
	if err := os.Symlink("deep", filepath.Join(root, "lists/link")); err != nil {
		t.Fatal(err)
	}
	run(t, root, "git", "init", "-q", "-b", "main")
	run(t, root, "git", "config", "core.autocrlf", "false")
	commit(t, root)
	change(t, root, "lists/[a].yaml", "changed")
	change(t, root, "lists/new.yaml", "new")
	before := run(t, root, "git", "status", "--porcelain")

	into := t.TempDir()
	t.Chdir(filepath.Join(root, "lists"))
	paths, err := gitrepo.Extract(t.Context(), root, "main", []string{".", "[a].yaml", "../other/c.yaml"}, into)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{into + "/lists", into + "/lists/[a].yaml", into + "/other/c.yaml"}; strings.Join(paths, " ") != strings.Join(want, " ") {
		t.Errorf("%v, want %v", paths, want)
	}
	for name, want := range map[string]string{"lists/[a].yaml": "one\n", "lists/deep/ü \"b\".yaml": "two", "lists/link/ü \"b\".yaml": "two", "lists/empty.yaml": "", "other/c.yaml": "three"} {
		if got, err := os.ReadFile(filepath.Join(into, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
	if _, err := os.Stat(filepath.Join(into, "lists/new.yaml")); err == nil {
		t.Error("a file of the work tree is there")
	}
	if after := run(t, root, "git", "status", "--porcelain"); after != before {
		t.Errorf("the work tree has changed: %s; before %s", after, before)
	}
}

func TestExtractRefuses(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{"a.yaml": "x"})
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	for _, revision := range []string{"missing", "--upload-pack=x", "-h", "main:a.yaml", ""} {
		_, err := gitrepo.Extract(t.Context(), root, revision, []string{filepath.Join(root, "a.yaml")}, t.TempDir())
		if err == nil || !strings.Contains(err.Error(), "neither a folder nor a revision") {
			t.Errorf("%q: %v", revision, err)
		}
	}
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{t.TempDir()}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "outside of the repository") {
		t.Errorf("a path elsewhere: %v", err)
	}
	t.Run("without git", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		if _, err := gitrepo.Extract(t.Context(), root, "main", []string{root}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "git is not installed") {
			t.Error(err)
		}
	})
	t.Run("a damaged repository", func(t *testing.T) {
		damaged := repository(t, map[string]string{".git": "gitdir: /nowhere", "a.yaml": "x"})
		if _, err := gitrepo.Extract(t.Context(), damaged, "main", []string{damaged}, t.TempDir()); err == nil || !strings.Contains(err.Error(), "not a git repository") {
			t.Error(err)
		}
	})
	empty := t.TempDir()
	paths, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, "lists")}, empty)
	if err != nil || len(paths) != 1 {
		t.Errorf("a folder that the revision lacks: %v, %v", paths, err)
	}
}

// TestExtractBesideCode checks that a registry in one file, beside a code base, does not copy the code.
func TestExtractBesideCode(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{"a.yaml": "x", "plant.ical": "x", "code/main.c": "x", "days/plant.ICS": "x"})
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	into := t.TempDir()
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, "a.yaml")}, into); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"a.yaml": true, "plant.ical": true, "days/plant.ICS": true, "code/main.c": false} {
		if _, err := os.Stat(filepath.Join(into, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestExtractInHook checks that variables of a hook, which name another repository or a folder relative to another one, do not replace the repository
// of the registry.
func TestExtractInHook(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{"lists/a.yaml": "ours"})
	other := repository(t, map[string]string{"lists/a.yaml": "theirs"})
	for _, folder := range []string{root, other} {
		run(t, folder, "git", "init", "-q", "-b", "main")
		commit(t, folder)
	}
	t.Chdir(filepath.Join(root, "lists"))
	for _, variables := range []map[string]string{
		{"GIT_DIR": filepath.Join(other, ".git")},
		{"GIT_DIR": "../.git"},
		{"GIT_DIR": filepath.Join(other, ".git"), "GIT_WORK_TREE": other, "GIT_INDEX_FILE": filepath.Join(other, ".git/index"), "GIT_PREFIX": "lists/"},
		{"GIT_COMMON_DIR": filepath.Join(other, ".git")},
	} {
		t.Run("", func(t *testing.T) {
			for name, value := range variables {
				t.Setenv(name, value)
			}
			into := t.TempDir()
			if _, err := gitrepo.Extract(t.Context(), root, "main", []string{"."}, into); err != nil {
				t.Fatalf("%v: %v", variables, err)
			}
			if got, err := os.ReadFile(filepath.Join(into, "lists/a.yaml")); err != nil || string(got) != "ours" {
				t.Errorf("%v: %q, %v", variables, got, err)
			}
		})
	}
}

// TestExtractBelowRoot checks that a root below that of the repository, as --root may name it, finds the same files.
func TestExtractBelowRoot(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{"team/lists/a.yaml": "ours", "lists/a.yaml": "theirs"})
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	into := t.TempDir()
	paths, err := gitrepo.Extract(t.Context(), filepath.Join(root, "team"), "main", []string{filepath.Join(root, "team/lists")}, into)
	if err != nil || len(paths) != 1 {
		t.Fatal(paths, err)
	}
	if got, err := os.ReadFile(filepath.Join(paths[0], "a.yaml")); err != nil || string(got) != "ours" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(into, "lists")); err == nil {
		t.Error("a folder beside was read, too")
	}
}
