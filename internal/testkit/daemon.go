package testkit

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stopGrace is how long a server may take to leave after SIGTERM before its
// whole process group is killed.
const stopGrace = time.Second

// daemon is a server process that runs in the foreground, in a process group
// of its own that all its children share.
type daemon struct {
	name    string
	cmd     *exec.Cmd
	pgidTag string        // file that names the group to the janitor
	exited  chan struct{} // closed when the first process of the group was reaped
}

// startDaemon runs argv in the background. Its output goes to dir/NAME.out and
// its process group is written to dir/NAME.pgid for as long as it lives.
func startDaemon(dir, name string, argv ...string) (*daemon, error) {
	out, err := os.Create(filepath.Join(dir, name+".out"))
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	defer out.Close()
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	d := &daemon{name: name, cmd: cmd, pgidTag: filepath.Join(dir, name+".pgid"), exited: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // the exit code of a server that was asked to stop means nothing
		close(d.exited)
	}()
	if err := os.WriteFile(d.pgidTag, []byte(strconv.Itoa(cmd.Process.Pid)), 0o600); err != nil {
		d.stop()
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	return d, nil
}

// running reports whether the first process of the group still exists.
func (d *daemon) running() bool {
	select {
	case <-d.exited:
		return false
	default:
		return true
	}
}

// stop ends the whole process group, politely and then for certain, and
// returns when no process of it is left. The children get the signal together
// with their master: Dovecot's waits a second for children that it signals itself.
func (d *daemon) stop() {
	pgid := d.cmd.Process.Pid
	_ = syscall.Kill(-pgid, syscall.SIGTERM)
	if !waitGroupGone(pgid, stopGrace) {
		_ = syscall.Kill(-pgid, syscall.SIGKILL)
		waitGroupGone(pgid, stopGrace)
	}
	<-d.exited
	_ = os.Remove(d.pgidTag)
}

// waitGroupGone polls until no live process of the group pgid is left and
// reports whether that happened within limit.
func waitGroupGone(pgid int, limit time.Duration) bool {
	return poll(limit, 5*time.Millisecond, func() bool { return len(groupMembers(pgid)) == 0 })
}

// poll calls done at once and then every interval until it returns true. It
// reports whether that happened within limit.
func poll(limit, interval time.Duration, done func() bool) bool {
	deadline := time.Now().Add(limit)
	for !done() {
		if time.Now().After(deadline) {
			return false
		}
		time.Sleep(interval)
	}
	return true
}

// groupMembers lists the processes of the group pgid. Zombies do not count:
// in a container whose first process reaps nobody they stay for ever.
func groupMembers(pgid int) []int {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	var pids []int
	for _, path := range stats {
		stat, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended meanwhile
		}
		// The command name may hold blanks and brackets; the state, the parent
		// and the group follow its last bracket.
		fields := strings.Fields(string(stat[strings.LastIndexByte(string(stat), ')')+1:]))
		if len(fields) < 3 || fields[0] == "Z" || fields[2] != strconv.Itoa(pgid) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path))); err == nil {
			pids = append(pids, pid)
		}
	}
	return pids
}
