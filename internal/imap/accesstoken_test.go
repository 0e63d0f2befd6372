package imap

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/bearerlogin"
	"supplierwatch/internal/testkit"
)

// purse returns its tokens one after the other, and remembers which were refused.
type purse struct {
	tokens  []string
	refused []string
	err     error // when there are no more
}

func (p *purse) get(_ context.Context, refused string) (string, error) {
	p.refused = append(p.refused, refused)
	if len(p.tokens) == 0 {
		return "", p.err
	}
	token := p.tokens[0]
	p.tokens = p.tokens[1:]
	return token, nil
}

// tokenAccount is an account at a scripted server that logs in by token.
func tokenAccount(t *testing.T, p *purse, lines ...string) Account {
	t.Helper()
	a := script(t, lines...)
	a.Password, a.Tokens = "", p.get
	return a
}

const (
	offersTokens = "* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=XOAUTH2] ready"
	tokenTaken   = "TAG OK [CAPABILITY IMAP4rev1] in"
	tokenRefused = "TAG NO [AUTHENTICATIONFAILED] Authentication failed."
)

// challenge is how a server says what it has against a token.
func challenge(text string) string { return "+ " + base64.StdEncoding.EncodeToString([]byte(text)) }

func TestLoginByToken(t *testing.T) {
	t.Parallel()
	bye := []string{"* 1 EXISTS\r\n* OK [UIDVALIDITY 1] x\r\nTAG OK opened", "* BYE\r\nTAG OK bye"}
	bearerOnly := strings.Replace(offersTokens, "XOAUTH2", "OAUTHBEARER", 1)
	late := strings.Replace(offersTokens, " SASL-IR", "", 1)
	expired := challenge(`{"status":"401","schemes":"bearer","scope":"mail"}`)
	for name, tt := range map[string]struct {
		purse       purse
		lines       []string
		reason      Reason
		maskedError []string
		refused     string
	}{
		"at once":                        {purse{tokens: []string{"t1"}}, append([]string{offersTokens, tokenTaken}, bye...), "", []string{"logged in as corp"}, "[]"},
		"when asked for":                 {purse{tokens: []string{"t1"}}, append([]string{late, "+ ", tokenTaken}, bye...), "", []string{"logged in as corp"}, "[]"},
		"with the second":                {purse{tokens: []string{"t1", "t2"}}, append([]string{offersTokens, expired, tokenRefused, tokenTaken}, bye...), "", []string{"status 401, scope mail", "logged in"}, "[ t1]"},
		"not at all":                     {purse{tokens: []string{"t1", "t2"}}, []string{offersTokens, expired, tokenRefused, expired, tokenRefused}, ReasonLogin, []string{"AUTHENTICATIONFAILED", "status 401"}, "[ t1]"},
		"refused without a reason":       {purse{tokens: []string{"t1", "t2"}}, []string{offersTokens, tokenRefused, tokenRefused}, ReasonLogin, nil, "[ t1]"},
		"refused for a reason like none": {purse{tokens: []string{"t1", "t2"}}, []string{offersTokens, challenge("go away"), tokenRefused, "TAG BAD what?"}, ReasonLogin, []string{"go away"}, "[ t1]"},
		"no token":                       {purse{err: errors.New("invalid_client")}, []string{offersTokens}, ReasonToken, []string{"log in as corp: get an access token: invalid_client"}, "[]"},
		"no second token":                {purse{tokens: []string{"t1"}, err: errors.New("gone")}, []string{offersTokens, tokenRefused}, ReasonToken, []string{"gone"}, "[ t1]"},
		"not offered":                    {purse{tokens: []string{"t1"}}, []string{"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready"}, ReasonLogin, []string{"AUTH=XOAUTH2", "AUTH=OAUTHBEARER"}, "[]"},
		"by OAUTHBEARER alone":           {purse{tokens: []string{"t1"}}, append([]string{bearerOnly, tokenTaken}, bye...), "", []string{"logged in as corp"}, "[]"},
		"OAUTHBEARER, the second":        {purse{tokens: []string{"t1", "t2"}}, append([]string{bearerOnly, expired, tokenRefused, tokenTaken}, bye...), "", []string{"status 401, scope mail", "logged in"}, "[ t1]"},
		"hung up on":                     {purse{tokens: []string{"t1", "t2"}}, []string{offersTokens, "!"}, ReasonProtocol, nil, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := tt.purse
			f := login(t, tokenAccount(t, &p, tt.lines...), "INBOX")
			expect(t, f, tt.reason, tt.maskedError...)
			if got := fmt.Sprint(p.refused); got != tt.refused {
				t.Errorf("asked for tokens after %s, want %s", got, tt.refused)
			}
		})
	}
}

// A source that never answers ends with the step, and no token is told.
func TestTokenStaysSecret(t *testing.T) {
	t.Parallel()
	const token = "eyJ0.tok+en/="
	whole := base64.StdEncoding.EncodeToString(bearerlogin.Client{Username: "corp", Token: token}.First(bearerlogin.XOAUTH2))
	for _, echo := range []string{token, whole} {
		p := &purse{tokens: []string{token, token}}
		f := login(t, tokenAccount(t, p, offersTokens, "TAG NO unknown: "+echo, challenge(echo), "TAG NO unknown: "+echo), "INBOX")
		expect(t, f, ReasonLogin, hidden)
		if strings.Contains(f.Evidence, token) || strings.Contains(f.Evidence, whole) {
			t.Errorf("the evidence tells the token:\n%s", f.Evidence)
		}
	}
	account := Account{Host: "imap.buyer.example", Port: 993, Username: "corp", Tokens: (&purse{tokens: []string{token}}).get}
	s := &session{account: account, transcript: newTranscript(account)}
	if _, err := s.token(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	s.transcript.note("NO unknown: %s", base64.StdEncoding.EncodeToString(account.bearer(token).First(bearerlogin.OAUTHBEARER)))
	if got := s.transcript.String(); !strings.HasSuffix(got, "NO unknown: "+hidden) {
		t.Errorf("the evidence contains the token: %s", got)
	}
	waits := tokenAccount(t, &purse{}, offersTokens)
	waits.Timeout = 100 * time.Millisecond
	waits.Tokens = func(ctx context.Context, _ string) (string, error) {
		<-ctx.Done()
		return "", ctx.Err()
	}
	expect(t, login(t, waits, "INBOX"), ReasonTimeout, "get an access token")
}

// A real server that asks a token server about every token.
func TestLoginByTokenAtDovecot(t *testing.T) {
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	for mechanism, refused := range map[string]string{"xoauth2": "status 401, scope mail", "oauthbearer": "status invalid_token"} {
		t.Run(mechanism, func(t *testing.T) { tokenAtDovecot(t, mechanism, refused) })
	}
}

func tokenAtDovecot(t *testing.T, mechanism, refused string) {
	t.Helper()
	tokens := testkit.NewTokenServer(t, "confirmations@buyer.test", time.Hour)
	m := testkit.StartMail(t, testkit.WithTokens(tokens), testkit.WithTokenMechanism(mechanism))
	for way, address := range map[TLS]string{TLSImplicit: m.IMAPS, TLSStart: m.IMAP} {
		account := at(t, address, way)
		account.CAFile, account.Username = m.CAFile, "confirmations@buyer.test"
		good, bad, other := tokens.Give(), "no token", tokens.Give()
		p := &purse{tokens: []string{good}}
		account.Tokens = p.get
		expect(t, login(t, account, "INBOX"), "", "holds 0 messages")

		p.tokens = []string{bad, other}
		expect(t, login(t, account, "INBOX"), "", "asking for another token", "holds 0 messages")

		p.tokens = []string{bad, bad}
		expect(t, login(t, account, "INBOX"), ReasonLogin, "NO [AUTHENTICATIONFAILED] Authentication failed. ("+refused+")")
	}
	account := at(t, m.IMAPS, TLSImplicit)
	account.CAFile, account.Username = m.CAFile, "watchdog@buyer.test"
	account.Tokens = (&purse{tokens: []string{tokens.Give(), tokens.Give()}}).get
	expect(t, login(t, account, "INBOX"), ReasonLogin)
}

// The empty answer to a challenge is an empty line, and nothing else changes.
func TestEmptyAnswer(t *testing.T) {
	t.Parallel()
	ours, theirs := net.Pipe()
	defer ours.Close()
	w := newWire(ours, "")
	go func() {
		defer ours.Close()
		x := &tokenLogin{mechanism: bearerlogin.XOAUTH2, wire: w}
		for _, line := range []string{"=\r\n", "challenged", "=\r\n", "=\r\n"} {
			if line == "challenged" {
				x.Next([]byte("{}"))
				continue
			}
			io.WriteString(w, line)
		}
	}()
	if got, _ := io.ReadAll(theirs); string(got) != "=\r\n\r\n=\r\n" {
		t.Errorf("the wire carried %q", got)
	}
}
