package probe

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/probe/probetest"
)

// plugin writes a shell script and gives it as a command with its arguments.
func plugin(t testing.TB, script string, args ...string) Options {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plugin")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return Options{Commands: map[string]Command{"check": {Args: append([]string{path}, args...), Timeout: 5 * time.Second}}}
}

func TestExecCodes(t *testing.T) {
	t.Parallel()
	for code, want := range map[int]struct {
		kind   model.FactKind
		reason Reason
	}{
		0: {model.FactProbeOK, ""}, 1: {model.FactProbeOK, ReasonWarning}, 2: {model.FactProbeFailed, ReasonCritical},
		3: {model.FactProbeUnknown, ReasonPlugin}, 4: {model.FactProbeUnknown, ReasonPlugin}, 127: {model.FactProbeUnknown, ReasonPlugin},
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			o := plugin(t, fmt.Sprintf("echo 'FEED %d | time=0.5s;1;2 size=3KB'; exit %d", code, code))
			f := probetest.Run(t, Exec("check", nil, o))
			probetest.Expect(t, f, want.kind, want.reason, fmt.Sprintf("FEED %d", code))
			if f.Data["perf.time"] != "0.5s;1;2" || f.Data["perf.size"] != "3KB" {
				t.Errorf("measured %v", f.Data)
			}
		})
	}
	f := probetest.Run(t, Exec("check", nil, plugin(t, "kill -9 $$")))
	probetest.Expect(t, f, model.FactProbeUnknown, ReasonPlugin)
}

func TestExecArguments(t *testing.T) {
	t.Parallel()
	script := `for a in "$@"; do echo "<$a>"; done`
	tests := []struct {
		name     string
		template []string
		args     []string
		reason   Reason
		evidence []string
	}{
		{"in their places", []string{"-H", "{0}", "--uri=/{1}/{0}"}, []string{"acme.test", "x"}, "", []string{"<-H>", "<acme.test>", "<--uri=/x/acme.test>"}},
		{"no shell", []string{"{0}"}, []string{"$(id); `id` 'a b'"}, "", []string{"<$(id); `id` 'a b'>"}},
		{"not filled in twice", []string{"{0}"}, []string{"{1}", "secret"}, "", []string{"<{1}>"}},
		{"an option", []string{"{0}"}, []string{"--help"}, ReasonArgument, []string{"begins like an option"}},
		{"an option that no place takes", []string{"x"}, []string{"-x"}, ReasonArgument, nil},
		{"one too few", []string{"{0}", "{1}"}, []string{"a"}, ReasonArgument, []string{"nothing is given for {1}"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			kind := model.FactProbeOK
			if tt.reason != "" {
				kind = model.FactProbeUnknown
			}
			probetest.Expect(t, probetest.Run(t, Exec("check", tt.args, plugin(t, script, tt.template...))), kind, tt.reason, tt.evidence...)
		})
	}
}

func TestExecEnvironment(t *testing.T) {
	t.Setenv("SUPPLIERWATCH_SECRET", "hunter2")
	f := probetest.Run(t, Exec("check", nil, plugin(t, "env; read x && echo input; id -u")))
	probetest.Expect(t, f, model.FactProbeOK, "", "PATH=", "LANG=C", "\n"+strconv.Itoa(os.Getuid()))
	for _, no := range []string{"SUPPLIERWATCH", "HOME=", "input"} {
		if strings.Contains(f.Evidence, no) {
			t.Errorf("evidence has %s:\n%s", no, f.Evidence)
		}
	}
}

func TestExecCannotStart(t *testing.T) {
	t.Parallel()
	o := Options{Commands: map[string]Command{"check": {Args: []string{"/nowhere/check"}}, "empty": {}}}
	for _, name := range []string{"check", "empty", "unknown"} {
		probetest.Expect(t, probetest.Run(t, Exec(name, nil, o)), model.FactProbeUnknown, ReasonCommand)
	}
	f := probetest.Run(t, Exec("check", nil, plugin(t, "echo trouble >&2; exit 2")))
	probetest.Expect(t, f, model.FactProbeFailed, ReasonCritical, "trouble")
}

// gone reports whether nobody has this process id any more, not even a zombie.
func gone(pid int) bool { return syscall.Kill(pid, 0) != nil }

// The end of its time ends a command with everything that it started.
func TestExecEndsTheWholeGroup(t *testing.T) {
	t.Parallel()
	for _, script := range []string{
		`sleep 600 & echo $! >"$1"; sleep 600`,                               // all of it hangs
		`(trap "" TERM; sleep 600) & echo $! >"$1"; trap "" TERM; sleep 600`, // and does not listen
	} {
		file := filepath.Join(t.TempDir(), "pid")
		o := plugin(t, script, "{0}")
		o.Commands["check"] = Command{Args: o.Commands["check"].Args, Timeout: 300 * time.Millisecond}
		began := time.Now()
		f := probetest.Run(t, Exec("check", []string{file}, o))
		probetest.Expect(t, f, model.FactProbeFailed, ReasonTimeout)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("it took %s", took)
		}
		awaitEnd(t, file)
	}
}

// What a command leaves behind does not outlive it, and holds nothing up.
func TestExecEndsWhatIsLeftBehind(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "pid")
	began := time.Now()
	f := probetest.Run(t, Exec("check", []string{file}, plugin(t, `sleep 600 & echo $! >"$1"; echo FEED OK`, "{0}")))
	probetest.Expect(t, f, model.FactProbeOK, "", "FEED OK")
	if took := time.Since(began); took > time.Minute {
		t.Errorf("it took %s", took)
	}
	awaitEnd(t, file)
}

// awaitEnd waits until the process whose id stands in a file has been taken
// away by whoever inherited it.
func awaitEnd(t testing.TB, file string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(5 * time.Second); !gone(pid) && !zombie(pid); {
		if time.Now().After(end) {
			t.Fatalf("process %d still runs", pid)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// zombie reports whether a process has ended and nobody took it away: where no
// init runs, orphans stay so, which is not ours to mend.
func zombie(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	return err == nil && strings.Contains(string(status), ") Z ")
}

// A program that talks without end is heard to the end of its time, and four
// kibibytes of it are kept.
func TestExecOutputIsBounded(t *testing.T) {
	t.Parallel()
	o := plugin(t, `while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done`)
	o.Commands["check"] = Command{Args: o.Commands["check"].Args, Timeout: 300 * time.Millisecond}
	f := probetest.Run(t, Exec("check", nil, o))
	probetest.Expect(t, f, model.FactProbeFailed, ReasonTimeout)
	if len(f.Evidence) > 2*maxOutput {
		t.Errorf("%d bytes of evidence", len(f.Evidence))
	}
	out := &head4k{}
	for range 3 {
		if n, err := out.Write(make([]byte, 3000)); n != 3000 || err != nil {
			t.Fatalf("wrote %d, %v", n, err)
		}
	}
	if out.kept.Len() != maxOutput || !out.cut {
		t.Errorf("kept %d bytes, cut %v", out.kept.Len(), out.cut)
	}
}
