package gitrepo_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/gitrepo"
	"supplierwatch/internal/registry/files"
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
	extracted, err := gitrepo.Extract(t.Context(), root, "main", []string{".", "[a].yaml", "../other/c.yaml"}, into)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{into + "/lists", into + "/lists/[a].yaml", into + "/other/c.yaml"}; strings.Join(extracted.Paths, " ") != strings.Join(want, " ") {
		t.Errorf("%v, want %v", extracted.Paths, want)
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
	extracted, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, "lists")}, empty)
	if err != nil || len(extracted.Paths) != 1 {
		t.Errorf("a folder that the revision lacks: %v, %v", extracted, err)
	}
}

// TestExtractBesideCode checks that a registry in one file, beside a code base, does not copy the code.
func TestExtractBesideCode(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{
		"a.yaml":     "calendars: {a: {holidays: [{file: plant.ical}, {file: days/plant.ICS}]}}",
		"plant.ical": "x", "code/main.c": "x", "days/plant.ICS": "x", "code/ci.yaml": "x",
	})
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	into := t.TempDir()
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, "a.yaml")}, into); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"a.yaml": true, "plant.ical": true, "days/plant.ICS": true, "code/main.c": false, "code/ci.yaml": false} {
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
	extracted, err := gitrepo.Extract(t.Context(), filepath.Join(root, "team"), "main", []string{filepath.Join(root, "team/lists")}, into)
	if err != nil || len(extracted.Paths) != 1 {
		t.Fatal(extracted, err)
	}
	if got, err := os.ReadFile(filepath.Join(extracted.Paths[0], "a.yaml")); err != nil || string(got) != "ours" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := os.Stat(filepath.Join(into, "lists")); err == nil {
		t.Error("a folder beside was read, too")
	}
}

// TestExtractReadsWhatTheRegistryReads holds the files of a folder against those that files.List finds, and those that they name.
func TestExtractReadsWhatTheRegistryReads(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	holidays := "calendars:\n  a:\n    holidays:\n      - file: &f days/plant.ics\n  b: {holidays: [{\"file\": 'with blank.txt'}, {file: *f}]}\n---\n# file: commented.ics\ncalendars: {c: {holidays: {file: linked.ics}}}\n"
	root := repository(t, map[string]string{
		"a.yaml": holidays, "deep/b.YML": "x", "days/plant.ics": "x", "with blank.txt": "x", "commented.ics": "x", "2026.ics": "x",
		".github/workflows/ci.yaml": "x", "deep/.hidden.yaml": "x", "code/main.go": "x", "code/big.ics": "x", "broken.yaml": "file: [", "..data/c.yaml": "x", "c.txt": "x",
	})
	for link, target := range map[string]string{"linked.ics": "2026.ics", "current": "..data", "c.yaml": "c.txt"} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Fatal(err)
		}
	}
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	into := t.TempDir()
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{root}, into); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{
		"a.yaml": true, "deep/b.YML": true, "days/plant.ics": true, "with blank.txt": true, "linked.ics": true, "current/c.yaml": true, "c.yaml": true, "broken.yaml": true,
		"commented.ics": false, "code/main.go": false, "code/big.ics": false,
	} {
		if _, err := os.Stat(filepath.Join(into, name)); (err == nil) != want {
			t.Errorf("%s: %v, want it: %t", name, err, want)
		}
	}
	listed, problems := files.List([]string{into})
	var names []string
	for _, f := range listed {
		names = append(names, strings.TrimPrefix(f.Name, filepath.ToSlash(into)+"/"))
	}
	if want := "a.yaml broken.yaml c.yaml current/c.yaml deep/b.YML"; strings.Join(names, " ") != want || len(problems) > 0 {
		t.Errorf("%v, %v; want %s", names, problems, want)
	}
}

// TestExtractHasALimit reads no more of a revision than a registry may have, whatever lies beside it.
func TestExtractHasALimit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	large := strings.Repeat("# comment\n", 4<<20) // 40 MiB
	root := repository(t, map[string]string{"lists/a.yaml": large, "other/video.mp4": large, "other/more.yaml": large, "one/a.yaml": "x"})
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	var unreadable *gitrepo.UnreadableError
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{root}, t.TempDir()); !errors.As(err, &unreadable) || unreadable.Reason != "its files have more than 64 MB in all" {
		t.Errorf("two large files: %v", err)
	}
	into := t.TempDir()
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, "lists"), filepath.Join(root, "one")}, into); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(filepath.Join(into, "lists/a.yaml")); err != nil || string(got) != large {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

const lfsPointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"

func TestExtractOfGitLFS(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{"lists/a.yaml": lfsPointer, "plain/a.yaml": "calendars: {a: {holidays: [{file: plant.ics}]}}", "plain/plant.ics": lfsPointer, "plain/logo.png": lfsPointer})
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	var unreadable *gitrepo.UnreadableError
	_, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, "lists")}, t.TempDir())
	if !errors.As(err, &unreadable) || !strings.HasPrefix(unreadable.Reason, "lists/a.yaml is in Git LFS, and the revision itself has only a pointer to it") {
		t.Error(err)
	}
	into := t.TempDir()
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, "plain")}, into); err != nil {
		t.Errorf("beside pointers: %v", err)
	}
	if _, err := os.Stat(filepath.Join(into, "plain/a.yaml")); err != nil {
		t.Error(err)
	}
}

func TestExtractOfRenamedPaths(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	text := func(name string) string { return strings.Repeat("# "+name+"\n", 50) }
	start := map[string]string{"lists/a.yaml": text("a"), "lists/deep/b.yaml": text("b"), "lists/c.yaml": text("c"), "own.yaml": text("own"), "top.yaml": text("top"), "top2.yaml": text("top2")}
	for name, c := range map[string]struct {
		move   []string // pairs
		path   string
		former string // nothing: not found
	}{
		"the folder":             {[]string{"lists", "registry"}, "registry", "lists"},
		"into another":           {[]string{"lists", "data/registry"}, "data/registry", "lists"},
		"from the root":          {[]string{"top.yaml", "registry/top.yaml", "top2.yaml", "registry/top2.yaml"}, "registry", "."},
		"most of it":             {[]string{"lists/a.yaml", "registry/a.yaml", "lists/c.yaml", "registry/c.yaml", "own.yaml", "registry/mine.yaml"}, "registry", "lists"},
		"one file":               {[]string{"own.yaml", "lists/ours.yaml"}, "lists/ours.yaml", "own.yaml"},
		"from here and there":    {[]string{"lists/a.yaml", "registry/x.yaml", "own.yaml", "registry/y.yaml"}, "registry", ""},
		"with other names alone": {[]string{"lists/a.yaml", "registry/x.yaml"}, "registry", ""},
	} {
		t.Run(name, func(t *testing.T) {
			root := repository(t, start)
			run(t, root, "git", "init", "-q", "-b", "main")
			commit(t, root)
			for i := 0; i < len(c.move); i += 2 {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(root, c.move[i+1])), 0o755); err != nil {
					t.Fatal(err)
				}
				run(t, root, "git", "mv", c.move[i], c.move[i+1])
			}
			into := t.TempDir()
			extracted, err := gitrepo.Extract(t.Context(), root, "main", []string{filepath.Join(root, c.path)}, into)
			if err != nil {
				t.Fatal(err)
			}
			want, notes := filepath.Join(into, c.path), 0
			if c.former != "" {
				want, notes = filepath.Join(into, c.former), 1
			}
			if extracted.Paths[0] != want || len(extracted.Notes) != notes {
				t.Errorf("%+v; want %s", extracted, want)
			}
			if _, err := os.Stat(want); (err == nil) != (c.former != "") {
				t.Errorf("%s: %v", want, err)
			}
		})
	}
}

// TestExtractBeforeTheFirstCommit holds that a hook does not fail at the first commit for the lack of an earlier one.
func TestExtractBeforeTheFirstCommit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{"a.yaml": "x"})
	run(t, root, "git", "init", "-q", "-b", "main")
	run(t, root, "git", "add", "-A")
	var unreadable *gitrepo.UnreadableError
	if _, err := gitrepo.Extract(t.Context(), root, "HEAD", []string{root}, t.TempDir()); !errors.As(err, &unreadable) || unreadable.Reason != "the repository has no commit yet" {
		t.Error(err)
	}
}

// TestNoRepository says what can be compared where there is no repository.
func TestNoRepository(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	folder := repository(t, map[string]string{"a.yaml": "x"})
	_, err := gitrepo.Extract(t.Context(), folder, "HEAD", []string{folder}, t.TempDir())
	if err == nil || !strings.HasPrefix(err.Error(), `"HEAD" is not a folder, and there is no Git repository at `) {
		t.Error(err)
	}
	run(t, folder, "git", "init", "-q", "-b", "main")
	commit(t, folder)
	_, err = gitrepo.Extract(t.Context(), folder, "origin/main", []string{folder}, t.TempDir())
	if err == nil || !strings.Contains(err.Error(), `; did you mean "main"? In CI, fetch`) {
		t.Error(err)
	}
}

// TestExtractMakesNoFolderForNothing holds that a folder without a registry differs from one with it, also at the top of a repository.
func TestExtractMakesNoFolderForNothing(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := repository(t, map[string]string{"README.md": "x", ".github/workflow.yaml": "on: push"})
	run(t, root, "git", "init", "-q", "-b", "main")
	commit(t, root)
	into := filepath.Join(t.TempDir(), "revision")
	if _, err := gitrepo.Extract(t.Context(), root, "main", []string{root}, into); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(into); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a folder for nothing: %v", err)
	}
}

// TestExtractNamesWhyGitEnds reads a clone without contents, whose origin is gone.
func TestExtractNamesWhyGitEnds(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	origin := repository(t, map[string]string{"a.yaml": "one"})
	run(t, origin, "git", "init", "-q", "-b", "main")
	commit(t, origin)
	change(t, origin, "a.yaml", "two")
	commit(t, origin)
	run(t, origin, "git", "config", "uploadpack.allowFilter", "true")
	root := filepath.Join(t.TempDir(), "clone")
	run(t, t.TempDir(), "git", "clone", "-q", "--filter=blob:none", "file://"+origin, root)
	if err := os.RemoveAll(origin); err != nil {
		t.Fatal(err)
	}
	_, err := gitrepo.Extract(t.Context(), root, "HEAD~1", []string{root}, t.TempDir())
	if err == nil || !strings.HasPrefix(err.Error(), `read revision "HEAD~1": git cat-file: `) || !strings.Contains(err.Error(), origin) {
		t.Error(err)
	}
}
