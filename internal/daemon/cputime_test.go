//go:build unix

package daemon

import (
	"syscall"
	"testing"
	"time"
)

// cpuOf returns the CPU time that this process spends while something runs.
func cpuOf(tb testing.TB, run func()) time.Duration {
	tb.Helper()
	before := cpuTime(tb)
	run()
	return cpuTime(tb) - before
}

func cpuTime(tb testing.TB) time.Duration {
	tb.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
