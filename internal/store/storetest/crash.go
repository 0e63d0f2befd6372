package storetest

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
)

// crashURL is the variable that makes the test binary the process that is killed.
const crashURL = "STORE_TEST_CRASH_URL"

// Main runs the tests of an engine, or is the process that one of them kills.
func Main(m *testing.M, e Engine) {
	if url := os.Getenv(crashURL); url != "" {
		fmt.Fprintln(os.Stderr, commitForever(e, url))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// commitForever writes numbered changes and prints each number after its commit. Every second round settles the mail of the round
// before. It returns only when something fails.
func commitForever(e Engine, url string) error {
	ctx := context.Background()
	s, err := e.Open(ctx, url)
	if err != nil {
		return err
	}
	next, err := strconv.Atoi(os.Getenv("STORE_TEST_CRASH_FROM"))
	if err != nil {
		return err
	}
	for ; ; next++ {
		if err := s.Commit(ctx, Numbered(next)); err != nil {
			return err
		}
		fmt.Println("committed", next)
		if next%2 == 1 {
			continue
		}
		attempt := model.Attempt{Mail: "m" + strconv.Itoa(next), At: Noon, Result: model.MailAccepted}
		if err := s.RecordResults(ctx, []model.Attempt{attempt}, []model.Fact{Fact("settled"+strconv.Itoa(next), model.FactDelivery, Noon)}); err != nil {
			return err
		}
		fmt.Println("settled", next)
	}
}

// Kill kills a process that commits, and expects each time that every transaction is wholly there or not at all,
// and that none is missing that the process had reported.
func Kill(t *testing.T, e Engine) {
	t.Helper()
	rounds := 20
	if testing.Short() {
		rounds = 4
	}
	url := e.NewDatabase(t)
	closed := open(t, e, url)
	Commit(t, closed, Numbered(0))
	closed.Close()
	next := 1
	for round := range rounds {
		committed, settled := crash(t, url, next, rand.IntN(12))
		next = verify(t, e, url, committed, settled) + 1
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
}

// crash starts the process, kills it at some instant after it has printed so many lines, and returns the last numbers that it printed.
func crash(t *testing.T, url string, from, lines int) (committed, settled int) {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), crashURL+"="+url, "STORE_TEST_CRASH_FROM="+strconv.Itoa(from))
	var complaints strings.Builder
	child.Stderr = &complaints
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	scanner := bufio.NewScanner(out)
	for said := 0; scanner.Scan(); said++ {
		if said == lines {
			time.AfterFunc(time.Duration(rand.IntN(3000))*time.Microsecond, func() { child.Process.Kill() }) //nolint:errcheck // it may be gone
		}
		word, number, _ := strings.Cut(scanner.Text(), " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			t.Fatal(err)
		}
		if word == "settled" {
			settled = n
		} else {
			committed = n
		}
	}
	if err := child.Wait(); err == nil || complaints.Len() > 0 {
		t.Fatalf("the process ended by itself: %v %s", err, complaints.String())
	}
	return committed, settled
}

// verify checks all that was written and returns the highest number found.
func verify(t *testing.T, e Engine, url string, committed, settled int) int {
	t.Helper()
	s := open(t, e, url)
	defer s.Close()
	facts, settlements := map[int]int{}, map[int]bool{}
	for _, f := range FactsAfter(t, s, 0) {
		number, isFact := strings.CutPrefix(f.ID, "f")
		n, err := strconv.Atoi(strings.TrimPrefix(strings.SplitN(number, ".", 2)[0], "settled"))
		if err != nil {
			t.Fatal(err)
		}
		if isFact {
			facts[n]++
		} else {
			settlements[n] = true
		}
	}
	st := State(t, s)
	last := st.Alerts["only"].Step
	if len(facts) != last+1 || len(st.Alerts) != last+2 || st.Notifications.Sent[strconv.Itoa(last)] == nil {
		t.Errorf("up to change %d there are facts of %d changes and %d alerts, notification state %v", last, len(facts), len(st.Alerts), st.Notifications.Sent)
	}
	waiting, err := s.Due(t.Context(), model.MailClassAlerts, Noon, 1<<20)
	if err != nil || len(waiting)+len(settlements) != last+1 {
		t.Errorf("up to change %d there are %d waiting mails and %d settled ones, %v", last, len(waiting), len(settlements), err)
	}
	for _, m := range waiting {
		n, err := strconv.Atoi(strings.TrimPrefix(m.ID, "m"))
		if err != nil || settlements[n] {
			t.Errorf("mail %s waits although the fact says it was settled, %v", m.ID, err)
		}
	}
	for n, count := range facts {
		if count != 3 {
			t.Errorf("change %d is there in part: %d of 3 facts", n, count)
		}
	}
	if last < committed || (settled > 0 && !settlements[settled]) {
		t.Errorf("lost: committed up to %d, found %d; settled %d: %v", committed, last, settled, settlements[settled])
	}
	return last
}
