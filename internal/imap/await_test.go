package imap

import (
	"context"
	"slices"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
)

func TestAwait(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	m := testkit.StartMail(t)
	user := m.User(t, "watchdog")
	account := at(t, m.IMAPS, TLSImplicit)
	account.CAFile, account.Username, account.Password = m.CAFile, user.Address, Secret(user.Password)
	m.Deliver(t, "a@acme.test", "watchdog", []byte("Message-ID: <first@acme.test>\r\nSubject: one\r\n\r\nx\r\n"))

	began := time.Now()
	late := make(chan struct{})
	go func() {
		defer close(late)
		m.Deliver(t, "a@acme.test", "watchdog", []byte("Message-ID: <second@acme.test>\r\nSubject: two\r\n\r\nx\r\n"))
	}()
	found, err := Await(t.Context(), account, "INBOX", []string{"first@acme.test", "second@acme.test"}, 20*time.Millisecond)
	<-late
	if err != nil || len(found) != 2 {
		t.Fatalf("found %v: %v", found, err)
	}
	if a := found["second@acme.test"]; a.Seen.Before(began) || a.At.Before(began.Add(-2*time.Second)) || a.At.After(a.Seen.Add(time.Second)) {
		t.Errorf("put there at %v, found at %v, begun at %v", a.At, a.Seen, began)
	}

	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	found, err = Await(ctx, account, "INBOX", []string{"first@acme.test", "never@acme.test"}, 20*time.Millisecond)
	if _, there := found["first@acme.test"]; err != nil || len(found) != 1 || !there {
		t.Errorf("found %v: %v", found, err)
	}
	for _, mail := range m.Mailbox(t, "watchdog").All(t) {
		if slices.Contains(mail.Flags, `\Seen`) {
			t.Errorf("%q was marked %v", mail.Subject(), mail.Flags)
		}
	}
	account.Password = "wrong"
	if _, err := Await(t.Context(), account, "INBOX", []string{"first@acme.test"}, time.Second); err == nil {
		t.Error("no error although nobody could log in")
	}
}
