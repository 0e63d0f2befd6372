package listimport

import (
	"errors"
	"fmt"
	"io"
	"os"

	"supplierwatch/internal/filekind"
	"supplierwatch/internal/model"
)

// maxFile is the size up to which a list is read.
const maxFile = 64 << 20

// standardInput is the path of a list that is read from standard input.
const standardInput = "-"

// Source is where lists come from, and which part of them is read.
type Source struct {
	Sheet     string    // of workbooks; empty: the first visible one that holds something
	SheetFlag string    // the flag of the command that names a sheet; empty: it has none
	Stdin     io.Reader // for the path "-"; nil: it is not read
}

// Name returns how messages call a list.
func Name(path string) string {
	if path == standardInput {
		return "stdin"
	}
	return path
}

// top is the first place of a list.
func top(path string) model.Position {
	return model.Position{File: Name(path), Line: 1, Column: 1}
}

// data returns the content of a regular file of at most maxFile, or of standard input. Other pipes and devices are not read, since reading one could
// wait for ever.
func (s Source) data(path string) ([]byte, error) {
	if path == standardInput && s.Stdin != nil {
		return readUpToLimit(s.Stdin)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, plainError(err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is %s; only regular files are read, and standard input as `-`", filekind.Of(info.Mode()))
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, plainError(err)
	}
	defer file.Close()
	return readUpToLimit(file)
}

func readUpToLimit(from io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("it is larger than %d MB: divide the list", maxFile>>20)
	}
	return data, err
}

// OnceAtMost returns an error if standard input is named more than once, since it can be read once.
func OnceAtMost(paths []string) error {
	named := 0
	for _, path := range paths {
		if path == standardInput {
			named++
		}
	}
	if named > 1 {
		return errors.New("`-` is named twice, and standard input can be read once")
	}
	return nil
}
