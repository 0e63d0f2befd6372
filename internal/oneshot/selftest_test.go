package oneshot

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/testkit"
)

// premises is a configuration over a real mail system.
type premises struct {
	system       *testkit.Mail
	smtp, imap   string // flow mappings
	replies      string
	identity     string
	resolver     string
	more, folder string
	patience     time.Duration // for test mails that arrive
}

func newPremises(t *testing.T, options ...testkit.Option) *premises {
	t.Helper()
	if testing.Short() {
		t.Skip("SKIPPED, short: starts a mail system")
	}
	dns := testkit.StartDNS(t)
	dns.Set(t, "buyer.test", "A 127.0.0.1")
	p := &premises{system: testkit.StartMail(t, options...), resolver: dns.Addr, folder: t.TempDir(), replies: "{account: watchdog}", patience: 20 * time.Second}
	p.smtp = p.login(t, p.system.Submission, "starttls", "watchdog", "secret of watchdog")
	p.imap = fmt.Sprintf("{watchdog: %s, corp: %s}",
		p.login(t, p.system.IMAPS, "implicit", "watchdog", "secret of watchdog"), p.login(t, p.system.IMAP, "starttls", "confirmations", "secret of confirmations"))
	p.identity = "{from: watchdog@buyer.test}"
	return p
}

// login is a server of the mail system as the configuration names it.
func (p *premises) login(t *testing.T, address, tls, user, password string) string {
	t.Helper()
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("{host: %q, port: %s, tls: %s, username: %s@buyer.test, password: %q, ca_file: %q}", host, port, tls, user, password, p.system.CAFile)
}

// check tries the configuration out.
func (p *premises) check(t *testing.T) []apidoc.Tried {
	t.Helper()
	config := filepath.Join(p.folder, "supplierwatch.yaml")
	for name, text := range map[string]string{
		"supplierwatch.yaml": fmt.Sprintf("registry: [registry.yaml]\nidentity: %s\nsmtp: [%s]\nimap: %s\nreplies: %s\nprobe: {resolver: %q}\nvantage: {names: [buyer.test]}\n%s",
			p.identity, p.smtp, p.imap, p.replies, p.resolver, p.more),
		"registry.yaml": "version: 1\nteams: {purchasing: {email: purchasing@buyer.test}}\n" +
			"mailboxes: {confirmations: {address: confirmations@buyer.test, account: corp, team: purchasing}}\nsuppliers: []\n",
	} {
		if err := os.WriteFile(filepath.Join(p.folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	loaded, conf, problems, _ := CheckRequest{Config: config}.load()
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	trial, err := CheckRequest{}.selfTest(t.Context(), conf, loaded)
	if err != nil {
		t.Fatal(err)
	}
	trial.timeout = p.patience
	return trial.run(t.Context())
}

// results gives the rows as "item result", those that are ok left out.
func results(rows []apidoc.Tried) string {
	var all []string
	for _, r := range rows {
		if r.Result != apidoc.TriedOK {
			all = append(all, r.Item+" "+string(r.Result))
		}
	}
	return strings.Join(all, ", ")
}

// wantRow wants a row with these words and, where it failed, something to do.
func wantRow(t *testing.T, rows []apidoc.Tried, item, detail string) {
	t.Helper()
	for _, r := range rows {
		if r.Item != item {
			continue
		}
		if !strings.Contains(r.Detail, detail) || r.Result == apidoc.TriedFailed && r.Next == "" || r.Result == apidoc.TriedOK && r.Next != "" || strings.Contains(r.Detail+r.Next, "secret of") {
			t.Errorf("%+v, want %s", r, detail)
		}
		return
	}
	t.Errorf("no row %s", item)
}

// noQuotas is where no mailbox has a quota, noQuota where that of the answers has none.
const (
	// noServerListed is where the configuration does not name who stamps mail.
	noServerListed = "replies.authserv_id unknown, "

	noQuotas = "replies quota unknown, mailbox confirmations quota unknown"
	noQuota  = "replies quota unknown"
)

func TestTryout(t *testing.T) {
	p := newPremises(t, testkit.WithQuota("confirmations", 20<<20))
	rows := p.check(t)
	if got := results(rows); got != noServerListed+noQuota {
		t.Errorf("not ok: %s", got)
	}
	wantRow(t, rows, "mailbox confirmations quota", "0 % of 20 MiB are used")
	for item, detail := range map[string]string{
		"probe.resolver": "buyer.test", "smtp[0] login": "127.0.0.1:", "smtp[0] send": "watchdog@buyer.test", "smtp[0] arrive": "watchdog@buyer.test arrived within",
		"identity.plus": "watchdog+check-", "replies login": "watchdog@buyer.test at", "mailbox confirmations folder": "INBOX", "clock": "agrees",
	} {
		wantRow(t, rows, item, detail)
	}
	if n := len(p.system.Mailbox(t, "watchdog").All(t)); n != 2 {
		t.Errorf("%d test mails lie in the mailbox, want 2", n)
	}

	good := *p
	for _, c := range []struct {
		name   string
		change func(*premises)
		want   string
		rows   map[string]string
	}{
		{
			"a wrong password", func(p *premises) { p.imap = strings.Replace(p.imap, "secret of confirmations", "wr0ng", 1) },
			noServerListed + "replies quota unknown, mailbox confirmations login failed, mailbox confirmations folder unknown, mailbox confirmations quota unknown",
			map[string]string{"mailbox confirmations login": "AUTHENTICATIONFAILED"},
		},
		{
			"a missing folder", func(p *premises) { p.replies = "{account: watchdog, folder: Answers}" },
			"smtp[0] arrive unknown, identity.plus unknown, replies.authserv_id unknown, replies folder failed, " + noQuota + ", clock unknown",
			map[string]string{"replies folder": `"Answers"`, "smtp[0] arrive": "the folder could not be read"},
		},
		{
			"no relay lets us in", func(p *premises) { p.smtp = strings.Replace(p.smtp, "secret of watchdog", "wr0ng", 1) },
			"smtp[0] login failed, smtp[0] send unknown, smtp[0] arrive unknown, identity.plus unknown, replies.authserv_id unknown, " + noQuota + ", clock unknown",
			map[string]string{"smtp[0] login": "535"},
		},
		{
			"a closed port and a second relay", func(p *premises) {
				p.smtp = "{host: 127.0.0.1, port: 1, tls: none}, " + p.smtp + ", {directory: outbox}"
			},
			"smtp[0] login failed, smtp[0] send unknown, smtp[0] arrive unknown, " + noServerListed + noQuota,
			map[string]string{"smtp[0] login": "connection refused", "smtp[1] arrive": "arrived within", "smtp[2] directory": "reach nobody"},
		},
		{
			"an address that is not ours", func(p *premises) { p.identity = "{from: watchdog@buyer.test, reply_to: nobody@buyer.test}" },
			"smtp[0] send failed, smtp[0] arrive unknown, identity.plus unknown, replies.authserv_id unknown, " + noQuota + ", clock unknown",
			map[string]string{"smtp[0] send": "550"},
		},
		{
			"answers that arrive elsewhere", func(p *premises) { p.replies, p.patience = "{account: corp}", 2*time.Second },
			"smtp[0] arrive failed, identity.plus unknown, replies.authserv_id unknown, imap.watchdog quota unknown, clock unknown",
			map[string]string{"smtp[0] arrive": "not in INBOX of imap.corp after 2 s", "imap.watchdog login": "watchdog@buyer.test"},
		},
		{
			"a resolver that is not there", func(p *premises) { p.resolver = "127.0.0.1:1" }, "probe.resolver failed, " + noServerListed + noQuota,
			map[string]string{"probe.resolver": "buyer.test"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken := good
			c.change(&broken)
			rows := broken.check(t)
			if got := results(rows); got != c.want {
				t.Errorf("not ok: %s\nwant:   %s\n%+v", got, c.want, rows)
			}
			for item, detail := range c.rows {
				wantRow(t, rows, item, detail)
			}
		})
	}
}

func TestTryoutWithoutPlusAddressing(t *testing.T) {
	p := newPremises(t, testkit.WithoutPlus())
	rows := p.check(t)
	if got := results(rows); got != "identity.plus failed, "+noServerListed+noQuotas {
		t.Errorf("not ok: %s", got)
	}
	wantRow(t, rows, "identity.plus", "550")
	p.identity = "{from: watchdog@buyer.test, plus: false}"
	rows = p.check(t)
	if got := results(rows); got != noServerListed+noQuotas {
		t.Errorf("not ok: %s", got)
	}
	wantRow(t, rows, "identity.plus", "not used")
}

// Everything by token, and then by a client that the token server knows no longer.
func TestTryoutByToken(t *testing.T) {
	tokens := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
	p := newPremises(t, testkit.WithTokens(tokens))
	byToken := func(login string) string {
		return strings.Replace(login, `password: "secret of watchdog"`, "auth: xoauth2, oauth: own", 1)
	}
	p.smtp, p.imap = byToken(p.smtp), byToken(p.imap)
	own := func(secret string) {
		p.more = fmt.Sprintf("oauth: {own: {token_url: %q, client_id: %q, client_secret: %q}}\n", tokens.TokenURL, testkit.ClientID, secret)
	}
	own(testkit.ClientSecret)
	if rows := p.check(t); results(rows) != noServerListed+noQuotas {
		t.Errorf("not ok: %+v", rows)
	}
	if n := len(tokens.Given()); n != 1 {
		t.Errorf("%d tokens were given, want one for both logins", n)
	}
	own("wr0ng")
	rows := p.check(t)
	wantRow(t, rows, "smtp[0] login", "401 invalid_client")
	wantRow(t, rows, "replies login", "401 invalid_client")
}

// Everything by the key of a service account, and then without domain-wide delegation.
func TestTryoutByServiceAccount(t *testing.T) {
	tokens := testkit.NewTokenServer(t, "watchdog@buyer.test", time.Hour)
	p := newPremises(t, testkit.WithTokens(tokens))
	key := filepath.Join(t.TempDir(), "google.json")
	if err := os.WriteFile(key, []byte(tokens.AddServiceAccount(t).File), 0o600); err != nil {
		t.Fatal(err)
	}
	byToken := func(login string) string {
		return strings.Replace(login, `password: "secret of watchdog"`, "auth: xoauth2, oauth: google", 1)
	}
	p.smtp, p.imap = byToken(p.smtp), byToken(p.imap)
	p.more = fmt.Sprintf("oauth: {google: {grant: jwt, key: {file: %q}}}\n", key)
	if rows := p.check(t); results(rows) != noServerListed+noQuotas {
		t.Errorf("not ok: %+v", rows)
	}
	tokens.SetDelegation(false)
	rows := p.check(t)
	for _, item := range []string{"smtp[0] login", "replies login"} {
		wantRow(t, rows, item, "domain-wide delegation is missing for "+testkit.ServiceAccountEmail)
		wantNext(t, rows, item, "Domain-wide delegation")
	}
}

// wantNext wants a row to say what to do.
func wantNext(t *testing.T, rows []apidoc.Tried, item, next string) {
	t.Helper()
	for _, r := range rows {
		if r.Item == item && strings.Contains(r.Next, next) {
			return
		}
	}
	t.Errorf("no row %s says %q: %+v", item, next, rows)
}

func TestSkew(t *testing.T) {
	from := time.Date(2026, 11, 22, 10, 0, 0, 5e8, time.UTC)
	to := from.Add(10 * time.Second)
	for other, want := range map[time.Time]time.Duration{
		from.Truncate(time.Second): 0, // servers tell whole seconds
		to:                         0,
		to.Add(time.Hour):          time.Hour,
		from.Add(-time.Hour):       -time.Hour,
	} {
		if got := skew(other, from, to); got != want {
			t.Errorf("%v: %v, want %v", other, got, want)
		}
	}
}
