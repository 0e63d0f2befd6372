package imap

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
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

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// scanJob has the test binary be a process that reads a folder and ends, so that
// its processor time and memory can be measured.
const scanJob = "MAILBOX_TEST_SCAN"

// job is what that process reads, from and to the file with its position.
type job struct {
	Port     int
	Position string
	Whole    bool // not only headers
}

func TestMain(m *testing.M) {
	if text := os.Getenv(scanJob); text != "" {
		if err := doJob(text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	goleak.VerifyTestMain(m)
}

func doJob(text string) error {
	var j job
	if err := json.Unmarshal([]byte(text), &j); err != nil {
		return err
	}
	var at model.FolderPosition
	if saved, err := os.ReadFile(j.Position); err == nil {
		if err := json.Unmarshal(saved, &at); err != nil {
			return err
		}
	}
	account := Account{Host: "127.0.0.1", Port: j.Port, TLS: TLSNone, Username: "bench", Password: "bench", Timeout: longestStep}
	o := ScanOptions{Since: time.Unix(0, 0), Whole: func(mailparse.Message) bool { return j.Whole }}
	sum, err := Scan(context.Background(), account, "INBOX", at, o, func(_ context.Context, b Batch) error {
		at = b.Position
		return nil
	})
	if err != nil {
		return err
	}
	saved, err := json.Marshal(at)
	if err != nil {
		return err
	}
	fmt.Println("messages", sum.Messages)
	return os.WriteFile(j.Position, saved, 0o600)
}

// BenchmarkScan reads a mailbox of a hundred thousand messages for the first
// time, as far as their headers, and again with ten new ones, which are read
// whole; beside it the plainest program that fetches some header fields with the
// same library. A ratio of 1 is as much as that one.
func BenchmarkScan(b *testing.B) {
	yard := newYard(b)
	yard.load(b, 100_000, 0)
	yard.peer(b) // warms the server's indexes
	for b.Loop() {
		yard.forget()
		yard.compare(b, "first", 100_000)
		for round := range 3 {
			yard.load(b, 10, 100_000+10*round)
			yard.compare(b, "again", 10)
		}
	}
}

// yard is a private Dovecot with one mailbox, and the programs of the bench.
type yard struct {
	bench, dir string
	port       int
}

func newYard(b *testing.B) *yard {
	b.Helper()
	shared := os.Getenv("SUPPLIERWATCH_SHARED")
	if shared == "" {
		shared = "../../../shared"
	}
	bench, err := filepath.Abs(filepath.Join(shared, "bench"))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(bench, "dovecot-up.sh")); err != nil {
		b.Skipf("SKIPPED, no bench to compare with: %v", err)
	}
	if _, err := exec.LookPath("dovecot"); err != nil {
		b.Skipf("SKIPPED, no mail server: %v", err)
	}
	dir, err := os.MkdirTemp("/tmp", "box") // short, and open to the user of the server
	if err != nil {
		b.Fatal(err)
	}
	y := &yard{bench: bench, dir: dir, port: freePort(b)}
	b.Cleanup(func() { os.RemoveAll(dir) })
	run(b, exec.Command("chmod", "755", dir))
	build := exec.Command("go", "build", "-o", dir, "./cmd/mailload", "./cmd/imapscan")
	build.Dir = bench
	run(b, build)
	return y
}

func freePort(b *testing.B) int {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// load puts messages into the mailbox; the server is started after the first.
func (y *yard) load(b *testing.B, messages, start int) {
	b.Helper()
	box := filepath.Join(y.dir, "box")
	args := []string{"-dir", filepath.Join(box, "mail"), "-m", strconv.Itoa(messages), "-start", strconv.Itoa(start)}
	if start == 0 {
		run(b, exec.Command(filepath.Join(y.dir, "mailload"), args...))
		run(b, exec.Command(filepath.Join(y.bench, "dovecot-up.sh"), box, strconv.Itoa(y.port)))
		b.Cleanup(func() { run(b, exec.Command(filepath.Join(y.bench, "dovecot-down.sh"), box)) })
		return
	}
	run(b, exec.Command(filepath.Join(y.dir, "mailload"), append(args, "-sub", "new")...))
	run(b, exec.Command("chown", "-R", "--reference", filepath.Join(box, "mail"), filepath.Join(box, "mail", "new")))
}

// forget has both programs begin anew.
func (y *yard) forget() {
	os.Remove(filepath.Join(y.dir, "theirs"))
	os.Remove(filepath.Join(y.dir, "ours"))
}

func (y *yard) peer(b *testing.B) (used, string) {
	b.Helper()
	return run(b, exec.Command(filepath.Join(y.dir, "imapscan"), "-addr", net.JoinHostPort("127.0.0.1", strconv.Itoa(y.port)),
		"-mode", "fields", "-state", filepath.Join(y.dir, "theirs")))
}

func (y *yard) readWithScanner(b *testing.B, whole bool) (used, string) {
	b.Helper()
	text, err := json.Marshal(job{Port: y.port, Position: filepath.Join(y.dir, "ours"), Whole: whole})
	if err != nil {
		b.Fatal(err)
	}
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), scanJob+"="+string(text))
	return run(b, command)
}

// compare lets both read, and reports what ours costs as a multiple of theirs.
func (y *yard) compare(b *testing.B, name string, messages int) {
	b.Helper()
	theirs, transcript := y.peer(b)
	ours, maskedError := y.readWithScanner(b, name == "again")
	for _, text := range []string{transcript, maskedError} {
		if !strings.Contains(text, fmt.Sprintf("messages %d", messages)) {
			b.Fatalf("%s: %s", name, text)
		}
	}
	b.Logf("%s: %v and %d KB, against %v and %d KB", name, ours.cpu, ours.memory, theirs.cpu, theirs.memory)
	b.ReportMetric(ours.cpu.Seconds()/theirs.cpu.Seconds(), name+"-cpu-ratio")
	b.ReportMetric(float64(ours.memory)/float64(theirs.memory), name+"-memory-ratio")
}

// used is what a process used: processor time, and memory at most in KiB.
type used struct {
	cpu    time.Duration
	memory int64
}

// run waits for a program, not for those that it leaves running: these hold its
// output open, which therefore is a file.
func run(b *testing.B, command *exec.Cmd) (used, string) {
	b.Helper()
	out, err := os.CreateTemp(b.TempDir(), "")
	if err != nil {
		b.Fatal(err)
	}
	defer out.Close()
	command.Stdout, command.Stderr = out, out
	failure := command.Run()
	transcript, err := os.ReadFile(out.Name())
	if failure != nil || err != nil {
		b.Fatalf("%s: %v\n%s", command, errors.Join(failure, err), transcript)
	}
	state := command.ProcessState
	return used{cpu: state.UserTime() + state.SystemTime(), memory: state.SysUsage().(*syscall.Rusage).Maxrss}, string(transcript)
}
