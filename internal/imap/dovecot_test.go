package imap

import (
	"net"
	"slices"
	"strconv"
	"testing"

	"supplierwatch/internal/testkit"
)

// Looking into a mailbox of a real server leaves its mail as new as it was.
func TestLoginAtDovecot(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	m := testkit.StartMail(t)
	m.Deliver(t, "jane@acme.test", "confirmations", []byte("Subject: new\r\n\r\nnew\r\n"))
	user := m.User(t, "confirmations")
	for way, address := range map[TLS]string{TLSImplicit: m.IMAPS, TLSStart: m.IMAP} {
		account := at(t, address, way)
		account.CAFile, account.Username, account.Password = m.CAFile, user.Address, Secret(user.Password)
		expect(t, login(t, account, "INBOX"), "", `"INBOX" holds 1 messages`)
		expect(t, login(t, account, "Archive"), ReasonFolder)
		clear := account
		clear.TLS = TLSNone
		if way == TLSStart {
			expect(t, login(t, clear, "INBOX"), ReasonLogin, "LOGINDISABLED")
		}
		account.Password = "wrong"
		expect(t, login(t, account, "INBOX"), ReasonLogin)
	}
	for _, mail := range m.Mailbox(t, "confirmations").All(t) {
		if slices.Contains(mail.Flags, `\Seen`) || !slices.Contains(mail.Flags, `\Recent`) {
			t.Errorf("%q is marked %v", mail.Subject(), mail.Flags)
		}
	}
}

func at(t *testing.T, address string, way TLS) Account {
	t.Helper()
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return Account{Host: host, Port: port, TLS: way}
}
