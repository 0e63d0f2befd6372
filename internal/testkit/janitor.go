package testkit

import (
	"fmt"
	"io"
	"os/exec"
	"syscall"
)

// A janitor cleans up behind a test process, also behind one that could not
// do it itself: a panic, `go test -timeout` and kill -9 run no cleanup. It is a
// shell that waits for the end of a pipe whose only writer is the test process.
// When the pipe ends, for whatever reason, it kills each process group that a
// *.pgid file in the directory names and removes the directory.
type janitor struct {
	cmd  *exec.Cmd
	pipe io.Closer
}

// The groups are killed without notice: whatever they still wanted to save
// lies in the directory that goes away. A process in its last moments may
// create one more file, hence the repeated removal.
const janitorScript = `
cat >/dev/null
for tag in "$1"/*.pgid; do
	[ -f "$tag" ] && kill -s KILL -- "-$(cat "$tag")"
done
for attempt in 1 2 3 4 5; do
	rm -rf "$1" && [ ! -e "$1" ] && exit 0
done
exit 1`

// startJanitor starts a janitor for the directory dir. It lives in a process
// group of its own, so that an interrupt from the terminal does not end it
// together with the test.
func startJanitor(dir string) (*janitor, error) {
	cmd := exec.Command("/bin/sh", "-c", janitorScript, "janitor", dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start the janitor: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the janitor: %w", err)
	}
	return &janitor{cmd: cmd, pipe: pipe}, nil
}

// sweep lets the janitor do its work now and waits for the end of it.
func (j *janitor) sweep() error {
	_ = j.pipe.Close()
	if err := j.cmd.Wait(); err != nil {
		return fmt.Errorf("remove the directory of the servers: %w", err)
	}
	return nil
}
