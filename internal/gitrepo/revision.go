package gitrepo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Extract writes the files of a revision into a folder, those at and below some paths of the repository, and returns where each path is there. It
// reads git's objects: neither the work tree nor the index is touched, and no filter, hook or attribute of the repository is applied.
func Extract(ctx context.Context, root, revision string, paths []string, into string) (extracted []string, err error) {
	root, err = resolved(root)
	if err != nil {
		return nil, err
	}
	if top, found := repositoryAround(root); found { // the paths of a revision begin there, also where root is a folder below
		root = top
	}
	commit, err := git(ctx, root, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, unknownRevision(root, revision, err)
	}
	for _, name := range paths {
		real, err := resolved(name)
		if err != nil {
			return nil, err
		}
		below := below(root, real)
		if path.IsAbs(below) {
			return nil, fmt.Errorf("%s is outside of the repository at %s", name, root)
		}
		if err := extract(ctx, root, strings.TrimSpace(string(commit)), wantedOf(real, below), into); err != nil {
			return nil, err
		}
		extracted = append(extracted, filepath.Join(into, filepath.FromSlash(below)))
	}
	return extracted, nil
}

// unknownRevision returns why a revision cannot be found. git is silent where it only lacks the revision.
func unknownRevision(root, revision string, err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("compare with the revision %q: git is not installed", revision)
	}
	var ended *gitError
	if errors.As(err, &ended) && ended.output != "" && ended.code != 1 {
		return fmt.Errorf("compare with the revision %q: %w", revision, err)
	}
	return fmt.Errorf("%q is neither a folder nor a revision of the repository at %s; in CI, fetch the history first (fetch-depth: 0)", revision, root)
}

// wanted is what is read for a path.
type wanted struct {
	below string // the path in the repository; for a file, the folder around it, in which the files are that it names
	file  bool   // a file was named: of what is deeper in the folder, only what a registry can name is read
}

func wantedOf(real, below string) wanted {
	if info, err := os.Stat(real); err == nil && !info.IsDir() {
		return wanted{path.Dir(below), true}
	}
	return wanted{below: below}
}

// includes reports whether a file of the revision is read. A file beside a whole code base must not copy it.
func (w wanted) includes(name string) bool {
	if !w.file || path.Dir(name) == w.below {
		return true
	}
	return slices.Contains([]string{".yaml", ".yml", ".ics"}, strings.ToLower(path.Ext(name)))
}

// object is a file of a revision.
type object struct{ mode, hash, path string }

// extract writes what is wanted of a commit.
func extract(ctx context.Context, root, commit string, w wanted, into string) error {
	listed, err := git(ctx, root, nil, "ls-tree", "-r", "-z", "--full-tree", commit, "--", ":(literal,top)"+w.below)
	if w.below == "." {
		listed, err = git(ctx, root, nil, "ls-tree", "-r", "-z", "--full-tree", commit)
	}
	if err != nil {
		return err
	}
	objects := slices.DeleteFunc(parseTree(listed), func(o object) bool { return !w.includes(o.path) })
	var hashes bytes.Buffer
	for _, o := range objects {
		fmt.Fprintln(&hashes, o.hash)
	}
	contents, err := git(ctx, root, &hashes, "cat-file", "--batch")
	if err != nil {
		return err
	}
	folder, err := os.OpenRoot(into)
	if err != nil {
		return err
	}
	defer folder.Close()
	for _, o := range objects {
		var content []byte
		if content, contents, err = nextObject(contents); err != nil {
			return err
		}
		if err := o.write(folder, content); err != nil {
			return err
		}
	}
	return nil
}

// parseTree reads the lines of ls-tree -z: MODE TYPE HASH, a tab, the path. Submodules have no files here.
func parseTree(listed []byte) []object {
	var objects []object
	for line := range strings.SplitSeq(string(listed), "\x00") {
		head, name, found := strings.Cut(line, "\t")
		if parts := strings.Fields(head); found && len(parts) == 3 && parts[1] == "blob" {
			objects = append(objects, object{mode: parts[0], hash: parts[2], path: name})
		}
	}
	return objects
}

// nextObject reads one object of cat-file --batch: HASH TYPE SIZE, a line end, the content, a line end.
func nextObject(all []byte) (content, rest []byte, err error) {
	head, rest, found := bytes.Cut(all, []byte("\n"))
	parts := strings.Fields(string(head))
	if !found || len(parts) != 3 {
		return nil, nil, fmt.Errorf("read revision: git answers %q", head)
	}
	size, err := strconv.Atoi(parts[2])
	if err != nil || size >= len(rest) {
		return nil, nil, errors.New("read revision: git's answer ends early")
	}
	return rest[:size], rest[size+1:], nil
}

// write writes the file below a folder. A link stays a link.
func (o object) write(folder *os.Root, content []byte) error {
	name := filepath.FromSlash(o.path)
	if err := folder.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	if o.mode == "120000" {
		return ignoreExisting(folder.Symlink(string(content), name))
	}
	return folder.WriteFile(name, content, 0o600)
}

// ignoreExisting lets paths overlap.
func ignoreExisting(err error) error {
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	return err
}

// git runs git in a repository and returns what it prints.
func git(ctx context.Context, root string, input io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", root}, args...)...)
	cmd.Env = append(environment(root), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = input, &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, &gitError{args[0], err, cmd.ProcessState.ExitCode(), strings.TrimSpace(errs.String())}
	}
	return out.Bytes(), nil
}

// environment returns the variables for git. Hooks of a repository run with variables that name it, which must not replace the repository at
// root (git(1), section "The Git Repository"). They count where root has no .git.
func environment(root string) []string {
	all := os.Environ()
	if !exists(filepath.Join(root, ".git")) {
		return all
	}
	return slices.DeleteFunc(all, func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains([]string{"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE"}, name)
	})
}

// gitError is a command of git that failed.
type gitError struct {
	command string
	err     error
	code    int // -1: it did not run
	output  string
}

func (e *gitError) Error() string { return fmt.Sprintf("git %s: %v: %s", e.command, e.err, e.output) }

func (e *gitError) Unwrap() error { return e.err }
