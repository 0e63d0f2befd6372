package main

import (
	"cmp"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// TestQuickstart follows docs/quickstart.md in a clone, without a network: it runs the lines of the document in a shell, edits what it edits, opens
// the page and leaves the clone as it was.
func TestQuickstart(t *testing.T) {
	t.Parallel()
	program(t)
	document := documented(t, "docs/quickstart.md")
	loopbackOnly(t)
	c := newClone(t)
	for _, step := range tutorialSteps(document) {
		line, below := strings.CutPrefix(step.kind, "below ")
		switch {
		case step.kind == "wait":
			untilWithin(t, tutorialTime, step.subject, func() bool { return c.has(t, step.subject) })
		case below:
			line = strings.Trim(line, `"`)
			change(t, filepath.Join(c.folder, step.subject), line+"\n", line+"\n        "+step.text)
		case step.text == "make run":
			c.start(t, step.text)
		default:
			c.run(t, step.text)
		}
		if step.text == "ls var/outbox" {
			c.run(t, "curl -sSf --noproxy '*' "+regexp.MustCompile(`(?m)^<(http\S+)>`).FindStringSubmatch(document)[1])
		}
	}
	if !strings.Contains(c.printed["bin/supplierwatch reload"], "The registry was reloaded: 10 suppliers.") {
		t.Errorf("reload prints %s", c.printed["bin/supplierwatch reload"])
	}
	if c.run(t, "git status --porcelain"); c.printed["git status --porcelain"] != "" || c.has(t, "bin") || c.has(t, "var") {
		t.Errorf("the clone is not as it was: %s", c.printed["git status --porcelain"])
	}
}

// loopbackOnly takes all interfaces but the loopback one from the programs that this goroutine starts. Only root may do this; for anybody else the
// port of the example has to be free.
func loopbackOnly(t *testing.T) {
	t.Helper()
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
		listener, err := net.Listen("tcp", "127.0.0.1:8080")
		if err != nil {
			t.Skipf("SKIPPED: needs root, or port 8080: %v", err)
		}
		_ = listener.Close() // the daemon opens it next
		return
	}
	socket, err := unix.Socket(unix.AF_INET, unix.SOCK_DGRAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(socket)
	loopback, err := unix.NewIfreq("lo")
	if err != nil {
		t.Fatal(err)
	}
	loopback.SetUint16(unix.IFF_UP)
	if err := unix.IoctlIfreq(socket, unix.SIOCSIFFLAGS, loopback); err != nil {
		t.Fatal(err)
	}
}

// clone is a folder with the sources of the program, under git.
type clone struct {
	folder  string
	printed map[string]string
	running *exec.Cmd // make run
	log     *record
}

func newClone(t *testing.T) *clone {
	t.Helper()
	c := &clone{folder: t.TempDir(), printed: map[string]string{}, log: &record{}}
	for _, name := range []string{"Makefile", "go.mod", "go.sum", ".gitignore", "cmd", "config", "internal", "examples"} {
		c.take(t, name)
	}
	c.run(t, "git init -q -b main && git add . && git -c user.name=A -c user.email=a@buyer.test commit -q -m clone")
	return c
}

// take copies a file or folder of the repository without tests.
func (c *clone) take(t *testing.T, name string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join("../..", name), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && entry.Name() == "testdata" {
			return cmp.Or[error](err, fs.SkipDir)
		}
		target := filepath.Join(c.folder, strings.TrimPrefix(filepath.ToSlash(path), "../../"))
		switch {
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		case strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (c *clone) has(t *testing.T, pattern string) bool {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(c.folder, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return len(found) > 0
}

// start runs a line until stop ends it.
func (c *clone) start(t *testing.T, line string) {
	t.Helper()
	c.running = exec.Command("sh", "-c", line)
	c.running.Dir, c.running.Stdout, c.running.Stderr = c.folder, c.log, c.log
	c.running.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.running.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-c.running.Process.Pid, syscall.SIGKILL) // most have ended
		if t.Failed() {
			t.Logf("%s:\n%s", line, c.log)
		}
	})
}

// stop does what Ctrl-C does.
func (c *clone) stop(t *testing.T) {
	t.Helper()
	if err := syscall.Kill(-c.running.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	alarm := time.AfterFunc(patience, func() { _ = syscall.Kill(-c.running.Process.Pid, syscall.SIGKILL) })
	_ = c.running.Wait() // make ends as it was interrupted
	if !alarm.Stop() {
		t.Fatalf("Ctrl-C does not end the daemon within %v", patience)
	}
}

// run runs a line, which has to succeed. Before the example is put back the daemon is stopped, as the document says.
func (c *clone) run(t *testing.T, line string) {
	t.Helper()
	if strings.HasPrefix(line, "git restore") {
		c.stop(t)
	}
	text := line
	if strings.Contains(line, "ALERT") {
		found := regexp.MustCompile(`(?m)^([0-9a-f]{6,})  CRITICAL  "Framework agreement" with Saale Acids`).FindStringSubmatch(c.printed["bin/supplierwatch status"])
		if found == nil {
			t.Fatalf("status shows no alert about the contract:\n%s", c.printed["bin/supplierwatch status"])
		}
		text = strings.Replace(line, "ALERT", found[1], 1)
	}
	cmd := exec.CommandContext(t.Context(), "sh", "-c", text)
	cmd.Dir = c.folder
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", line, err, out)
	}
	c.printed[line] = string(out)
}
