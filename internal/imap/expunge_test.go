package imap

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/testkit"
)

func TestExpungeWithoutUIDPlus(t *testing.T) {
	t.Parallel()
	s, a := bare(t)
	add(s, "one")
	if err := Expunge(t.Context(), a, "INBOX", 1, []uint32{1}); !errors.Is(err, ErrNoUIDPlus) {
		t.Errorf("got %v", err)
	}
	for _, command := range s.Commands() {
		if strings.Contains(command, "STORE") || strings.Contains(command, "SELECT") || strings.Contains(command, "EXPUNGE") {
			t.Errorf("it was told %q", command)
		}
	}
	before := len(s.Commands())
	if err := Expunge(t.Context(), a, "INBOX", 1, nil); err != nil || len(s.Commands()) != before {
		t.Errorf("nothing to delete: %v", err)
	}
}

// Only what was named goes, also where others have marked more.
func TestExpungeAtDovecot(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	m := testkit.StartMail(t)
	a := dovecotAccount(t, m, "confirmations")
	for _, subject := range []string{"one", "two", "three"} {
		m.Deliver(t, "jane@acme.test", "confirmations", mail(subject))
	}
	j := &journal{}
	j.mustScan(t, a)
	markDeleted(t, m, 1)
	if err := Expunge(t.Context(), a, "INBOX", j.at.UIDValidity+1, []uint32{2}); !errors.Is(err, errRenumbered) {
		t.Errorf("got %v", err)
	}
	if err := Expunge(t.Context(), a, "INBOX", j.at.UIDValidity, []uint32{2}); err != nil {
		t.Error(err)
	}
	var left []string
	for _, message := range m.Mailbox(t, "confirmations").All(t) {
		left = append(left, message.Subject())
		if message.Subject() == "three" && slices.Contains(message.Flags, `\Deleted`) {
			t.Error("more was marked")
		}
	}
	if !slices.Equal(left, []string{"one", "three"}) {
		t.Errorf("left are %q", left)
	}
}
