package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"
)

// patience is how long these tests wait for what should come. It is generous,
// because only a test that fails anyway waits so long.
const patience = 30 * time.Second

// workshop is the folder of the built program.
var workshop string

// side is how many tests run side by side, on however few processors: they
// wait for schedules, steps and servers and compute next to nothing.
const side = "8"

// TestMain takes the built program away when all tests have ended.
func TestMain(m *testing.M) { os.Exit(runAll(m)) }

func runAll(m *testing.M) int {
	flag.Parse()
	err := flag.Set("test.parallel", side)
	if err != nil {
		fmt.Fprintln(os.Stderr, "run tests side by side:", err)
		return 1
	}
	if workshop, err = os.MkdirTemp("", "supplierwatch-program-"); err != nil {
		fmt.Fprintln(os.Stderr, "make a folder for the program:", err)
		return 1
	}
	defer os.RemoveAll(workshop)
	return m.Run()
}

// build makes the program once, as `make build` makes it: static, so that it runs in an empty root.
var build = sync.OnceValues(func() (path string, err error) {
	path = filepath.Join(workshop, "supplierwatch")
	cmd := exec.Command("go", "build", "-o", path, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build the program: %w\n%s", err, out)
	}
	// A test may run it as another user.
	return path, os.Chmod(workshop, 0o755)
})

// program returns the path of the built program. Tests that need it are the slow
// ones and do not run with -short.
func program(t testing.TB) string {
	t.Helper()
	if testing.Short() {
		t.Skip("runs the built program as a process: not with -short")
	}
	path, err := build()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// answer is what a command said, and how it ended.
type answer struct {
	code     int
	out, err string
	took     time.Duration
}

// shell runs the program to its end, in a folder of its own.
func shell(t testing.TB, args ...string) answer {
	t.Helper()
	return runCommand(t, exec.Command(program(t), args...))
}

// nobody is the user id and group id of who owns nothing.
const nobody = 65534

// shellAsNobody runs the program as a user without rights. Root, whom no mode
// of a folder keeps from writing, becomes nobody for it.
func shellAsNobody(t testing.TB, args ...string) answer {
	t.Helper()
	cmd := exec.Command(program(t), args...)
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
	return runCommand(t, cmd)
}

// paste puts a line that names the program into a shell.
func paste(t testing.TB, line string) answer {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(program(t))+":"+os.Getenv("PATH"))
	return runCommand(t, cmd)
}

func runCommand(t testing.TB, cmd *exec.Cmd) answer {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Dir, cmd.Stdout, cmd.Stderr = t.TempDir(), &out, &errs
	began := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatalf("start %v: %v", cmd.Args, err)
	}
	alarm := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	_ = cmd.Wait() // its ProcessState holds how it ended
	if !alarm.Stop() {
		t.Fatalf("%v is not at its end after %v:\n%s", cmd.Args, patience, &errs)
	}
	return answer{code: cmd.ProcessState.ExitCode(), out: out.String(), err: errs.String(), took: time.Since(began)}
}

// until waits for what should come to be true.
func until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	untilWithin(t, patience, what, holds)
}

func untilWithin(t testing.TB, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(limit); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not within %v: %s", limit, what)
		}
	}
}

// stays checks for a while that what must not end does not.
func stays(t testing.TB, while time.Duration, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(while); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if !holds() {
			t.Fatalf("no longer so: %s", what)
		}
	}
}
