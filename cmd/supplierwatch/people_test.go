package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"supplierwatch/internal/testkit"
)

// aMinute is how long schedules may take: they know nothing finer.
const aMinute = 90 * time.Second

// people is a company that asks its suppliers, and those who answer it, on one mail system.
type people struct {
	*installation
	mail   *testkit.Mail
	dns    *testkit.DNS
	owners *testkit.Mailbox // of the team that owns all suppliers
	daemon *daemon
}

// Suppliers with an address that nobody has.
const (
	nobodyThere = "later"   // their server takes mail for it, and returns it
	unknown     = "unknown" // their server refuses it to our relay, which returns it
	ghost       = "ghost"   // our relay refuses it to us
)

// openPeople starts a mail system for a company and for suppliers, each with a domain of its own. More are lines of the configuration.
func openPeople(t *testing.T, suppliers []string, more []string, options ...testkit.Option) *people {
	t.Helper()
	program(t)
	users := []string{"watchdog@buyer.test", "buying@buyer.test", "operators@buyer.test", "confirmations@buyer.test", "a.li@buyer.test", "b.roy@buyer.test", "c.stranger@buyer.test"}
	for _, id := range suppliers {
		switch id {
		case nobodyThere, unknown:
		case ghost:
			users = append(users, "somebody@"+id+".test")
		default:
			users = append(users, "orders@"+id+".test")
		}
	}
	all := []testkit.Option{testkit.WithUsers(users...), proven("buyer.test")}
	for _, id := range suppliers {
		all = append(all, proven(id+".test"))
	}
	p := &people{installation: newInstallation(t), dns: testkit.StartDNS(t), mail: testkit.StartMail(t, append(all, options...)...)}
	p.owners = p.mail.Mailbox(t, "buying@buyer.test")
	for _, user := range []string{"watchdog", "confirmations"} {
		p.write(t, user+".pw", p.mail.User(t, user+"@buyer.test").Password+"\n")
	}
	p.write(t, "supplierwatch.yaml", strings.Join(append(p.configuration(t), more...), "\n")+"\n")
	p.write(t, "registry/company.yaml", strings.Replace(company(crew("buying")+crew("operators"), toldOnce), "owner: oncall", "owner: buying", 1)+`mailboxes:
  confirmations: {address: confirmations@buyer.test, purpose: order-confirmation, team: buying, account: corp}
`)
	p.dns.Set(t, "mx.test", "A 127.0.0.1")
	for _, id := range suppliers {
		p.dns.Set(t, id+".test", "MX 10 mx.test.")
		p.write(t, "registry/"+id+".yaml", supplierIn(id, "orders@"+id+".test"))
	}
	return p
}

// proven has the company's server write that mail from a domain comes from there.
func proven(domain string) testkit.Option {
	return testkit.WithStamp(domain, "mx.buyer.test; dmarc=pass header.from="+domain)
}

// configuration returns the lines that every such company has.
func (p *people) configuration(t *testing.T) []string {
	t.Helper()
	_, submission := split(t, p.mail.Submission)
	_, imaps := split(t, p.mail.IMAPS)
	login := func(port, tls, user string) string {
		return fmt.Sprintf("{host: localhost, port: %s, tls: %s, username: %s@buyer.test, password: {file: %s.pw}, ca_file: %s}", port, tls, user, user, p.mail.CAFile)
	}
	return []string{
		`registry: [registry]`,
		`state: sqlite:state.db`,
		`schedule: {probe: "* * * * *", mailboxes: "* * * * *", verify: "* * * * *", summary: "* * * * *"}`,
		`identity: {organization: Buyer AG, domains: [buyer.test], from: "Supplier Watch <watchdog@buyer.test>"}`,
		`smtp: [` + strings.Replace(login(submission, "starttls", "watchdog"), "username", "auth: plain, username", 1) + `]`,
		`imap: {watchdog: ` + login(imaps, "implicit", "watchdog") + `, corp: ` + login(imaps, "implicit", "confirmations") + `}`,
		`replies: {account: watchdog, authserv_id: mx.buyer.test}`,
		`alerts: {operators: operators, group_wait: 1 second, max_per_recipient_per_hour: 1000}`,
		`http: {listen: "127.0.0.1:0", write_token: {file: write.tok}}`,
		`run: {shutdown_timeout: 3 seconds, registry_writable: true}`,
		fmt.Sprintf(`probe: {resolver: %q, failures: 1, over: 0 seconds, timeout: 5 seconds, allow: [127.0.0.0/8]}`, p.dns.Addr),
		fmt.Sprintf(`vantage: {names: [], connect: [%q]}`, p.mail.SMTP),
	}
}

// asking is the line of a configuration by which suppliers are asked.
func asking(mode string) string {
	return `verification: {mode: ` + mode + `, from: "Buyer AG Purchasing <watchdog@buyer.test>", reply_to: watchdog@buyer.test, per_day: 1000, answer_within: 1 day}`
}

// supplierIn is a supplier with one contact that can be written to, and one for emergencies that cannot.
func supplierIn(id, address string) string {
	return fmt.Sprintf(`version: 1
suppliers:
  - id: %[1]s
    name: %[1]s chemicals
    tier: critical
    customer_number: "88231"
    contacts:
      - {role: orders, name: Order desk, email: %[2]s, phone: "+49 89 1234567"}
      - {role: escalation, phone: "+49 89 1234599"}
`, id, address)
}

// question waits for the mail that asks a supplier's contact.
func (p *people) question(t *testing.T, id string) *testkit.Message {
	t.Helper()
	box := p.mail.Mailbox(t, "orders@"+id+".test")
	var found *testkit.Message
	untilWithin(t, aMinute, "a question to "+id, func() bool {
		for _, m := range box.All(t) {
			if strings.HasPrefix(m.Header.Get("Reply-To"), "<watchdog") {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// send delivers a mail of theirs to where it is addressed.
func (p *people) send(t *testing.T, w written) {
	t.Helper()
	from := w.from[strings.LastIndex(w.from, " ")+1:]
	p.mail.Deliver(t, strings.Trim(from, "<>"), w.to, w.bytes())
}

// finding is a finding as the API returns it.
type finding struct {
	Rule, Severity, Supplier, Subject, Message string
}

// findings returns those about a supplier, by rule.
func (p *people) findings(t *testing.T, supplier string) map[string]finding {
	t.Helper()
	var doc struct{ Findings []finding }
	p.read(t, "/api/v1/findings", &doc)
	found := map[string]finding{}
	for _, f := range doc.Findings {
		if f.Supplier == supplier && f.Subject != "contact/escalation" {
			found[f.Rule] = f
		}
	}
	return found
}

// verifications returns the states of the verification of a supplier's first contact, by channel.
func (p *people) verifications(t *testing.T, supplier string) map[string]string {
	t.Helper()
	var doc struct {
		Deadlines []struct{ Supplier, Subject, Kind, Channel, State string }
	}
	p.read(t, "/api/v1/deadlines", &doc)
	found := map[string]string{}
	for _, d := range doc.Deadlines {
		if d.Supplier == supplier && d.Kind == "verification" && strings.Contains(d.Subject, "orders") {
			found[d.Channel] = d.State
		}
	}
	return found
}

func (p *people) read(t *testing.T, path string, doc any) {
	t.Helper()
	code, body := p.daemon.get(t, path)
	if code != http.StatusOK {
		t.Fatalf("%s answered %d: %s", path, code, body)
	}
	if err := json.Unmarshal([]byte(body), doc); err != nil {
		t.Fatalf("read %s: %v\n%s", path, err, body)
	}
}

// readAll opens all mails of a user, as a mail program does.
func (p *people) readAll(t *testing.T, user string) {
	t.Helper()
	client, err := imapclient.DialTLS(p.mail.IMAPS, &imapclient.Options{TLSConfig: p.mail.TLS()})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	u := p.mail.User(t, user)
	err = client.Login(u.Address, u.Password).Wait()
	if err == nil {
		_, err = client.Select("INBOX", nil).Wait()
	}
	if err == nil {
		err = client.Store(imap.SeqSet{{Start: 1}}, &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{imap.FlagSeen}}, nil).Close()
	}
	if err != nil {
		t.Fatalf("read the mail of %s: %v", user, err)
	}
}

// replace changes a text in a file of the installation.
func (o *installation) replace(t *testing.T, name, before, after string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(o.folder, name))
	if err != nil || !strings.Contains(string(text), before) {
		t.Fatalf("%s does not say %q: %v", name, before, err)
	}
	o.write(t, name, strings.ReplaceAll(string(text), before, after))
}
