package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The limits of the tutorial.
const (
	tutorialCommands = 6
	tutorialTime     = 5 * time.Minute
)

// TestTutorial follows docs/tutorial.md from an empty root with nothing but the program in it and without a network: it runs the commands of the
// document, saves its file and waits for what it says to wait for.
func TestTutorial(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/tutorial.md")
	if err != nil {
		t.Fatal(err)
	}
	reader := newReader(t)
	began := time.Now()
	commands := 0
	for _, step := range tutorialSteps(string(text)) {
		switch step.kind {
		case "file":
			put(t, filepath.Join(reader.folder, step.subject), step.text)
		case "wait":
			reader.waitForMail(t, step.subject)
		case "command":
			commands++
			reader.run(t, step.text)
		}
	}
	if took := time.Since(began); took > tutorialTime {
		t.Errorf("the tutorial took %v, more than %v", took, tutorialTime)
	}
	if commands == 0 || commands > tutorialCommands {
		t.Errorf("the tutorial has %d commands, its limit is %d", commands, tutorialCommands)
	}
	if !strings.Contains(reader.printed["status"], "escalated") || !strings.Contains(reader.printed["status"], "leads@buyer.example  sent") {
		t.Errorf("status does not show the escalation:\n%s", reader.printed["status"])
	}
	if !strings.Contains(reader.printed["check"], "Renew now: Framework agreement (Saale Acids), expired 31 Dec 2024") {
		t.Errorf("check does not begin with the contract:\n%s", reader.printed["check"])
	}
	untilWithin(t, time.Minute+patience, "the daemon takes over the acknowledgement", func() bool {
		return strings.Contains(reader.start(t, "status", "--config", "supplierwatch.yaml").end(t), "acknowledged by")
	})
}

// tutorialStep is what a reader does at a place of the document.
type tutorialStep struct {
	kind    string // command, file, wait, or below and the line below which the text is added
	subject string // the path of the file or the pattern of the mail
	text    string
}

var tutorialMark = regexp.MustCompile("(?ms)^<!-- wait: (\\S+) -->$|^<!-- (file|below [^\n]+): (\\S+) -->\n```(?:yaml|text)\n(.*?)^```$|^```sh\n(.*?)^```$")

// tutorialSteps returns the steps of a document in their order. Every line of a shell block is a command.
func tutorialSteps(document string) []tutorialStep {
	var steps []tutorialStep
	for _, match := range tutorialMark.FindAllStringSubmatch(document, -1) {
		switch {
		case match[1] != "":
			steps = append(steps, tutorialStep{kind: "wait", subject: match[1]})
		case match[2] != "":
			steps = append(steps, tutorialStep{kind: match[2], subject: match[3], text: match[4]})
		default:
			for line := range strings.Lines(match[5]) {
				steps = append(steps, tutorialStep{kind: "command", text: strings.TrimSpace(line)})
			}
		}
	}
	return steps
}

// reader is somebody who has the program and an empty folder.
type reader struct {
	folder  string
	jail    string // the root of the reader's programs; empty without the right to change it
	printed map[string]string
}

// process is a program that the reader has started.
type process struct {
	cmd *exec.Cmd
	out *record
}

// newReader puts the program into an empty root. The programs of the reader start from the thread of this goroutine, which has no network. Only root may
// do this: anybody else gets an empty folder, an empty environment and a free port.
func newReader(t *testing.T) *reader {
	t.Helper()
	r := &reader{folder: t.TempDir(), printed: map[string]string{}}
	built := program(t)
	runtime.LockOSThread() // never unlocked: the thread ends with the goroutine
	if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
		t.Logf("no empty root and no separate network: %v", err)
		return r
	}
	r.jail = t.TempDir()
	r.folder = filepath.Join(r.jail, "home")
	if err := os.Mkdir(r.folder, 0o755); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(built)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.jail, "supplierwatch"), text, 0o755); err != nil {
		t.Fatal(err)
	}
	return r
}

// run does what a line of the document says. The daemon keeps running; every other command has to succeed.
func (r *reader) run(t *testing.T, line string) {
	t.Helper()
	args := regexp.MustCompile(`"[^"]*"|\S+`).FindAllString(line, -1)
	if len(args) < 2 || args[0] != "supplierwatch" {
		t.Fatalf("the reader has no program but supplierwatch: %s", line)
	}
	for i := range args {
		args[i] = strings.Trim(args[i], `"`)
		if args[i] == "ALERT" {
			args[i] = r.alert(t)
		}
	}
	if args[1] == "run" && r.jail == "" {
		change(t, filepath.Join(r.folder, "supplierwatch.yaml"), "127.0.0.1:8080", "127.0.0.1:0")
	}
	p := r.start(t, args[1:]...)
	if args[1] == "run" {
		return // it runs until the test ends
	}
	r.printed[args[1]] = p.end(t)
}

// alert returns the ID that the status shows in front of the alert.
func (r *reader) alert(t *testing.T) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^([0-9a-f]{6,})  WARNING  "Framework agreement" with Saale Acids`).FindStringSubmatch(r.printed["status"])
	if found == nil {
		t.Fatalf("status shows no alert about the contract:\n%s", r.printed["status"])
	}
	return found[1]
}

func (r *reader) start(t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{out: &record{}}
	if r.jail == "" {
		p.cmd = exec.Command(program(t), args...)
		p.cmd.Dir, p.cmd.Env = r.folder, []string{"HOME=" + r.folder}
	} else {
		p.cmd = &exec.Cmd{Path: "/supplierwatch", Args: append([]string{"supplierwatch"}, args...), Dir: "/home", Env: []string{"HOME=/home", "PATH=/"}}
		p.cmd.SysProcAttr = &syscall.SysProcAttr{Chroot: r.jail}
	}
	p.cmd.Stdout, p.cmd.Stderr = p.out, p.out
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("start %q: %v", args, err)
	}
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill() // most have ended
		_ = p.cmd.Wait()
		if t.Failed() && args[0] == "run" {
			t.Logf("the daemon's log:\n%s", p.out)
		}
	})
	return p
}

// end waits for the end of a command that has to succeed, and returns what it printed.
func (p *process) end(t *testing.T) string {
	t.Helper()
	alarm := time.AfterFunc(patience, func() { _ = p.cmd.Process.Kill() })
	defer alarm.Stop()
	if err := p.cmd.Wait(); err != nil {
		t.Fatalf("%q: %v\n%s", p.cmd.Args, err, p.out)
	}
	return p.out.String()
}

// waitForMail waits for a file that the document names.
func (r *reader) waitForMail(t *testing.T, pattern string) {
	t.Helper()
	untilWithin(t, tutorialTime, pattern, func() bool {
		found, err := filepath.Glob(filepath.Join(r.folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		return len(found) > 0
	})
}
