package daemon

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

const fixtureRegistry = `version: 1
teams:
  buying: {email: buying@buyer.example, members: [jane@buyer.example, joe@buyer.example]}
  design: {members: [dana@buyer.example, dora@buyer.example]}
mailboxes:
  confirmations: {address: confirmations@buyer.example, purpose: order-confirmation, use_when: confirmations, team: buying, account: corp, attended_within: 2 business days, round_trip: "0 * * * *", clean: true}
suppliers:
  - id: acme
    name: ACME GmbH
    tier: standard
    owner: buying
    contacts:
      - {id: orders, role: orders, email: orders@acme.example, phone: "+49 89 1234567"}
      - {id: quality, role: quality, email: quality@acme.example, phone: "+49 89 1234568"}
    deliveries:
      - id: weekly
        title: nitrogen
        schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-01-05}
        confirmation: {by: them, mailbox: confirmations, before: 2 business days, subject: [order confirmation]}
`

const fixtureConfig = `registry: [registry.yaml]
state: sqlite:state.db
run: {registry_writable: WRITABLE}
identity: {organization: Buyer AG, domains: [buyer.example], from: "Supplier Watch <watchdog@buyer.example>", secret: a-secret-for-tests}
smtp: [{directory: outbox}]
imap:
  watchdog: {host: 127.0.0.1, port: 1, tls: none, username: watchdog, password: secret}
  corp: {host: 127.0.0.1, port: 1, tls: none, username: corp, password: secret}
replies: {account: watchdog, authserv_id: mx.buyer.example}
verification: {mode: ask, from: "Buyer AG <contacts@buyer.example>"}
`

// mailFixture is an intake over a store of its own, at a time of its own, to which mails are handed instead of being fetched.
type mailFixture struct {
	*incoming.Reader
	daemon *Daemon
	t      tester
	dir    string
	now    time.Time
	uid    uint32
	log    strings.Builder
	down   *teardown // ends the daemon

	validity        uint32
	replies, orders incoming.Folder // where answers arrive, and what suppliers send
}

// tester is what tests and benchmarks have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
	Cleanup(f func())
	TempDir() string
	Context() context.Context
}

func newMailFixture(t *testing.T) *mailFixture { return newMailFixtureWhere(t, "false") }

// newMailFixtureWhere has its registry writable, or not.
func newMailFixtureWhere(t *testing.T, writable string) *mailFixture {
	t.Helper()
	return newMailFixtureOf(t, writable, fixtureRegistry)
}

// newMailFixtureOf has a registry of its own.
func newMailFixtureOf(t tester, writable, registry string) *mailFixture {
	t.Helper()
	o := &mailFixture{t: t, dir: t.TempDir(), now: time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC), validity: 1}
	o.write("registry.yaml", registry)
	o.write("supplierwatch.yaml", strings.Replace(fixtureConfig, "WRITABLE", writable, 1))
	writeEmptyState(t, o.dir)
	o.open()
	t.Cleanup(o.close)
	return o
}

func (o *mailFixture) write(name, text string) {
	o.t.Helper()
	if err := os.WriteFile(filepath.Join(o.dir, name), []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
}

// open starts over the files, as after a kill.
func (o *mailFixture) open() {
	o.t.Helper()
	if o.down != nil {
		o.close()
	}
	d, down := openDaemon(o.t.Context(), o.t, o.dir, &o.log, func() time.Time { return o.now })
	o.down = down
	// What the office writes is written by its tests alone.
	d.engine.Composer, d.engine.MailSources, d.engine.Publish = nil, nil, nil
	o.Reader, o.daemon = d.incoming, d
	for _, f := range d.incoming.Folders() {
		if f.Replies {
			o.replies = f
		} else {
			o.orders = f
		}
	}
}

// close ends the daemon.
func (o *mailFixture) close() {
	o.t.Helper()
	if err := o.down.run(context.WithoutCancel(o.t.Context())); err != nil {
		o.t.Errorf("close: %v", err)
	}
}

// sent commits one of our mails and returns it as the composer would have written it.
func (o *mailFixture) sent(m model.Mail) model.Mail {
	o.t.Helper()
	m.MessageID, m.Token, m.CreatedAt, m.NotBefore = o.Identity.MessageID(m.ID), o.daemon.key.For(m.ID), o.now, o.now
	o.commit(model.Change{Outbox: []model.Mail{m}})
	return m
}

func (o *mailFixture) commit(c model.Change) {
	o.t.Helper()
	if err := o.daemon.store.Commit(o.t.Context(), c); err != nil {
		o.t.Fatal(err)
	}
}

// question is a mail that asks a contact of acme whether it is still right.
func (o *mailFixture) question(contact string) model.Mail {
	about := model.SubjectRef{Supplier: "acme", Subject: model.KindContact.Subject(contact)}
	m := o.sent(model.Mail{
		ID: "ask-" + contact, Kind: model.MailVerification, To: model.Recipient{Address: contact + "@acme.example"}, About: []model.SubjectRef{about},
	})
	o.commit(model.Change{Facts: []model.Fact{{
		ID: "asked-" + contact, Supplier: "acme", Subject: about.Subject, Kind: model.FactAsked, ObservedAt: o.now, RecordedAt: o.now,
		Actor: model.ActorWatchdog, Data: map[string]string{"mail": m.ID, "address": m.To.Address, "phone": "+49 89 1234567"},
	}}})
	return m
}

// letter is a weekly summary to our buyers that lists a contact who would receive a verification mail.
func (o *mailFixture) letter() model.Mail {
	return o.sent(model.Mail{
		ID: "letter-1", Kind: model.MailSummary, To: model.Recipient{Team: "buying", Address: "buying@buyer.example"}, Subject: "This week",
		About: []model.SubjectRef{{Supplier: "acme", Subject: model.KindContact.Subject("orders")}},
	})
}

// alerted is a mail to our buyers about an open alert on a contact of acme.
func (o *mailFixture) alerted(contact string) model.Mail {
	a := model.Alert{
		ID: "a3f09c", Key: "acme|contact/" + contact, Supplier: "acme", Subject: model.KindContact.Subject(contact), Rule: "contact-changed",
		State: model.StateFiring, Since: o.now, Severity: model.Critical,
	}
	o.commit(model.Change{Alerts: []model.Alert{a}})
	return o.sent(model.Mail{
		ID: "alert-1", Kind: model.MailAlert, To: model.Recipient{Team: "buying", Address: "buying@buyer.example"}, Subject: "Call them",
		Alerts: []model.DecisionItem{{Alert: a.ID}},
	})
}

// post hands raw mails to the intake as one batch of a folder.
func (o *mailFixture) post(f incoming.Folder, raw ...string) {
	o.t.Helper()
	o.take(f, o.received(raw...))
}

// received is a batch of raw mails as a scan returns it.
func (o *mailFixture) received(raw ...string) imap.Batch {
	b := imap.Batch{}
	for _, r := range raw {
		o.uid++
		m := mailparse.Read([]byte(strings.ReplaceAll(r, "\n", "\r\n")))
		b.Received = append(b.Received, imap.Received{UID: o.uid, Arrived: o.now, Size: int64(len(r)), Message: m})
	}
	return b
}

func (o *mailFixture) take(f incoming.Folder, b imap.Batch) {
	o.t.Helper()
	b.Position = model.FolderPosition{UIDValidity: o.validity, UID: o.uid}
	if err := o.HandleBatch(o.t.Context(), f, b); err != nil {
		o.t.Fatal(err)
	}
}

// answer writes an answer to our mail, as a mail program does; more are further header lines.
func answer(to model.Mail, from, text string, more ...string) string {
	head := slices.Concat([]string{
		"From: " + from, "To: watchdog@buyer.example", "Subject: Re: " + to.Subject, "Date: Mon, 14 Sep 2026 08:55:00 +0000",
		"In-Reply-To: <" + to.MessageID + ">",
	}, more)
	if !slices.ContainsFunc(more, func(s string) bool { return strings.HasPrefix(s, "Message-ID:") }) {
		head = append(head, fmt.Sprintf("Message-ID: <%x@client.example>", from+text+to.ID))
	}
	if !slices.ContainsFunc(more, func(s string) bool { return strings.HasPrefix(s, "Authentication-Results:") }) {
		author := mailparse.Read([]byte("From: " + from + "\n\n")).From
		head = append(head, "Authentication-Results: mx.buyer.example; dmarc=pass header.from="+author[strings.LastIndexByte(author, '@')+1:])
	}
	return strings.Join(head, "\n") + "\n\n" + text + "\n"
}

// unstamped is the header of a mail that our server did not authenticate.
const unstamped = "Authentication-Results: mx.buyer.example; none"

// told returns what was recorded so far, apart from what a test put there, as "kind supplier/subject actor".
func (o *mailFixture) told() []string {
	o.t.Helper()
	var lines []string
	for _, f := range o.facts() {
		if f.Kind != model.FactAsked && f.Kind != model.FactProbeOK && !strings.HasPrefix(f.ID, "given-") {
			lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s/%s %s", f.Kind, f.Supplier, f.Subject, f.Actor)))
		}
	}
	return lines
}

func (o *mailFixture) facts() []model.Fact {
	o.t.Helper()
	facts, err := o.daemon.store.FactsAfter(o.t.Context(), 0)
	if err != nil {
		o.t.Fatal(err)
	}
	return facts
}

// queued returns the mails of a kind that wait to be sent.
func (o *mailFixture) queued(kind model.MailKind) []model.Mail {
	o.t.Helper()
	var mails []model.Mail
	for _, lane := range engine.RelayClasses {
		due, err := o.daemon.store.Due(o.t.Context(), lane, o.now.Add(240*time.Hour), 1000)
		if err != nil {
			o.t.Fatal(err)
		}
		mails = append(mails, due...)
	}
	return slices.DeleteFunc(mails, func(m model.Mail) bool { return m.Kind != kind })
}

// expect compares what was recorded with what should have been.
func (o *mailFixture) expect(want ...string) {
	o.t.Helper()
	if got := o.told(); !slices.Equal(got, want) {
		o.t.Errorf("told %q\nwant %q", got, want)
	}
}

// receipts returns the texts of the receipts.
func (o *mailFixture) receipts() []string {
	o.t.Helper()
	var texts []string
	for _, m := range o.queued(model.MailReceipt) {
		texts = append(texts, m.To.Address+": "+m.Text)
	}
	return texts
}

// answered compares the answers to answers with the beginnings of what they should be.
func (o *mailFixture) answered(want ...string) {
	o.t.Helper()
	got := o.receipts()
	if len(got) != len(want) {
		o.t.Fatalf("answered %q\nwant %q", got, want)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			o.t.Errorf("answered %q\nwant %q", got[i], want[i])
		}
	}
}
