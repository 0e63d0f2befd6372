package gitrepo

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// git runs git in a repository and returns what it prints.
func git(ctx context.Context, root string, args ...string) ([]byte, error) {
	var out []byte
	err := stream(ctx, root, func(printed io.Reader) (err error) {
		out, err = io.ReadAll(printed)
		return err
	}, args...)
	return out, err
}

// stream runs git in a repository and hands on what it prints while it prints.
func stream(ctx context.Context, root string, read func(printed io.Reader) error, args ...string) error {
	cmd, errs := command(ctx, root, args...)
	printed, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	unread := read(printed)
	if err := cmd.Wait(); err != nil && unread == nil {
		return &gitError{args[0], err, cmd.ProcessState.ExitCode(), strings.TrimSpace(errs.String())}
	}
	return unread
}

// command returns a command of git, and where it writes its errors.
func command(ctx context.Context, root string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", root}, args...)...)
	cmd.Env = append(environment(root), "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	return cmd, &errs
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
