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
	commit, err := git(ctx, root, nil, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	if err != nil {
		return nil, fmt.Errorf("%q is neither a folder nor a revision of the repository at %s; in CI, fetch the history first (fetch-depth: 0)", revision, root)
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
		if err := extract(ctx, root, strings.TrimSpace(string(commit)), wanted(real, below), into); err != nil {
			return nil, err
		}
		extracted = append(extracted, filepath.Join(into, filepath.FromSlash(below)))
	}
	return extracted, nil
}

// wanted returns what is read for a path: a folder, and for a file the folder around it, where the files that it names are.
func wanted(real, below string) string {
	if info, err := os.Stat(real); err == nil && !info.IsDir() {
		return path.Dir(below)
	}
	return below
}

// object is a file of a revision.
type object struct{ mode, hash, path string }

// extract writes what is at and below a path of a commit.
func extract(ctx context.Context, root, commit, below, into string) error {
	listed, err := git(ctx, root, nil, "ls-tree", "-r", "-z", "--full-tree", commit, "--", ":(literal,top)"+below)
	if below == "." {
		listed, err = git(ctx, root, nil, "ls-tree", "-r", "-z", "--full-tree", commit)
	}
	if err != nil {
		return err
	}
	objects := parseTree(listed)
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
	cmd.Env = append(os.Environ(), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = input, &out, &errs
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("git %s: %w: %s", args[0], err, strings.TrimSpace(errs.String()))
	}
	return out.Bytes(), nil
}
