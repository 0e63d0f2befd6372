package commandline

import (
	"crypto/rand"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"
)

// Output writes to a file, or to standard output without one.
func Output(cmd *cobra.Command, path string, write func(io.Writer) error) error {
	if path == "" {
		return write(cmd.OutOrStdout())
	}
	return WriteFile("--output", path, write)
}

// WriteFile writes the file that a flag names. It appears whole or not at all;
// a device or a pipe such as /dev/null is written to and never replaced.
func WriteFile(flag, path string, write func(io.Writer) error) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return writeInto(flag, path, write)
	}
	// A name that nobody can foresee: a link under it would make this write elsewhere.
	temporary := path + "." + rand.Text() + ".tmp"
	file, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return Usage("write %s: %w", flag, err)
	}
	defer os.Remove(temporary)
	if err := write(file); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("write %s: %w", flag, err)
	}
	if err := os.Rename(temporary, path); err != nil {
		return fmt.Errorf("write %s: %w", flag, err)
	}
	return nil
}

// writeInto writes into something that exists and is not a regular file.
func writeInto(flag, path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return Usage("write %s: %w", flag, err)
	}
	defer file.Close()
	return write(file)
}
