package testkit

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestMailLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	var dir string
	var groups []int
	t.Run("mail", func(t *testing.T) {
		m := StartMail(t)
		dir, groups = m.dir, pgids(t, m.dir)
	})
	wantGone(t, dir, groups)
}

// abandon is the environment variable that tells this test program to start a
// mail system and to be killed with it.
const abandon = "TESTKIT_ABANDON"

func TestMailOfAKilledTest(t *testing.T) {
	if os.Getenv(abandon) != "" {
		m := StartMail(t)
		must(t, os.WriteFile(os.Getenv(abandon), []byte(m.dir+" "+strings.Join(tags(m.dir), " ")), 0o600), "tell about it")
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
	}
	t.Parallel()
	skipWithoutMail(t)
	told := filepath.Join(t.TempDir(), "told")
	child := exec.Command(os.Args[0], "-test.run=^TestMailOfAKilledTest$")
	child.Env = append(os.Environ(), abandon+"="+told)
	out, err := child.CombinedOutput()
	if err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child ended with %v:\n%s", err, out)
	}
	line, err := os.ReadFile(told)
	must(t, err, "read what the child told")
	fields := strings.Fields(string(line))
	if len(fields) != 4 {
		t.Fatalf("the child told %q, want its directory and three process groups", line)
	}
	wantGone(t, fields[0], numbers(t, fields[1:]))
}

// A stranger on the port is not taken for the server, and another port is
// chosen.
func TestMailPortTaken(t *testing.T) {
	for position, name := range []string{"SMTP", "Submission", "Submissions", "IMAP", "IMAPS"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stranger net.Listener
			choices := 0
			m := StartMail(t, func(p *plan) {
				p.reserve = func(host string) (reservation, error) {
					r, err := reserve(host)
					if choices++; choices == position+1 {
						stranger, err = net.Listen("tcp", r.addr)
					}
					return r, err
				}
			})
			defer stranger.Close()
			if choices != 10 {
				t.Errorf("addresses were chosen %d times, want twice five", choices)
			}
			m.Deliver(t, "", "oncall", mailBytes("at last"))
			m.Mailbox(t, "oncall").Wait(t, "mail", subject("at last"))
		})
	}
}

func TestReserve(t *testing.T) {
	r, err := reserve("127.0.0.1")
	must(t, err, "reserve")
	if again, err := net.ListenPacket("udp", r.addr); err == nil {
		_ = again.Close()
		t.Errorf("%s can be reserved twice", r.addr)
	}
	r.release()
	lock, err := net.ListenPacket("udp", r.addr)
	must(t, err, "reserve what was released")
	_ = lock.Close()
}

// Programs that are started at the same time do not hold on to an address that
// was looked at.
func TestReserveWhileProgramsStart(t *testing.T) {
	stop, started := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(started)
		for {
			select {
			case <-stop:
				return
			default:
				_ = exec.Command("/bin/true").Run()
			}
		}
	}()
	defer func() { close(stop); <-started }()
	for range 2000 {
		r, err := reserve("127.0.0.1")
		must(t, err, "reserve")
		syscall.ForkLock.RLock() // the listener of this test is not inherited either
		listener, err := net.Listen("tcp", r.addr)
		if err == nil {
			_ = listener.Close()
		}
		syscall.ForkLock.RUnlock()
		must(t, err, "listen on what was reserved")
		r.release()
	}
}

func TestStartMailSkipsByName(t *testing.T) {
	skipped := false
	t.Run("without programs", func(t *testing.T) {
		t.Setenv("PATH", "")
		defer func() { skipped = t.Skipped() }()
		StartMail(t)
	})
	if !skipped {
		t.Error("StartMail did not skip where no program is")
	}
}

func TestDaemonThatIgnoresSIGTERM(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	d, err := startDaemon(dir, "stubborn", "/bin/sh", "-c", `trap "" TERM; echo ready; while :; do sleep 60; done`)
	must(t, err, "start")
	ready := func() bool { said, _ := os.ReadFile(filepath.Join(dir, "stubborn.out")); return len(said) > 0 }
	if !poll(5*time.Second, time.Millisecond, ready) {
		t.Error("it did not start")
	}
	d.stop()
	if left := groupMembers(d.cmd.Process.Pid); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
}

// wantGone waits for the end of all processes and files: after a kill they go
// on their own.
func wantGone(t *testing.T, dir string, groups []int) {
	t.Helper()
	if dir == "" {
		t.Skip("SKIPPED, no mail system was started")
	}
	gone := func() bool { _, err := os.Stat(dir); return os.IsNotExist(err) }
	if !poll(10*time.Second, 5*time.Millisecond, gone) {
		t.Errorf("%s is still there", dir)
	}
	if len(groups) != 3 {
		t.Errorf("process groups %v, want three", groups)
	}
	for _, group := range groups {
		if !waitGroupGone(group, 10*time.Second) {
			t.Errorf("processes %v of group %d are left", groupMembers(group), group)
		}
	}
}

// tags returns the process groups that the janitor of dir knows.
func tags(dir string) []string {
	paths, _ := filepath.Glob(filepath.Join(dir, "*.pgid"))
	var all []string
	for _, path := range paths {
		text, _ := os.ReadFile(path)
		all = append(all, string(text))
	}
	return all
}

func pgids(t *testing.T, dir string) []int {
	t.Helper()
	return numbers(t, tags(dir))
}

func numbers(t *testing.T, texts []string) []int {
	t.Helper()
	var all []int
	for _, text := range texts {
		n, err := strconv.Atoi(text)
		must(t, err, "read a process group")
		all = append(all, n)
	}
	return all
}
