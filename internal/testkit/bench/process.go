package bench

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// Cost is what a process used.
type Cost struct {
	Wall   time.Duration
	CPU    time.Duration // user and system time of the process and of its children
	Memory int64         // the most that it held at once, in bytes
}

// run runs a command to its end. An exit code up to allowed is a success: check exits 1 when it finds something.
func run(allowed int, dir, program string, arguments ...string) (Cost, error) {
	cmd := exec.Command(program, arguments...)
	var errs bytes.Buffer
	cmd.Dir, cmd.Stderr = dir, &errs // what it prints is not kept: Linux counts the memory of this process as the least of its children's
	began := time.Now()
	err := cmd.Run()
	wall := time.Since(began)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() < 0 || exit.ExitCode() > allowed) {
		return Cost{}, fmt.Errorf("run %s %v: %w\n%s", program, arguments, err, firstLines(errs.Bytes()))
	}
	return Cost{Wall: wall, CPU: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), Memory: peak(cmd.ProcessState)}, nil
}

// peak returns the largest resident set of a process that has ended. Linux counts it in units of 1,024 bytes.
func peak(s *os.ProcessState) int64 {
	if usage, ok := s.SysUsage().(*syscall.Rusage); ok {
		return usage.Maxrss * 1024
	}
	return 0
}

// firstLines returns as much of an error output as a message can show.
func firstLines(b []byte) []byte { return b[:min(len(b), 2000)] }

// inTurn measures two kinds of work one after the other, several times, and returns the cost of each that is in the middle.
func inTurn(rounds int, ours, theirs func() (Cost, error)) (Cost, Cost, error) {
	var a, b []Cost
	for range rounds {
		x, err := ours()
		if err != nil {
			return Cost{}, Cost{}, err
		}
		y, err := theirs()
		if err != nil {
			return Cost{}, Cost{}, err
		}
		a, b = append(a, x), append(b, y)
	}
	return middle(a), middle(b), nil
}

// several measures one kind of work several times and returns the cost in the middle.
func several(rounds int, work func() (Cost, error)) (Cost, error) {
	var all []Cost
	for range rounds {
		c, err := work()
		if err != nil {
			return Cost{}, err
		}
		all = append(all, c)
	}
	return middle(all), nil
}

// middle returns the median of each value by itself.
func middle(costs []Cost) Cost {
	var wall, cpu []time.Duration
	var memory []int64
	for _, c := range costs {
		wall, cpu, memory = append(wall, c.Wall), append(cpu, c.CPU), append(memory, c.Memory)
	}
	return Cost{Wall: median(wall), CPU: median(cpu), Memory: median(memory)}
}
