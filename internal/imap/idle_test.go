package imap

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
	"supplierwatch/internal/testkit/faultyserver"
)

// watching starts to watch, and gives what tells of changes and what ends it.
func watching(t *testing.T, w *watcher) (changed chan struct{}, end func() error) {
	t.Helper()
	changed = make(chan struct{}, 100)
	w.name, w.changed = "INBOX", func() { changed <- struct{}{} }
	if w.idleFor == 0 {
		w.idleFor = time.Hour
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.run(ctx) }()
	end = func() error {
		cancel()
		return <-ended
	}
	t.Cleanup(cancel)
	return changed, end
}

func await(t *testing.T, changed chan struct{}, what string) {
	t.Helper()
	select {
	case <-changed:
	case <-time.After(10 * time.Second):
		t.Fatalf("nothing was told of %s", what)
	}
}

func TestWatchReportsMail(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	m := testkit.StartMail(t)
	account := dovecotAccount(t, m, "confirmations")
	changed, end := watching(t, &watcher{account: account, idleFor: 300 * time.Millisecond, pause: 10 * time.Millisecond})
	// What comes before the first IDLE is for those to find who look by a clock.
	deliver := func(subject string) {
		for {
			m.Deliver(t, "jane@acme.test", "confirmations", mail(subject))
			select {
			case <-changed:
				return
			case <-time.After(2 * time.Second):
			}
		}
	}
	deliver("one")
	deliver("after some more IDLEs")
	m.StopIMAP(t)
	m.StartIMAP(t)
	await(t, changed, "the new connection")
	deliver("three")
	if err := end(); err != nil {
		t.Error(err)
	}
}

func TestWatchWithoutIdle(t *testing.T) {
	t.Parallel()
	_, a := bare(t)
	if err := Watch(t.Context(), a, "INBOX", func() {}); !errors.Is(err, ErrNoIdle) {
		t.Errorf("got %v", err)
	}
}

// It connects again and again, and ends when it is told to.
func TestWatchGoesOn(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	for name, fault := range map[string]faultyserver.IMAPFault{
		"cut": func(_, _ string) (string, faultyserver.AfterAnswer) { return "", faultyserver.CloseConnection },
		"idle refused": func(command, answer string) (string, faultyserver.AfterAnswer) {
			if command == "CAPABILITY" {
				answer = strings.Replace(answer, "IMAP4rev1", "IMAP4rev1 IDLE", 1)
			}
			return answer, faultyserver.Continue
		},
		"mute": func(_, _ string) (string, faultyserver.AfterAnswer) { return "", faultyserver.StopAnswering },
	} {
		s.SetFault(fault)
		before := len(s.Commands())
		a.Timeout = 50 * time.Millisecond
		_, end := watching(t, &watcher{account: a, pause: time.Millisecond})
		for deadline := time.Now().Add(5 * time.Second); len(s.Commands()) < before+4 && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
		if err := end(); err != nil || len(s.Commands()) < before+4 {
			t.Errorf("%s: %d commands, %v", name, len(s.Commands())-before, err)
		}
	}
}

// idles has a bare server idle: it tells of a message at once.
func idles(s *faultyserver.IMAP) {
	tag := ""
	s.SetFault(func(command, answer string) (string, faultyserver.AfterAnswer) {
		switch {
		case command == "CAPABILITY":
			answer = strings.Replace(answer, "IMAP4rev1", "IMAP4rev1 IDLE", 1)
		case command == "IDLE":
			tag, _, _ = strings.Cut(answer, " ")
			answer = "+ idling\r\n* 1 EXISTS\r\n"
		case strings.HasPrefix(answer, "DONE"):
			answer = tag + " OK idled\r\n"
		}
		return answer, faultyserver.Continue
	})
}

func TestWatchIdlesAgain(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	idles(s)
	changed, end := watching(t, &watcher{account: a, idleFor: 5 * time.Millisecond, pause: time.Hour})
	for range 3 {
		await(t, changed, "what came while it idled")
	}
	if err := end(); err != nil {
		t.Error(err)
	}
	opened, idled := 0, 0
	for _, command := range s.Commands() {
		if strings.HasPrefix(command, "EXAMINE") {
			opened++
		} else if command == "IDLE" {
			idled++
		}
	}
	if opened != 1 || idled < 3 {
		t.Errorf("it opened the folder %d times and idled %d times", opened, idled)
	}
}
