package probe

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// Command is one of our programs that checks something, by the convention of
// the monitoring plugins. {0}, {1} … in its arguments are replaced by those that the
// registry gives. No shell reads any of it.
type Command struct {
	Args    []string // the program by its full path, and its arguments
	Timeout time.Duration
}

const (
	maxOutput = 4 << 10 // bytes that are read of what a command says
	// pipeGrace is how long what a command left behind may hold its output open.
	pipeGrace = 500 * time.Millisecond
)

// The codes by which the monitoring plugins end. Warning is a success that is
// worth a note: the plugin has reached what it looks at.
const (
	pluginOK = iota
	pluginWarning
	pluginCritical
)

// Exec probes by running the command of that name with arguments from the
// registry. It ends well with the codes 0 and 1, ill with 2 or when its time is
// over, and any other end says nothing. What it measured is kept as data, under
// perf.LABEL. The command connects by itself, past the Guard.
func Exec(name string, args []string, o Options) func(context.Context) model.Fact {
	return func(ctx context.Context) model.Fact {
		t := NewRun("exec")
		command, known := o.Commands[name]
		if !known || len(command.Args) == 0 {
			return t.failed(ctx, WithReason(ReasonCommand, fmt.Errorf("run %s: the configuration has no such command", name)))
		}
		line, err := command.With(args)
		if err != nil {
			return t.failed(ctx, WithReason(ReasonArgument, fmt.Errorf("run %s: %w", name, err)))
		}
		if command.Timeout > 0 {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, command.Timeout)
			defer cancel()
		}
		return t.plugin(ctx, line)
	}
}

var placeholder = regexp.MustCompile(`\{[0-9]{1,2}\}`)

// With returns the command with the arguments of the registry in their places. One
// that begins like an option is refused: a registry may say what is looked at,
// and not how.
func (c Command) With(args []string) ([]string, error) {
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") {
			return nil, fmt.Errorf("the argument %q begins like an option", arg)
		}
	}
	var missing string
	line := make([]string, len(c.Args))
	for i, text := range c.Args {
		line[i] = placeholder.ReplaceAllStringFunc(text, func(place string) string {
			n, err := strconv.Atoi(strings.Trim(place, "{}"))
			if err != nil || n >= len(args) {
				missing = place
				return place
			}
			return args[n]
		})
	}
	if missing != "" {
		return nil, fmt.Errorf("nothing is given for %s", missing)
	}
	return line, nil
}

// plugin runs a program and takes its end for what it says.
func (t *Run) plugin(ctx context.Context, line []string) model.Fact {
	t.AddEvidence("ran %q", line)
	out, complaint := &head4k{}, &head4k{}
	err := runGroup(ctx, line, out, complaint)
	text, measured := readPlugin(out.String(), out.cut)
	if text == "" {
		text = strings.TrimSpace(complaint.String())
	}
	for line := range strings.Lines(text) {
		t.AddEvidence("%s", strings.TrimSpace(line))
	}
	t.Data.Measured = measured
	var ended *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return t.failed(ctx, fmt.Errorf("run %s: %w", line[0], ctx.Err()))
	case err == nil:
		return t.OK("")
	case !errors.As(err, &ended):
		return t.failed(ctx, WithReason(ReasonCommand, fmt.Errorf("run %s: %w", line[0], err)))
	case ended.ExitCode() == pluginWarning:
		return t.OK(ReasonWarning)
	case ended.ExitCode() == pluginCritical:
		return t.fact(model.FactProbeFailed, ReasonCritical)
	}
	return t.failed(ctx, WithReason(ReasonPlugin, fmt.Errorf("the command ended with %w", err)))
}

// runGroup runs a program in a process group of its own, without input, with an
// environment that holds nothing but a path and a language, and ends the whole
// group with the program or with the context.
func runGroup(ctx context.Context, line []string, out, complaint *head4k) error {
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LANG=C"}
	cmd.Stdout, cmd.Stderr = out, complaint
	cmd.WaitDelay = pipeGrace
	ownGroup(cmd)
	err := cmd.Run()
	endGroup(cmd)
	if errors.Is(err, exec.ErrWaitDelay) {
		return nil // it ended well, and something that it left behind held its output open
	}
	return err
}

// head4k keeps the beginning of what is written to it and swallows the rest.
type head4k struct {
	kept bytes.Buffer
	cut  bool
}

func (h *head4k) String() string { return h.kept.String() }

// Write keeps what fits; it never fails, so that the program is not disturbed.
func (h *head4k) Write(p []byte) (int, error) {
	room := maxOutput - h.kept.Len()
	if len(p) > room {
		h.cut = true
		h.kept.Write(p[:room])
		return len(p), nil
	}
	return h.kept.Write(p)
}
