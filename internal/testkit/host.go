package testkit

import (
	"errors"
	"fmt"
	"io"
	"runtime"
)

// Host is what the servers of this package need from a test; every testing.TB is
// one. What is started belongs to its host and ends with it.
type Host interface {
	Helper()
	Logf(format string, values ...any)
	Errorf(format string, values ...any)
	Fatalf(format string, values ...any) // does not return
	Skipf(format string, values ...any)  // does not return
	Failed() bool
	Cleanup(undo func())
}

// ErrSkipped is the cause if programs or rights that a server needs are missing.
var ErrSkipped = errors.New("skipped")

// Alone runs work with a host that is a program and not a test. Messages to the
// host are written to log. Alone returns when work and everything that it started
// have ended. It returns the first failure, ErrSkipped, or nil.
func Alone(log io.Writer, work func(Host)) error {
	h := &alone{log: log}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		defer h.cleanUp()
		work(h)
	}()
	<-ended
	return h.err
}

// alone is the host of a program. Like a test it belongs to the goroutine that
// it was made for.
type alone struct {
	log  io.Writer
	undo []func()
	err  error
}

// Helper marks nothing: a program's failures carry no lines of code.
func (h *alone) Helper() {}

// Logf writes one line.
func (h *alone) Logf(format string, values ...any) { fmt.Fprintf(h.log, format+"\n", values...) }

// Errorf notes a failure and goes on. The first one counts.
func (h *alone) Errorf(format string, values ...any) {
	failure := fmt.Errorf(format, values...)
	if h.err == nil {
		h.err = failure
		return
	}
	h.Logf("%v", failure)
}

// Fatalf notes a failure and ends the work.
func (h *alone) Fatalf(format string, values ...any) {
	h.Errorf(format, values...)
	runtime.Goexit()
}

// Skipf ends the work because something is missing.
func (h *alone) Skipf(format string, values ...any) {
	h.Fatalf("%w: %s", ErrSkipped, fmt.Sprintf(format, values...))
}

// Failed reports whether something failed.
func (h *alone) Failed() bool { return h.err != nil && !errors.Is(h.err, ErrSkipped) }

// Cleanup has undo called at the end, before those that were given earlier.
func (h *alone) Cleanup(undo func()) { h.undo = append(h.undo, undo) }

// cleanUp undoes all, the last first, also what is left when one of them ends
// the work.
func (h *alone) cleanUp() {
	if len(h.undo) == 0 {
		return
	}
	last := h.undo[len(h.undo)-1]
	h.undo = h.undo[:len(h.undo)-1]
	defer h.cleanUp()
	last()
}
