package gitrepo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// Extracted is what a revision has of a registry.
type Extracted struct {
	Paths []string // where each of the given paths is, in the order in which they were given
	Notes []string // what people should know of them
}

// UnreadableError is why the registry of a revision cannot be used, although the revision is known.
type UnreadableError struct{ Reason string }

func (e *UnreadableError) Error() string { return e.Reason }

// revision is a commit of which files are read.
type revision struct {
	root, commit, into string
	objects            *objects
}

// Extract writes the files of a registry, as they were in a revision, into a folder, which it makes if there are any: those that the registry would read
// at and below some paths of the repository. It reads git's objects: neither the work tree nor the index is touched, and no filter, hook or attribute of the repository is
// applied. A path that the revision lacks is looked for where it was renamed from.
func Extract(ctx context.Context, root, name string, paths []string, into string) (*Extracted, error) {
	root, err := resolved(root)
	if err != nil {
		return nil, err
	}
	top, found := repositoryAround(root)
	if found { // the paths of a revision begin there, also where root is a folder below
		root = top
	}
	commit, err := commitOf(ctx, root, name)
	if err != nil {
		return nil, unknownRevision(ctx, root, name, found, err)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	objects, err := openObjects(ctx, root)
	if err != nil {
		return nil, err
	}
	r := revision{root: root, commit: commit, into: into, objects: objects}
	extracted, err := r.addAll(ctx, paths)
	if err == nil {
		return extracted, objects.close()
	}
	hasEnded := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if !hasEnded {
		cancel()
	}
	if why := objects.close(); hasEnded && why != nil {
		return nil, fmt.Errorf("read revision %q: %w", name, why)
	}
	return nil, err
}

// folder opens the folder for the files, and makes it before the first one.
func (r revision) folder() (*os.Root, error) {
	if err := os.MkdirAll(r.into, 0o700); err != nil {
		return nil, err
	}
	return os.OpenRoot(r.into)
}

// addAll extracts the given paths.
func (r revision) addAll(ctx context.Context, paths []string) (*Extracted, error) {
	var extracted Extracted
	for _, given := range paths {
		if err := r.add(ctx, given, &extracted); err != nil {
			return nil, err
		}
	}
	return &extracted, nil
}

// add extracts one of the given paths.
func (r revision) add(ctx context.Context, given string, extracted *Extracted) error {
	real, err := resolved(given)
	if err != nil {
		return err
	}
	at := below(r.root, real)
	if path.IsAbs(at) {
		return fmt.Errorf("%s is outside of the repository at %s", given, r.root)
	}
	w := wantedOf(real, at)
	count, err := r.extract(ctx, w)
	if err != nil {
		return err
	}
	if former := r.formerIfNone(ctx, w, count); former != "" {
		extracted.Notes = append(extracted.Notes, fmt.Sprintf("has this registry at %s, from where it was renamed to %s", former, w.at))
		w.at = former
		if _, err := r.extract(ctx, w); err != nil {
			return err
		}
	}
	extracted.Paths = append(extracted.Paths, filepath.Join(r.into, filepath.FromSlash(w.at)))
	return nil
}

func commitOf(ctx context.Context, root, revision string) (string, error) {
	commit, err := git(ctx, root, "rev-parse", "--verify", "--quiet", "--end-of-options", revision+"^{commit}")
	return strings.TrimSpace(string(commit)), err
}

// unknownRevision returns why a revision cannot be found. git is silent where it only lacks the revision.
func unknownRevision(ctx context.Context, root, revision string, repository bool, err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return fmt.Errorf("compare with the revision %q: git is not installed", revision)
	}
	var ended *gitError
	if errors.As(err, &ended) && ended.output != "" && ended.code != 1 {
		if !repository {
			return fmt.Errorf("%q is not a folder, and there is no Git repository at %s; name a folder with an earlier copy of the registry", revision, root)
		}
		return fmt.Errorf("compare with the revision %q: %w", revision, err)
	}
	if revision == "HEAD" { // names a branch without a commit, as before the first one
		return &UnreadableError{"the repository has no commit yet"}
	}
	hint := "in CI, fetch the history first (fetch-depth: 0)"
	if _, branch, remote := strings.Cut(revision, "/"); remote {
		if _, err := commitOf(ctx, root, branch); err == nil {
			hint = fmt.Sprintf("did you mean %q? In CI, fetch the history first (fetch-depth: 0)", branch)
		}
	}
	return fmt.Errorf("%q is neither a folder nor a revision of the repository at %s; %s", revision, root, hint)
}
