package imap

import (
	"encoding/base64"
	"testing"

	"supplierwatch/internal/testkit"
)

// TestAServerWithoutProof accepts logins by SCRAM that it cannot check, or offers only the password itself.
func TestAServerWithoutProof(t *testing.T) {
	t.Parallel()
	const offers = "* OK [CAPABILITY IMAP4rev1 LOGINDISABLED SASL-IR AUTH=SCRAM-SHA-1 AUTH=SCRAM-SHA-256] ready"
	encoded := func(text string) string { return "+ " + base64.StdEncoding.EncodeToString([]byte(text)) }
	for name, tt := range map[string]struct {
		scram bool
		lines []string
		want  string
	}{
		"accepts at once":        {true, []string{offers, "TAG OK in"}, "without proving that it knows the password"},
		"although not asked for": {false, []string{offers, "TAG OK in"}, "without proving that it knows the password"},
		"proves too early":       {true, []string{offers, encoded("v=FWPTbCIzmp/EYhk8nNIIRuzDDYBv5XqkyfTqaDUdC3I="), "TAG OK in"}, "does not follow the standard"},
		"asks for little work":   {true, []string{offers, encoded("r=x,s=QQ==,i=1"), "TAG OK in"}, `"1" iterations`},
		"offers PLAIN alone":     {true, []string{"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=LOGIN] ready"}, "takes no login by SCRAM"},
		"refuses":                {true, []string{offers, "TAG NO [AUTHENTICATIONFAILED] no"}, "AUTHENTICATIONFAILED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := script(t, tt.lines...)
			account.SCRAM = tt.scram
			expect(t, login(t, account, "INBOX"), ReasonLogin, tt.want)
		})
	}
}

// A real server that offers SCRAM alone.
func TestLoginBySCRAMAtDovecot(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	for _, mechanisms := range []string{"scram-sha-256 scram-sha-1", "scram-sha-1"} {
		m := testkit.StartMail(t, testkit.WithMechanisms(mechanisms))
		account := at(t, m.IMAPS, TLSImplicit)
		user := m.User(t, "confirmations")
		account.CAFile, account.Username = m.CAFile, user.Address
		for _, account.SCRAM = range []bool{true, false} {
			account.Password = Secret(user.Password)
			expect(t, login(t, account, "INBOX"), "", "holds 0 messages")
			account.Password = "wr0ng"
			expect(t, login(t, account, "INBOX"), ReasonLogin, "AUTHENTICATIONFAILED")
		}
	}
}
