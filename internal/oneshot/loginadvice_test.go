package oneshot

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"supplierwatch/internal/testkit"
)

// exchange acts as Exchange Online as far as the login and the folder. It says the greeting, and to each command the answer of the first
// entry whose command it begins with; TAG is the tag of an IMAP command.
type exchange struct {
	greeting string
	answers  [][2]string
}

// start serves until the end of t and returns the port.
func (e exchange) start(t *testing.T) (port string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.Go(func() { e.serve(conn) })
		}
	})
	t.Cleanup(func() {
		listener.Close()
		all.Wait()
	})
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	return port
}

func (e exchange) serve(conn net.Conn) {
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(20 * time.Second))
	io.WriteString(conn, e.greeting+"\r\n")
	for lines := bufio.NewScanner(conn); lines.Scan(); {
		tag, command, tagged := strings.Cut(lines.Text(), " ")
		if !tagged || !strings.HasPrefix(e.greeting, "*") {
			command = lines.Text()
		}
		for _, a := range e.answers {
			if strings.HasPrefix(command, a[0]) {
				io.WriteString(conn, strings.ReplaceAll(a[1], "TAG", tag)+"\r\n")
				break
			}
		}
	}
}

// imapExchange answers logins and the opening of folders.
func imapExchange(login, folder string) exchange {
	return exchange{"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR] The Microsoft Exchange IMAP4 service is ready.", [][2]string{
		{"AUTHENTICATE", login},
		{"EXAMINE", folder},
		{"CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2 SASL-IR\r\nTAG OK CAPABILITY completed."},
		{"LOGOUT", "* BYE bye\r\nTAG OK LOGOUT completed."},
		{"", "TAG BAD not here"},
	}}
}

// smtpExchange answers logins.
func smtpExchange(login string) exchange {
	return exchange{"220 x.outlook.test Microsoft ESMTP MAIL Service ready", [][2]string{
		{"EHLO", "250-x.outlook.test Hello\r\n250-AUTH LOGIN XOAUTH2\r\n250 SMTPUTF8"}, {"AUTH", login}, {"QUIT", "221 bye"}, {"", "502 not here"},
	}}
}

// TestRefusalsOfMicrosoft has the refusals of Entra and Exchange Online, as Microsoft documents them, say what to do.
func TestRefusalsOfMicrosoft(t *testing.T) {
	t.Parallel()
	const (
		in       = "TAG OK AUTHENTICATE completed."
		smtpSent = "235 2.7.0 Authentication successful"
		imapItem = "mailbox confirmations login"
	)
	entra := func(status int, code, description string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"error":%q,"error_description":"%s Trace ID: 0 Correlation ID: 0 Timestamp: 2026-11-30 12:00:00Z","error_codes":[1],"error_uri":"https://login.test/error"}`, code, description)
		}
	}
	for name, tt := range map[string]struct {
		token      http.HandlerFunc
		imap       exchange
		smtp       string
		item, next string
	}{
		"wrong secret":     {entra(401, "invalid_client", "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app."), imapExchange(in, "TAG NO not here"), smtpSent, imapItem, "Write the Value of the client secret"},
		"expired secret":   {entra(401, "invalid_client", "AADSTS7000222: The provided client secret keys for app are expired."), imapExchange(in, "TAG NO not here"), smtpSent, "smtp[0] login", "The client secret has expired"},
		"unknown client":   {entra(400, "unauthorized_client", "AADSTS700016: Application with identifier 'x' was not found in the directory 'Buyer AG'."), imapExchange(in, "TAG NO not here"), smtpSent, imapItem, "Application (client) ID"},
		"no consent":       {entra(400, "invalid_grant", "AADSTS65001: The user or administrator has not consented to use the application."), imapExchange(in, "TAG NO not here"), smtpSent, "smtp[0] login", "grant admin consent"},
		"wrong scope":      {entra(400, "invalid_scope", "AADSTS1002012: The provided value for scope x is not valid."), imapExchange(in, "TAG NO not here"), smtpSent, imapItem, "https://outlook.office365.com/.default"},
		"unknown tenant":   {entra(400, "invalid_request", "AADSTS90002: Tenant 'x' not found."), imapExchange(in, "TAG NO not here"), smtpSent, imapItem, "Directory (tenant) ID"},
		"no permission":    {nil, imapExchange("TAG NO AUTHENTICATE failed.", "TAG NO not here"), smtpSent, imapItem, "Object ID of the enterprise application"},
		"no mailbox":       {nil, imapExchange(in, "TAG BAD User is authenticated but not connected."), smtpSent, "mailbox confirmations folder", "Add-MailboxPermission"},
		"no SMTP":          {nil, imapExchange(in, "TAG NO not here"), "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.", "smtp[0] login", "Set-CASMailbox -Identity MAILBOX -SmtpClientAuthenticationDisabled $false"},
		"no SMTP anywhere": {nil, imapExchange(in, "TAG NO not here"), "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.", "smtp[0] login", "it has precedence over the setting of the organization"},
		"a policy":         {nil, imapExchange(in, "TAG NO not here"), "535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.", "smtp[0] login", "Conditional Access"},
		"may not send":     {nil, imapExchange(in, "TAG NO not here"), "535 5.7.3 Authentication unsuccessful [X.prod.outlook.com]", "smtp[0] login", "SMTP.SendAsApp"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dns := testkit.StartDNS(t)
			dns.Set(t, "buyer.test", "A 127.0.0.1")
			tokens := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
			tokens.Answer(tt.token)
			login := func(port string) string {
				return "{host: 127.0.0.1, port: " + port + ", tls: none, auth: xoauth2, oauth: m365, username: watchdog@buyer.test}"
			}
			p := &premises{
				resolver: dns.Addr, folder: t.TempDir(), replies: "{account: corp}", identity: "{from: watchdog@buyer.test}", patience: time.Second,
				smtp: login(smtpExchange(tt.smtp).start(t)), imap: "{corp: " + login(tt.imap.start(t)) + "}",
				more: fmt.Sprintf("oauth: {m365: {token_url: %q, client_id: %q, client_secret: %q}}\n", tokens.TokenURL, testkit.ClientID, testkit.ClientSecret),
			}
			wantNext(t, p.check(t), tt.item, tt.next)
		})
	}
}

// TestAdviceForPasswords has the words of Exchange Online about a password.
func TestAdviceForPasswords(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{
		"550 5.7.30 Basic authentication is not supported for Client Submission.":                                                                                                     "Write auth: xoauth2",
		"550 5.7.60 SMTP; Client does not have permissions to send as this sender":                                                                                                    "-AccessRights SendAs",
		"554 5.2.252 SendAsDenied; watchdog@buyer.example not allowed to send as alerts@buyer.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied": "-AccessRights SendAs",
		"535 5.7.60 SendAsDenied":                "Write the address in username as identity.from",
		"535 5.7.3 Authentication unsuccessful":  "",
		"NO AUTHENTICATE failed.":                "",
		"535 5.7.8 Error: authentication failed": "",
	} {
		if got := afterExchange(words, false); !strings.Contains(got, want) || want == "" && got != "" {
			t.Errorf("%s: %q", words, got)
		}
	}
}
