package cli_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"supplierwatch/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"supplierwatch": func() {
			os.Exit(cli.Main(context.Background(), os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
		},
	})
}

// TestScripts runs the program as people and CI systems do: each script in
// testdata/script is a session with its files, its answers and its exit codes.
//
// The race run leaves them out: their commands start no goroutines but those that read the files of a registry, which the tests of package
// registry race. A script whose command starts others belongs in testdata/concurrent.
func TestScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("the commands of these scripts start no goroutines of their own: not with -short")
	}
	runScripts(t, "testdata/script")
}

// TestConcurrentScripts runs the scripts whose commands probe or simulate, which work on more than one goroutine.
func TestConcurrentScripts(t *testing.T) {
	runScripts(t, "testdata/concurrent")
}

func runScripts(t *testing.T, dir string) {
	t.Helper()
	examples, err := filepath.Abs("../../examples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 dir,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("EXAMPLES", examples)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exit": exitCode, "huge": huge, "fifo": fifo, "closedport": closedPort, "keys": keys, "mode": mode, "replace": replace, "mask": mask, "suppliers": suppliers, "onlyfile": onlyFile,
		},
	})
}

// exitCode runs a command and wants exactly this code: exit CODE COMMAND ARG….
// A command that fails in another way, such as a panic, does not pass for it.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND ARG…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := 0
	if err != nil {
		coded, ok := err.(interface{ ExitCode() int })
		ts.Check(ifNot(ok, err))
		got = coded.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit code %d, want %s", got, args[0])
	}
}

func ifNot(ok bool, err error) error {
	if ok {
		return nil
	}
	return err
}

// huge makes a file with holes of so many megabytes: huge FILE MEGABYTES.
func huge(ts *testscript.TestScript, _ bool, args []string) {
	megabytes, err := strconv.Atoi(args[1])
	ts.Check(err)
	name := ts.MkAbs(args[0])
	ts.Check(os.WriteFile(name, nil, 0o600))
	ts.Check(os.Truncate(name, int64(megabytes)<<20))
}

// suppliers makes a file of a registry with many suppliers: suppliers FILE PREFIX COUNT.
func suppliers(ts *testscript.TestScript, _ bool, args []string) {
	count, err := strconv.Atoi(args[2])
	ts.Check(err)
	text := "version: 1\nsuppliers:\n"
	for i := range count {
		text += fmt.Sprintf("  - {id: %[1]s-%[2]d, name: Supplier %[1]s %[2]d, tier: important, country: DE, contacts: [{role: orders, email: orders@%[1]s-%[2]d.example}]}\n", args[1], i)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

// fifo makes a named pipe that nobody writes to: fifo FILE.
func fifo(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o600))
}

// closedPort sets a variable to a loopback port that nothing listens on.
func closedPort(ts *testscript.TestScript, _ bool, args []string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	_, port, err := net.SplitHostPort(listener.Addr().String())
	ts.Check(err)
	ts.Check(listener.Close())
	ts.Setenv(args[0], port)
}

// keys holds the exact set of keys of JSON objects in the last output:
// keys PATH KEY…, where PATH walks down by keys and indices, as in
// deadlines.0, or findings.* for every item of a list.
func keys(ts *testscript.TestScript, _ bool, args []string) {
	var document any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &document))
	objects := walk([]any{document}, args[0])
	if len(objects) == 0 {
		ts.Fatalf("nothing at %s", args[0])
	}
	want := slices.Sorted(slices.Values(args[1:]))
	for _, o := range objects {
		object, ok := o.(map[string]any)
		if !ok {
			ts.Fatalf("%s holds %v, no object", args[0], o)
		}
		if got := slices.Sorted(maps.Keys(object)); !slices.Equal(got, want) {
			ts.Fatalf("keys at %s: %v, want %v", args[0], got, want)
		}
	}
}

// walk follows a path of keys, indices, stars, and KEY=VALUE, which keeps the
// objects that hold it.
func walk(at []any, path string) []any {
	if path == "." {
		return at
	}
	for _, step := range strings.Split(path, ".") {
		var next []any
		for _, value := range at {
			next = append(next, stepInto(value, step)...)
		}
		at = next
	}
	return at
}

func stepInto(value any, step string) []any {
	switch v := value.(type) {
	case []any:
		if step == "*" {
			return v
		}
		if i, err := strconv.Atoi(step); err == nil && i < len(v) {
			return v[i : i+1]
		}
	case map[string]any:
		if key, want, filter := strings.Cut(step, "="); filter {
			if fmt.Sprint(v[key]) == want {
				return []any{v}
			}
			return nil
		}
		if inner, ok := v[step]; ok {
			return []any{inner}
		}
	}
	return nil
}

// mode holds the permissions of a file: mode FILE 0755.
func mode(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[1] {
		ts.Fatalf("%s has mode %s, want %s", args[0], got, args[1])
	}
}

// onlyFile sets a variable to the only file in a folder: onlyfile FOLDER NAME.
func onlyFile(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	if len(entries) != 1 {
		ts.Fatalf("%s has %d files, want 1", args[0], len(entries))
	}
	ts.Setenv(args[1], filepath.Join(args[0], entries[0].Name()))
}

// replace puts one text in place of another in a file: replace FILE OLD NEW.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	name := ts.MkAbs(args[0])
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, []byte(strings.ReplaceAll(text, args[1], args[2])), 0o600))
}

// mask hides what may differ, such as how many rules there are, which grows:
// mask FILE REGEXP TEXT.
func mask(ts *testscript.TestScript, _ bool, args []string) {
	pattern, err := regexp.Compile(args[1])
	ts.Check(err)
	text := ts.ReadFile(args[0])
	if !pattern.MatchString(text) {
		ts.Fatalf("%s does not hold %s", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(pattern.ReplaceAllString(text, args[2])), 0o600))
}
