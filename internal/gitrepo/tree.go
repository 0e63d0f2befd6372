package gitrepo

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// object is a file of a revision.
type object struct{ mode, hash, path string }

// linkMode is the mode of symbolic links in git's trees.
const linkMode = "120000"

func (o object) isLink() bool { return o.mode == linkMode }

// maxPath is longer than any path of a file system.
const maxPath = 1 << 20

// listTree returns the files of a commit at and below a path that are chosen. A code base beside the registry is never held in memory.
func listTree(ctx context.Context, root, commit, at string, chosen func(object) bool) ([]object, error) {
	args := []string{"ls-tree", "-r", "-z", "--full-tree", commit}
	if at != "." {
		args = append(args, "--", ":(literal,top)"+at)
	}
	var found []object
	err := stream(ctx, root, func(printed io.Reader) error {
		lines := bufio.NewScanner(printed)
		lines.Buffer(nil, maxPath)
		lines.Split(untilNUL)
		for lines.Scan() {
			if o, isFile := parseTreeLine(lines.Text()); isFile && chosen(o) {
				found = append(found, o)
			}
		}
		return lines.Err()
	}, args...)
	return found, err
}

// untilNUL splits at NUL bytes (bufio.SplitFunc).
func untilNUL(data []byte, atEnd bool) (advance int, token []byte, err error) {
	if end := bytes.IndexByte(data, 0); end >= 0 {
		return end + 1, data[:end], nil
	}
	if atEnd && len(data) > 0 {
		return len(data), data, nil
	}
	return 0, nil, nil
}

// parseTreeLine reads a line of ls-tree: MODE TYPE HASH, a tab, the path. Submodules have no files here.
func parseTreeLine(line string) (o object, isFile bool) {
	head, name, found := strings.Cut(line, "\t")
	parts := strings.Fields(head)
	if !found || len(parts) != 3 || parts[1] != "blob" {
		return object{}, false
	}
	return object{mode: parts[0], hash: parts[2], path: name}, true
}

// create creates the file below a folder for writing.
func (o object) create(folder *os.Root) (*os.File, error) {
	name := filepath.FromSlash(o.path)
	if err := folder.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return nil, err
	}
	return folder.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
}

// link creates the link below a folder. It may be there already, since paths overlap.
func (o object) link(folder *os.Root, target string) error {
	name := filepath.FromSlash(o.path)
	if err := folder.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	if err := folder.Symlink(target, name); err != nil && !os.IsExist(err) {
		return err
	}
	return nil
}
