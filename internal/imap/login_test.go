package imap

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"supplierwatch/internal/evidence"
	"supplierwatch/internal/model"
	"supplierwatch/internal/testkit"
)

const password = `p"a\ss wörd`

// spy remembers how folders were opened.
type spy struct {
	imapserver.Session
	opened chan string
}

func (s spy) Select(mailbox string, options *imap.SelectOptions) (*imap.SelectData, error) {
	s.opened <- fmt.Sprintf("%s read-only %t", mailbox, options.ReadOnly)
	return s.Session.Select(mailbox, options)
}

// server is an IMAP server with one user, whose INBOX holds two mails.
type server struct {
	opened  chan string
	ca      string // file
	account Account
}

func startServer(t *testing.T, options imapserver.Options, way TLS) *server {
	t.Helper()
	ca := testkit.NewCA(t)
	s := &server{opened: make(chan string, 10), ca: filepath.Join(t.TempDir(), "ca.pem")}
	if err := os.WriteFile(s.ca, ca.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	memory := imapmemserver.New()
	memory.AddUser(user(t))
	options.NewSession = func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
		return spy{memory.NewSession(), s.opened}, nil, nil
	}
	options.Logger = log.New(io.Discard, "", 0)
	options.TLSConfig = &tls.Config{Certificates: []tls.Certificate{ca.Server(t, time.Now().Add(time.Hour), "127.0.0.1")}}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.account = accountAt(listener.Addr(), way)
	s.account.CAFile = s.ca
	if way == TLSImplicit {
		listener = tls.NewListener(listener, options.TLSConfig)
	}
	running, ended := imapserver.New(&options), make(chan struct{})
	go func() {
		defer close(ended)
		_ = running.Serve(listener)
	}()
	t.Cleanup(func() {
		_ = running.Close()
		<-ended
	})
	return s
}

func user(t *testing.T) *imapmemserver.User {
	t.Helper()
	u := imapmemserver.NewUser("corp", password)
	for _, name := range []string{"INBOX", "Aufträge/2026"} {
		if err := u.Create(name, nil); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if _, err := u.Append("INBOX", strings.NewReader("Subject: x\r\n\r\nx\r\n"), &imap.AppendOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return u
}

func accountAt(addr net.Addr, way TLS) Account {
	tcp := addr.(*net.TCPAddr)
	return Account{Host: "127.0.0.1", Port: tcp.Port, TLS: way, Username: "corp", Password: password}
}

// script acts as a server: it sends the first line as greeting and each of the
// others after a line of the client, then waits until the client has gone. A
// line that begins with ! is sent as it stands, without line end, and then the
// connection is cut; in all, TAG stands for the tag of the client's last command.
func script(t *testing.T, lines ...string) Account {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		defer context.AfterFunc(ctx, func() { conn.Close() })()
		speak(conn, lines)
	}()
	t.Cleanup(func() {
		stop()
		listener.Close()
		<-ended
	})
	return accountAt(listener.Addr(), TLSNone)
}

func speak(conn net.Conn, lines []string) {
	in := bufio.NewReader(conn)
	tag := ""
	for i, line := range lines {
		if i > 0 {
			transcript, err := in.ReadString('\n')
			if err != nil {
				return
			}
			if first, _, command := strings.Cut(transcript, " "); command {
				tag = first
			}
		}
		line = strings.ReplaceAll(line, "TAG", tag)
		if cut, ok := strings.CutPrefix(line, "!"); ok {
			io.WriteString(conn, cut)
			return
		}
		io.WriteString(conn, line+"\r\n")
	}
	io.Copy(io.Discard, in)
}

func login(t *testing.T, a Account, folder string) model.Fact {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	return Login(ctx, "orders", a, folder)
}

func expect(t *testing.T, f model.Fact, reason Reason, evidence ...string) {
	t.Helper()
	kind := model.FactProbeFailed
	if reason == "" {
		kind = model.FactProbeOK
	}
	if f.Kind != kind || Reason(f.Data["reason"]) != reason {
		t.Errorf("got %s %q, want %s %q; evidence:\n%s", f.Kind, f.Data["reason"], kind, reason, f.Evidence)
	}
	if f.Supplier != "" || f.Subject != model.KindMailbox.Subject("orders") || f.Source != "imap" || f.Actor != model.ActorWatchdog {
		t.Errorf("the fact is about %q %q, seen by %q %q", f.Supplier, f.Subject, f.Source, f.Actor)
	}
	for _, want := range append(evidence, "") {
		if !strings.Contains(f.Evidence, want) || f.Evidence == "" {
			t.Errorf("the evidence lacks %q:\n%s", want, f.Evidence)
		}
	}
	if strings.Contains(f.Evidence, password) {
		t.Errorf("the evidence tells the password:\n%s", f.Evidence)
	}
}

func TestLogin(t *testing.T) {
	t.Parallel()
	withPlain := imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapSASLIR: {}}
	for _, way := range []TLS{TLSImplicit, TLSStart, TLSNone} {
		for name, caps := range map[string]imap.CapSet{"plain": nil, "initial response": withPlain} {
			t.Run(string(way)+" "+name, func(t *testing.T) {
				t.Parallel()
				s := startServer(t, imapserver.Options{InsecureAuth: way == TLSNone, Caps: caps}, way)
				f := login(t, s.account, "INBOX")
				expect(t, f, "", "connected to 127.0.0.1", "logged in as corp", `"INBOX" holds 2 messages`)
				if got := <-s.opened; got != "INBOX read-only true" {
					t.Errorf("opened %s", got)
				}
				if way != TLSNone && !strings.Contains(f.Evidence, "protected by") {
					t.Errorf("not protected:\n%s", f.Evidence)
				}
				expect(t, login(t, s.account, "Aufträge/2026"), "", "holds 0 messages")
			})
		}
	}
}

func TestLoginRefused(t *testing.T) {
	t.Parallel()
	s := startServer(t, imapserver.Options{}, TLSImplicit)
	wrong := s.account
	wrong.Password = "wrong"
	expect(t, login(t, wrong, "INBOX"), ReasonLogin, "AUTHENTICATIONFAILED")
	expect(t, login(t, s.account, "Archive"), ReasonFolder, `open the folder "Archive"`)

	strict := startServer(t, imapserver.Options{}, TLSNone)
	expect(t, login(t, strict.account, "INBOX"), ReasonLogin, "LOGINDISABLED")
}

func TestConnectionRefused(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := accountAt(listener.Addr(), TLSImplicit)
	listener.Close()
	expect(t, login(t, closed, "INBOX"), ReasonRefused, "connect:")

	nowhere := closed
	nowhere.Host = "no such host"
	expect(t, login(t, nowhere, "INBOX"), ReasonDNS)

	expect(t, login(t, script(t, "* BYE too many connections"), "INBOX"), ReasonRefused, "too many")
	early := script(t, "* BYE too many connections")
	early.TLS = TLSStart
	expect(t, login(t, early, "INBOX"), ReasonRefused, "too many")
	endless := script(t, "!* BYE "+strings.Repeat("x", 1<<20))
	endless.TLS = TLSStart
	expect(t, login(t, endless, "INBOX"), ReasonRefused)
}

func TestCertificates(t *testing.T) {
	t.Parallel()
	ca, other := testkit.NewCA(t), testkit.NewCA(t)
	now := time.Now()
	file := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(file, ca.PEM(), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		cert   tls.Certificate
		reason Reason
	}{
		"expired":         {ca.Server(t, now.Add(-time.Hour), "127.0.0.1"), ReasonCertificateExpired},
		"other name":      {ca.Server(t, now.Add(time.Hour), "imap.buyer.test"), ReasonTLS},
		"other authority": {other.Server(t, now.Add(time.Hour), "127.0.0.1"), ReasonTLS},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, way := range []TLS{TLSImplicit, TLSStart} {
				account := handshakeOnly(t, tt.cert, way)
				account.CAFile = file
				expect(t, login(t, account, "INBOX"), tt.reason, "begin TLS")
			}
		})
	}
}

// handshakeOnly serves one connection as far as TLS.
func handshakeOnly(t *testing.T, cert tls.Certificate, way TLS) Account {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		if way == TLSStart {
			io.WriteString(conn, "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n")
			line, _ := bufio.NewReader(conn).ReadString('\n')
			tag, _, _ := strings.Cut(line, " ")
			io.WriteString(conn, tag+" OK begin\r\n")
		}
		_ = tls.Server(conn, &tls.Config{Certificates: []tls.Certificate{cert}}).HandshakeContext(context.Background())
	}()
	t.Cleanup(func() {
		listener.Close()
		<-ended
	})
	return accountAt(listener.Addr(), way)
}

func TestTLSFails(t *testing.T) {
	t.Parallel()
	implicit := script(t, "* OK [CAPABILITY IMAP4rev1] no TLS here")
	implicit.TLS = TLSImplicit
	expect(t, login(t, implicit, "INBOX"), ReasonTLS)

	unknown := script(t, "* OK [CAPABILITY IMAP4rev1] no STARTTLS here", "TAG BAD unknown command")
	unknown.TLS = TLSStart
	expect(t, login(t, unknown, "INBOX"), ReasonTLS, "unknown command")

	// What a server says before TLS counts for nothing, not even that we are in.
	trusting := script(t, "* PREAUTH welcome", "TAG OK begin", "!nonsense")
	trusting.TLS = TLSStart
	expect(t, login(t, trusting, "INBOX"), ReasonTLS)

	nosuch := script(t, "* OK ready")
	nosuch.TLS = "tls"
	expect(t, login(t, nosuch, "INBOX"), ReasonTLS, `"tls"`)

	missing := script(t, "* OK ready")
	missing.TLS, missing.CAFile = TLSImplicit, filepath.Join(t.TempDir(), "missing.pem")
	expect(t, login(t, missing, "INBOX"), ReasonTLS, "missing.pem")

	empty := script(t, "* OK ready")
	empty.TLS, empty.CAFile = TLSStart, filepath.Join(t.TempDir(), "empty.pem")
	if err := os.WriteFile(empty.CAFile, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	expect(t, login(t, empty, "INBOX"), ReasonTLS, "no certificate found")
}

// Every step ends, wherever the server falls silent.
func TestSilence(t *testing.T) {
	t.Parallel()
	const greeting, plain = "* OK [CAPABILITY IMAP4rev1] ready", "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready"
	tests := map[string]struct {
		way   TLS
		lines []string
	}{
		"no greeting":                 {TLSNone, nil},
		"no greeting before STARTTLS": {TLSStart, nil},
		"no TLS":                      {TLSImplicit, nil},
		"no answer to STARTTLS":       {TLSStart, []string{greeting}},
		"no TLS after STARTTLS":       {TLSStart, []string{greeting, "TAG OK begin"}},
		"no capabilities":             {TLSNone, []string{"* OK ready"}},
		"no answer to LOGIN":          {TLSNone, []string{greeting, "+ go on"}},
		"no answer to AUTHENTICATE":   {TLSNone, []string{plain}},
		"no end of AUTHENTICATE":      {TLSNone, []string{plain, "+ "}},
		"no answer to EXAMINE":        {TLSNone, []string{"* PREAUTH [CAPABILITY IMAP4rev1] welcome"}},
		"an answer to nothing":        {TLSNone, []string{"* PREAUTH [CAPABILITY IMAP4rev1] welcome", "T99 OK done"}},
		"garbage":                     {TLSNone, []string{"* PREAUTH [CAPABILITY IMAP4rev1] welcome", "\x00\xff\xfe{}()"}},
		"half an answer to EXAMINE":   {TLSNone, []string{"* PREAUTH [CAPABILITY IMAP4rev1] welcome", "* 3 EXISTS"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			account := script(t, tt.lines...)
			account.TLS, account.Timeout = tt.way, 200*time.Millisecond
			expect(t, login(t, account, "INBOX"), ReasonTimeout)
		})
	}
}

func TestNonsense(t *testing.T) {
	t.Parallel()
	const in, flood = "* PREAUTH [CAPABILITY IMAP4rev1] welcome", 1 << 20
	tests := map[string][]string{
		"other protocol":         {"220 mail.buyer.test ESMTP"},
		"cut in the greeting":    {"!* OK [CAPAB"},
		"nothing":                {"!"},
		"cut after the greeting": {in, "!"},
		"cut in an answer":       {in, "!* 3 EXI"},
		"wrong word":             {in, "* 99999999999999999999 EXISTS"},
		"endless greeting":       {"!* OK " + strings.Repeat("x", flood)},
		"endless line":           {in, "!* OK " + strings.Repeat("x", flood)},
		"endless lines":          {in, "!" + strings.Repeat("* 1 EXISTS\r\n", flood/12)},
		"endless literal":        {in, "!* LIST () {1000000000}\r\n" + strings.Repeat("x", flood)},
	}
	for name, lines := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			expect(t, login(t, script(t, lines...), "INBOX"), ReasonProtocol)
		})
	}
}

// A server that repeats what it was told betrays no password to the evidence.
func TestSecretStaysSecret(t *testing.T) {
	t.Parallel()
	quoted := `"p\"a\\ss word"`
	response := base64.StdEncoding.EncodeToString([]byte("\x00corp\x00" + `p"a\ss word`))
	for _, echo := range []string{quoted, `p"a\ss word`, response} {
		account := script(t, "* OK [CAPABILITY IMAP4rev1] ready", "TAG NO unknown: LOGIN corp "+echo)
		account.Password = `p"a\ss word`
		f := login(t, account, "INBOX")
		expect(t, f, ReasonLogin, hidden)
		if strings.Contains(f.Evidence, "ss word") || strings.Contains(f.Evidence, response) {
			t.Errorf("the evidence tells the password:\n%s", f.Evidence)
		}
	}
	account := Account{Username: "corp", Password: password}
	asJSON, err := json.Marshal(account)
	if err != nil {
		t.Fatal(err)
	}
	shown := fmt.Sprintf("%v %+v %#v %s %q %x %d", account, account, account, account.Password, account.Password, account.Password, account.Password)
	for _, text := range []string{shown, string(asJSON), account.Password.String()} {
		if strings.Contains(text, "wörd") || strings.Contains(text, fmt.Sprintf("%x", "wörd")) {
			t.Errorf("the password is printed: %s", text)
		}
	}
}

func TestEvidenceIsShortAndPrintable(t *testing.T) {
	t.Parallel()
	f := login(t, script(t, "* OK [CAPABILITY IMAP4rev1] ready", "TAG NO \x1b[31m"+strings.Repeat("é", 2000)), "INBOX")
	expect(t, f, ReasonLogin)
	if n := len([]rune(f.Evidence)); n > 3*evidence.MaxLine || strings.Contains(f.Evidence, "\x1b") {
		t.Errorf("the evidence has %d characters: %q", n, f.Evidence)
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	account := script(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan model.Fact)
	go func() { done <- Login(ctx, "orders", account, "INBOX") }()
	cancel()
	f := <-done
	if f.Kind != model.FactProbeUnknown || f.Data["reason"] != string(ReasonCancelled) {
		t.Errorf("got %s %s:\n%s", f.Kind, f.Data["reason"], f.Evidence)
	}
}

func TestStepTime(t *testing.T) {
	t.Parallel()
	for given, want := range map[time.Duration]time.Duration{0: defaultStep, time.Second: time.Second, time.Hour: longestStep} {
		if got := (Account{Timeout: given}).step(); got != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
	if got := (Account{Host: "::1", Port: 993}).address(); got != net.JoinHostPort("::1", strconv.Itoa(993)) {
		t.Errorf("the address is %s", got)
	}
}
