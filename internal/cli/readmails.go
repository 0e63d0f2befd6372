package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// mostOfMail is how many bytes of a file are read. No mailbox takes a larger mail.
const mostOfMail = 64 << 20

// foundMail is a mail with the name under which it is reported.
type foundMail struct {
	name string
	raw  []byte
}

// mailsOf finds the mails that arguments name.
type mailsOf struct{ stdin io.Reader }

// all returns the mails of an argument, or why there are none: a file with one mail or many
// (mbox), the files of a folder, or standard input.
func (m mailsOf) all(arg string) iter.Seq2[foundMail, error] {
	return func(yield func(foundMail, error) bool) {
		if info, err := os.Stat(arg); err != nil || !info.IsDir() {
			m.file(arg, yield)
			return
		}
		found := false
		err := filepath.WalkDir(arg, func(path string, entry fs.DirEntry, err error) error {
			switch hidden := path != arg && strings.HasPrefix(entry.Name(), "."); {
			case err != nil:
				return err
			case hidden && entry.IsDir():
				return fs.SkipDir
			case hidden || !entry.Type().IsRegular():
				return nil
			}
			found = true
			if !m.file(path, yield) {
				return fs.SkipAll
			}
			return nil
		})
		switch {
		case err != nil:
			yield(foundMail{}, unreadable(arg, err))
		case !found:
			yield(foundMail{}, fmt.Errorf("%s: the folder has no files", arg))
		}
	}
}

// file yields the mails of one file, and reports whether more are wanted.
func (m mailsOf) file(name string, yield func(foundMail, error) bool) bool {
	raw, err := m.read(name)
	if err != nil {
		return yield(foundMail{}, unreadable(name, err))
	}
	mails := splitMbox(raw)
	for i, mail := range mails {
		called := name
		if len(mails) > 1 {
			called = fmt.Sprintf("%s#%d", name, i+1)
		}
		if !yield(foundMail{called, mail}, nil) {
			return false
		}
	}
	return true
}

func (m mailsOf) read(name string) ([]byte, error) {
	in := m.stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		in = file
	}
	raw, err := io.ReadAll(io.LimitReader(in, mostOfMail+1))
	if len(raw) <= mostOfMail {
		return raw, err
	}
	if raw = raw[:mostOfMail]; len(splitMbox(raw)) > 1 {
		return nil, fmt.Errorf("it has more than %d MiB: split the mbox file", mostOfMail>>20)
	}
	return raw, err
}

// unreadable is the error of a file, without the system call that failed.
func unreadable(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("%s cannot be read: %w", name, err)
}

// mboxSeparator is the line before each mail of an mbox file (RFC 4155): the sender of the
// envelope and a date as of asctime. Mbox files escape such a line of a text with >.
var (
	mboxSeparator = regexp.MustCompile(`(?m)^From \S.*\b[0-9]{1,2}:[0-9]{2}\b.*\b(?:19|20)[0-9]{2}\b.*\r?\n`)
	mboxEscaped   = regexp.MustCompile(`(?m)^>(>*From )`)
)

// splitMbox returns the mails of an mbox file, or the whole of any other. A separator follows
// an empty line.
func splitMbox(raw []byte) [][]byte {
	var starts [][]int
	for _, at := range mboxSeparator.FindAllIndex(raw, -1) {
		before := raw[:at[0]]
		if len(before) == 0 || bytes.HasSuffix(before, []byte("\n\n")) || bytes.HasSuffix(before, []byte("\n\r\n")) {
			starts = append(starts, at)
		}
	}
	if len(starts) == 0 || starts[0][0] != 0 {
		return [][]byte{raw}
	}
	var mails [][]byte
	for i, at := range starts {
		end := len(raw)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		mails = append(mails, mboxEscaped.ReplaceAll(raw[at[1]:end], []byte("$1")))
	}
	return mails
}
