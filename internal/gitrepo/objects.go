package gitrepo

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"supplierwatch/internal/filekind"
)

// maxRead is how much is read of a revision. It is what all files of a registry may have together.
const maxRead = 64 << 20

// maxNamed is the size up to which a file is read that the registry names, as holidays are.
const maxNamed = 1 << 20

// maxTarget is how long the target of a link may be.
const maxTarget = 4096

// objects reads the contents of files from git, one after the other.
type objects struct {
	cmd  *exec.Cmd
	errs *bytes.Buffer
	in   io.WriteCloser
	out  *bufio.Reader
	left int64 // how many bytes may still be read
}

func openObjects(ctx context.Context, root string) (*objects, error) {
	cmd, errs := command(ctx, root, "cat-file", "--batch")
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &objects{cmd: cmd, errs: errs, in: in, out: bufio.NewReader(out), left: maxRead}, cmd.Start()
}

func (b *objects) close() error {
	if err := b.in.Close(); err != nil {
		return err
	}
	if err := b.cmd.Wait(); err != nil {
		return &gitError{"cat-file", err, b.cmd.ProcessState.ExitCode(), strings.TrimSpace(b.errs.String())}
	}
	return nil
}

// writeLink writes a link of the revision below a folder, and returns its target.
func (b *objects) writeLink(o object, folder *os.Root) (target string, err error) {
	size, err := b.begin(o)
	if err != nil {
		return "", err
	}
	content := make([]byte, min(size, maxTarget))
	if _, err := io.ReadFull(b.out, content); err != nil {
		return "", err
	}
	if err := o.link(folder, string(content)); err != nil {
		return "", err
	}
	return string(content), b.end(size - int64(len(content)))
}

// writeFile writes a file of the revision below a folder, if the registry can read it.
func (b *objects) writeFile(o object, folder *os.Root) error {
	size, err := b.begin(o)
	if err != nil {
		return err
	}
	if err := b.refused(o, size); err != nil {
		return err
	}
	return b.copy(o, size, folder)
}

// writeSmallFile writes a file that the registry may name, or leaves it out: it reads no large ones and no pointers besides its own files.
func (b *objects) writeSmallFile(o object, folder *os.Root) error {
	size, err := b.begin(o)
	if err != nil {
		return err
	}
	if size > maxNamed || b.isPointer(size) {
		return b.end(size)
	}
	if err := b.refused(o, size); err != nil {
		return err
	}
	return b.copy(o, size, folder)
}

func (b *objects) copy(o object, size int64, folder *os.Root) error {
	file, err := o.create(folder)
	if err != nil {
		return err
	}
	if _, err := io.CopyN(file, b.out, size); err != nil {
		return errors.Join(err, file.Close())
	}
	return errors.Join(file.Close(), b.end(0))
}

// begin asks for an object and returns its size: HASH TYPE SIZE and a line end come before the content.
func (b *objects) begin(o object) (size int64, err error) {
	if _, err := fmt.Fprintln(b.in, o.hash); err != nil {
		return 0, err
	}
	head, err := b.out.ReadString('\n')
	if err != nil {
		return 0, fmt.Errorf("read revision: %s: git's answer ends early: %w", o.path, err)
	}
	parts := strings.Fields(head)
	if len(parts) != 3 {
		return 0, fmt.Errorf("read revision: %s: git answers %q", o.path, strings.TrimSpace(head))
	}
	if size, err = strconv.ParseInt(parts[2], 10, 64); err != nil {
		return 0, fmt.Errorf("read revision: %s: git answers %q", o.path, strings.TrimSpace(head))
	}
	return size, nil
}

// refused returns why an object of a size cannot be read.
func (b *objects) refused(o object, size int64) error {
	if b.left -= size; b.left < 0 {
		return &UnreadableError{fmt.Sprintf("its files have more than %d MB in all", maxRead>>20)}
	}
	if b.isPointer(size) {
		return &UnreadableError{fmt.Sprintf("%s is in Git LFS, and the revision itself has only a pointer to it; check the revision out with "+
			"`git worktree add ../before REVISION` and compare with that folder: `--diff ../before`", o.path)}
	}
	return nil
}

// isPointer reports whether what comes next is a pointer of Git LFS.
func (b *objects) isPointer(size int64) bool {
	start, _ := b.out.Peek(int(min(size, filekind.LFSPointerBytes)))
	return filekind.IsLFSPointer(start)
}

// end skips the rest of an object and the line end behind it.
func (b *objects) end(rest int64) error {
	_, err := io.CopyN(io.Discard, b.out, rest+1)
	return err
}
