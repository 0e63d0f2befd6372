package imap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/testkit"
)

// dovecotAccount is a user's account at a real server.
func dovecotAccount(t *testing.T, m *testkit.Mail, name string) Account {
	t.Helper()
	account, user := at(t, m.IMAPS, TLSImplicit), m.User(t, name)
	account.CAFile, account.Username, account.Password = m.CAFile, user.Address, Secret(user.Password)
	return account
}

// flags returns UIDs and flags of all that is in a mailbox.
func flags(t *testing.T, m *testkit.Mail, name string) []string {
	t.Helper()
	var all []string
	for _, message := range m.Mailbox(t, name).All(t) {
		slices.Sort(message.Flags)
		all = append(all, fmt.Sprint(message.UID, message.Flags))
	}
	return all
}

// markDeleted does what another program may do to a mailbox.
func markDeleted(t *testing.T, m *testkit.Mail, uid imap.UID) {
	t.Helper()
	client, err := imapclient.DialTLS(m.IMAPS, &imapclient.Options{TLSConfig: m.TLS()})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	user := m.User(t, "confirmations")
	if err := client.Login(user.Address, user.Password).Wait(); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Select("INBOX", nil).Wait(); err != nil {
		t.Fatal(err)
	}
	mark := &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagDeleted}}
	if err := client.Store(imap.UIDSetNum(uid), mark, nil).Close(); err != nil {
		t.Fatal(err)
	}
}

// Whatever is read, inspected and read again: not one flag changes, and new mail
// stays new.
func TestScanAtDovecotLeavesNoTrace(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	m := testkit.StartMail(t, testkit.WithUsers("confirmations"), testkit.WithQuota("confirmations", 10<<20))
	for i := range 5 {
		m.Deliver(t, "jane@acme.test", "confirmations+abc", mail(fmt.Sprint("Ref ", i)))
	}
	m.Deliver(t, "jane@acme.test", "confirmations", []byte("Subject: Auftr\xe4ge\r\n\r\n"+strings.Repeat("x", 2*maxBody)))
	before := flags(t, m, "confirmations")
	if len(before) != 6 || !strings.Contains(before[0], `\Recent`) {
		t.Fatalf("before: %q", before)
	}
	a := dovecotAccount(t, m, "confirmations")
	j := &journal{}
	j.mustScan(t, a)
	if len(j.kept) != 6 || j.kept[0] != "1 Ref 0" || j.at.UID != 6 || j.at.ModSeq == 0 {
		t.Errorf("kept %q up to %+v", j.kept, j.at)
	}
	got, err := Inspect(t.Context(), a, "INBOX", func(m mailparse.Message) bool { return strings.HasPrefix(m.Subject, "Ref") })
	if err != nil || got.Unread == nil || got.Unread.UID != 6 {
		t.Errorf("unread is %+v, %v", got.Unread, err)
	}
	if got.Quota == nil || got.Quota.Limit != 10<<20 || got.Quota.Used < 2*maxBody {
		t.Errorf("the quota is %+v", got.Quota)
	}
	j.kept = nil
	j.mustScan(t, a)
	j.expect(t)
	if diff := cmp.Diff(before, flags(t, m, "confirmations")); diff != "" {
		t.Error(diff)
	}
}

// A position that has the folder's mod-sequence needs no search, and one that
// has it no more finds what is new.
func TestScanAtDovecotByModSeq(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	m := testkit.StartMail(t)
	a := dovecotAccount(t, m, "confirmations")
	j := &journal{}
	for i := range 3 {
		m.Deliver(t, "jane@acme.test", "confirmations", mail(fmt.Sprint(i)))
		j.mustScan(t, a)
		j.expect(t, fmt.Sprint(i+1, " ", i))
		last, batches := j.at, len(j.batches)
		j.mustScan(t, a)
		if j.at != last || len(j.batches) != batches {
			t.Errorf("nothing had changed since %+v, but something was kept: %+v", last, j.at)
		}
		markDeleted(t, m, 1)
		j.mustScan(t, a)
		j.expect(t)
	}
}
