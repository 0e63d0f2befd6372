package daemon

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/engine"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/imap"
	"supplierwatch/internal/incoming"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/record"
	"supplierwatch/internal/report"
	"supplierwatch/internal/token"
)

const exposedRegistry = `version: 1
teams:
  buying: {email: buying@buyer.example, members: [jane@buyer.example]}
  leads: {email: leads@buyer.example}
escalation_policies:
  short: {steps: [{notify: [buying, "webhook:chat"]}, {after: 1 hour, notify: [leads]}]}
tiers:
  critical: {escalation: short}
mailboxes:
  confirmations: {address: confirmations@buyer.example, purpose: order-confirmation, use_when: confirmations, team: buying, account: corp, round_trip: "0 * * * *", clean: true}
suppliers:
  - id: acme
    name: ACME GmbH
    tier: critical
    owner: buying
    contacts:
      - {id: orders, role: orders, email: orders@acme.example, phone: "+49 89 1234567"}
      - {id: quality, role: quality, email: quality@acme.example, phone: "+49 89 1234568"}
    contracts: [{id: msa, title: Supply agreement, ends: 2024-12-31, renewal: none}]
    deliveries:
      - id: weekly
        title: nitrogen
        schedule: {rrule: "FREQ=WEEKLY;BYDAY=MO", from: 2026-01-05}
        confirmation: {by: them, mailbox: confirmations, before: 2 business days, subject: [order confirmation]}
`

const exposedConfig = `registry: [registry.yaml]
state: sqlite:state.db
identity: {organization: Buyer AG, domains: [buyer.example], from: "Supplier Watch <watchdog@buyer.example>"}
smtp: [{directory: outbox}]
imap:
  watchdog: {host: 127.0.0.1, port: 1, tls: none, username: watchdog, password: secret}
  corp: {host: 127.0.0.1, port: 1, tls: none, username: corp, password: secret}
replies: {account: watchdog, authserv_id: mx.buyer.example}
alerts: {operators: leads, group_wait: 1 second}
verification: {mode: "on", from: "Buyer AG <contacts@buyer.example>"}
webhooks: {chat: {url: WEBHOOK}}
http: {listen: "127.0.0.1:8080", external_url: "https://watch.buyer.example", write_token: writer}
`

// exposed is a daemon that has sent mails of every kind and had answers which quote their tokens wherever a text can stand.
type exposed struct {
	*Daemon
	t      *testing.T
	dir    string
	now    time.Time
	uid    uint32
	log    bytes.Buffer
	posted bytes.Buffer
	tokens map[string]bool
}

func newExposed(t *testing.T) *exposed {
	t.Helper()
	x := &exposed{t: t, dir: t.TempDir(), now: time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC), tokens: map[string]bool{}}
	hook := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(&x.posted, r.Header)
		_, _ = io.Copy(&x.posted, r.Body)
	}))
	t.Cleanup(hook.Close)
	for name, text := range map[string]string{"registry.yaml": exposedRegistry, "supplierwatch.yaml": strings.Replace(exposedConfig, "WEBHOOK", hook.URL, 1)} {
		if err := os.WriteFile(filepath.Join(x.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d, down := openDaemon(t.Context(), t, x.dir, &x.log, func() time.Time { return x.now })
	t.Cleanup(func() { _ = down.run(context.Background()) })
	x.Daemon, d.ready.delivered = d, true
	return x
}

func (x *exposed) config() string { return filepath.Join(x.dir, "supplierwatch.yaml") }

// pass evaluates and sends what there is to send, some minutes later.
func (x *exposed) pass() {
	x.t.Helper()
	x.now = x.now.Add(5 * time.Minute)
	if _, err := x.engine.Evaluate(x.t.Context()); err != nil {
		x.t.Fatal(err)
	}
	if _, err := x.engine.Deliver(x.t.Context(), x.t.Context(), append(slices.Clone(engine.RelayClasses), model.MailClassWebhooks)...); err != nil {
		x.t.Fatal(err)
	}
}

var ownID = regexp.MustCompile(`(?mi)^Message-ID:\s+<([^>]*)\.[a-z2-7]{26}@buyer\.example>`)

// sent returns the rows of the mails that were sent, and remembers their tokens.
func (x *exposed) sent() []model.Mail {
	x.t.Helper()
	files, err := filepath.Glob(filepath.Join(x.dir, "outbox", "*.eml"))
	if err != nil {
		x.t.Fatal(err)
	}
	var rows []model.Mail
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			x.t.Fatal(err)
		}
		found := ownID.FindSubmatch(raw)
		if found == nil {
			x.t.Fatalf("no token in the Message-ID of %s", raw)
		}
		id := string(found[1])
		x.tokens[x.key.For(id)], x.tokens[x.key.Link(id)] = true, true
		row, known, err := x.store.MailByToken(x.t.Context(), x.key.For(id))
		if err != nil || !known {
			x.t.Fatalf("mail %s: %v", id, err)
		}
		rows = append(rows, row)
	}
	return rows
}

// quoting writes a token as mails bring it back.
func (x *exposed) quoting(row model.Mail) string {
	return fmt.Sprintf("Ref: %[1]s, watchdog+%[2]s@buyer.example, <%[3]s>, https://watch.buyer.example/answer/%[4]s",
		row.Token, strings.ToUpper(row.Token), row.MessageID, x.key.Link(row.ID))
}

// receive hands a mail to the intake, as if it had arrived in a folder.
func (x *exposed) receive(f incoming.Folder, row model.Mail, from, text string, more ...string) {
	x.t.Helper()
	x.uid++
	raw := strings.Join(slices.Concat([]string{
		"From: " + from, "To: watchdog+" + row.Token + "@buyer.example", "Subject: Re: " + x.quoting(row), "Date: " + x.now.Format(time.RFC1123Z),
		"Authentication-Results: mx.buyer.example; dmarc=pass header.from=" + from[strings.Index(from, "@")+1:],
		"In-Reply-To: <" + row.MessageID + ">", fmt.Sprintf("Message-ID: <%d.%s@client.example>", x.uid, row.Token),
	}, more), "\r\n") + "\r\n\r\n" + text + "\r\n"
	err := x.incoming.HandleBatch(x.t.Context(), f, imap.Batch{
		Received: []imap.Received{{UID: x.uid, Arrived: x.now, Size: int64(len(raw)), Message: mailparse.Read([]byte(raw))}},
		Position: model.FolderPosition{UIDValidity: 1, UID: x.uid},
	})
	if err != nil {
		x.t.Fatal(err)
	}
}

// ask puts a mail into the outbox that asks a contact whether it is still right.
func (x *exposed) ask(contact string) {
	x.t.Helper()
	about := model.SubjectRef{Supplier: "acme", Subject: model.KindContact.Subject(contact)}
	m := model.Mail{
		ID: "ask-" + contact, Kind: model.MailVerification, To: model.Recipient{Address: contact + "@acme.example"}, About: []model.SubjectRef{about},
		Subject: "Are you still our contact?", Text: "Please reply.\n", CreatedAt: x.now, NotBefore: x.now,
	}
	m.MessageID, m.Token = x.incoming.Identity.MessageID(m.ID), x.key.For(m.ID)
	err := x.store.Commit(x.t.Context(), model.Change{Outbox: []model.Mail{m}, Facts: []model.Fact{{
		ID: "asked-" + contact, Supplier: "acme", Subject: about.Subject, Kind: model.FactAsked, ObservedAt: x.now, RecordedAt: x.now, Actor: model.ActorWatchdog,
		Data: map[string]string{"mail": m.ID, "message_id": m.MessageID, "address": m.To.Address, "phone": "+49 89 1234567"},
	}}})
	if err != nil {
		x.t.Fatal(err)
	}
}

// live lets the daemon send and be answered.
func (x *exposed) live() {
	x.t.Helper()
	var replies, orders incoming.Folder
	for _, f := range x.incoming.Folders() {
		if f.Replies {
			replies = f
		} else {
			orders = f
		}
	}
	x.ask("orders")
	x.ask("quality")
	x.pass()
	x.now = x.now.Add(2 * time.Hour) // the next step is due
	x.pass()
	kinds := map[model.MailKind]int{}
	for _, row := range x.sent() {
		kinds[row.Kind]++
		switch row.Kind {
		case model.MailAlert, model.MailDigest, model.MailInitialReport:
			x.receive(replies, row, "jane@buyer.example", "I asked them about "+x.quoting(row))
			x.receive(replies, row, "jane@buyer.example", "ack "+x.quoting(row))
		case model.MailVerification:
			x.receive(replies, row, row.To.Address, "Please write to watchdog+"+row.Token+"@buyer.example from now on; "+x.quoting(row))
			x.receive(replies, row, row.To.Address, "I am no longer responsible. "+x.quoting(row))
			x.receive(orders, row, row.To.Address, "order confirmation "+x.quoting(row))
			x.receive(replies, row, "MAILER-DAEMON@acme.example", "550 5.1.1 <"+row.To.Address+">: user unknown "+x.quoting(row)+"\r\n\r\nMessage-ID: <"+row.MessageID+">",
				"Auto-Submitted: auto-replied", "X-Failed-Recipients: "+row.To.Address)
		}
	}
	if kinds[model.MailInitialReport] == 0 || kinds[model.MailVerification] == 0 {
		x.t.Fatalf("sent were %v", kinds)
	}
	if _, err := oneshot.AskForDrill(x.t.Context(), oneshot.Drill{Config: x.config(), Wait: oneshot.DrillWait, Actor: "jane@buyer.example", Now: x.now}); err != nil {
		x.t.Fatal(err)
	}
	x.pass()
	x.pass()
	x.now = x.now.Add(2 * time.Hour)
	x.pass()
	for _, row := range x.sent() {
		if row.Kind == model.MailDrill {
			x.receive(replies, row, "jane@buyer.example", "ack "+x.quoting(row))
		}
	}
	x.pass()
	facts, err := x.store.FactsAfter(x.t.Context(), 0)
	if err != nil {
		x.t.Fatal(err)
	}
	if all := fmt.Sprint(facts); !x.holds(all) {
		x.t.Fatal("no fact holds a token: there is nothing to hide")
	}
}

// holds reports whether a text holds a token of a mail that left, or anything that the daemon would take for one.
func (x *exposed) holds(text string) bool {
	text = strings.ToLower(text)
	for word := range x.tokens {
		if strings.Contains(text, word) {
			return true
		}
	}
	for i := range max(len(text)-25, 0) {
		if _, link := x.key.OfLink(text[i : i+26]); link || x.key.Valid(text[i:i+26]) {
			return true
		}
	}
	return false
}

// routes returns the paths that can be read, as the server registers them.
func routes(t *testing.T) []string {
	t.Helper()
	var paths []string
	for _, file := range []string{"../web/server.go", "../web/pages/pages.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range regexp.MustCompile(`(?:"GET |show\(")(/[^"]*)"`).FindAllSubmatch(source, -1) {
			paths = append(paths, strings.NewReplacer("{$}", "", "/alerts/{id}", "/alerts/{alert}", "{id}", "acme").Replace(string(found[1])))
		}
	}
	if len(paths) < 15 {
		t.Fatalf("found only %v", paths)
	}
	return paths
}

func TestNobodyWhoReadsCanAnswer(t *testing.T) {
	x := newExposed(t)
	x.live()
	shown, err := x.settings.Shown(x.settings.File)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(x.page.handler(shown, true))
	t.Cleanup(server.Close)
	seen := ""
	for _, path := range routes(t) {
		if strings.Contains(path, "{") {
			for _, row := range x.sent() {
				if !readmodel.Linked(row) {
					continue
				}
				if strings.Contains(path, "{alert}") {
					seen += x.read(server.URL, strings.Replace(path, "{alert}", row.Alerts[0].Alert, 1), http.StatusOK)
				} else {
					seen += x.read(server.URL, strings.Replace(path, "{link}", x.key.Link(row.ID), 1), http.StatusOK)
				}
			}
			continue
		}
		seen += x.read(server.URL, path, http.StatusOK)
	}
	for _, path := range []string{"/api/v1/suppliers/", "/suppliers/", "/answer/", "/"} {
		seen += x.read(server.URL, path+x.sent()[0].Token, http.StatusNotFound)
	}
	// What is shown in place of tokens must be there, else nothing was tried.
	if !strings.Contains(seen, "***@buyer.example") || !strings.Contains(seen, "***, ") {
		t.Error("none of our mails is shown at all")
	}
}

// read asks for a path, and looks at everything that comes back.
func (x *exposed) read(url, path string, want int) string {
	x.t.Helper()
	response, err := http.Get(url + path)
	if err != nil {
		x.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		x.t.Fatal(err)
	}
	if response.StatusCode != want {
		x.t.Errorf("%s: %d, want %d", path, response.StatusCode, want)
	}
	unfolded := strings.NewReplacer("\r\n ", "").Replace(string(body))
	if x.holds(fmt.Sprint(response.Header)) || x.holds(unfolded) {
		x.t.Errorf("%s shows a token:\n%s", path, around(unfolded, x.tokens))
	}
	return string(body)
}

// around returns the places of a text at which words occur.
func around(text string, words map[string]bool) string {
	found := ""
	for word := range words {
		if i := strings.Index(strings.ToLower(text), word); i >= 0 {
			found += "… " + text[max(i-80, 0):min(i+100, len(text))] + " …\n"
		}
	}
	return found
}

func TestNobodyWhoReadsTheOutputOfACommandCanAnswer(t *testing.T) {
	x := newExposed(t)
	x.live()
	x.Log.Warn("a mail may arrive twice", "message_id", x.sent()[0].MessageID)
	outputs := map[string]string{"the log": x.log.String(), "posts": x.posted.String()}
	keep := func(name string, doc any, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var out bytes.Buffer
		if err := report.JSON(&out, doc); err != nil {
			t.Fatal(err)
		}
		outputs[name] = out.String()
	}
	alerts, err := oneshot.Status(t.Context(), x.config(), x.now)
	status := apidoc.NewStatus(alerts, x.now)
	keep("status --format json", status, err)
	var text bytes.Buffer
	err = report.StatusText(&text, status, report.Style{})
	keep("status", text.String(), err)
	by := oneshot.Verification{Config: x.config(), Now: x.now, Actor: "jane@buyer.example"}
	plan, err := oneshot.VerificationPlan(t.Context(), by)
	keep("verify --plan", plan, err)
	calls, err := oneshot.VerificationCalls(t.Context(), by)
	keep("verify --sheet", calls, err)
	released, err := oneshot.ReleaseVerification(t.Context(), by)
	keep("verify --send", released, err)
	checked, err := oneshot.Check(t.Context(), oneshot.CheckRequest{Config: x.config(), Now: x.now})
	keep("check", checked.Document, err)
	keep("deadlines", checked.Deadlines, nil)
	for _, subject := range x.drills() {
		ctx, stop := context.WithCancel(t.Context())
		_, err := oneshot.FollowDrill(ctx, x.config(), subject, x.clock, func(doc apidoc.DrillDocument) { keep("drill", doc, nil); stop() })
		keep("drill, at its end", "", err)
	}
	if _, seen := outputs["drill"]; !seen || len(outputs["posts"]) < 100 || !strings.Contains(outputs["the log"], "***@") {
		t.Fatalf("not everything was tried: %v", outputs)
	}
	for name, output := range outputs {
		if x.holds(output) {
			t.Errorf("%s shows a token:\n%s", name, around(output, x.tokens))
		}
	}
}

func (x *exposed) drills() []string {
	x.t.Helper()
	var ids []string
	err := x.engine.WithFacts(x.t.Context(), func(known *factindex.Index) {
		for _, subject := range known.Drills() {
			ids = append(ids, strings.TrimPrefix(subject.String(), "drill/"))
		}
	})
	if err != nil || len(ids) == 0 {
		x.t.Fatalf("drills %v, %v", ids, err)
	}
	return ids
}

// TestAMailShowsNoTokenOfAnotherMail looks at what left: each mail is answered by its own token and shows no other one but in the headers of its thread.
func TestAMailShowsNoTokenOfAnotherMail(t *testing.T) {
	manyTexts(t)
	x := newExposed(t)
	x.live()
	for _, row := range x.sent() {
		files, _ := filepath.Glob(filepath.Join(x.dir, "outbox", "*.eml"))
		for _, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			read := mailparse.Read(raw)
			if strings.Contains(read.MessageID, row.Token) {
				continue
			}
			if body := strings.ToLower(read.Subject + read.Text + string(raw[bytes.Index(raw, []byte("\r\n\r\n")):])); strings.Contains(body, row.Token) ||
				strings.Contains(body, x.key.Link(row.ID)) {
				t.Errorf("%q shows the token of %q", read.Subject, row.Subject)
			}
		}
	}
}

func TestFactsThatWereReadCanComeBack(t *testing.T) {
	x := newExposed(t)
	x.live()
	server := httptest.NewServer(x.page.handler(nil, true))
	t.Cleanup(server.Close)
	var doc apidoc.FactsDocument
	if err := json.Unmarshal([]byte(x.read(server.URL, "/api/v1/facts", http.StatusOK)), &doc); err != nil {
		t.Fatal(err)
	}
	before, err := x.store.FactsAfter(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	back, masked := 0, 0
	for _, f := range doc.Facts {
		if record.CheckReported(f, x.registry.Load(), x.now) != nil {
			continue // what only we can know
		}
		back++
		if strings.Contains(fmt.Sprint(f), "***") {
			masked++
		}
		if _, err := x.page.documents.Record(t.Context(), []model.Fact{f}); err != nil {
			t.Errorf("a fact that was read is refused: %v", err)
		}
		f.Evidence += " or so"
		if _, err := x.page.documents.Record(t.Context(), []model.Fact{f}); err == nil {
			t.Errorf("another fact of the id %q is taken", f.ID)
		}
	}
	if back == 0 || masked == 0 {
		t.Errorf("%d facts came back, %d of them masked", back, masked)
	}
	after, err := x.store.FactsAfter(t.Context(), 0)
	if err != nil || len(after) != len(before) {
		t.Errorf("%d facts became %d, %v", len(before), len(after), err)
	}
}

// TestATokenThatIsCutShowsNoMoreThanItsBeginning has a note end at each character of a token.
func TestATokenThatIsCutShowsNoMoreThanItsBeginning(t *testing.T) {
	b := newBuyers(t)
	mail := b.single(windowRule)
	for room := range 30 {
		text := strings.Repeat("x ", (action.LongestNote-1-room)/2) + "watchdog+" + mail.Token + "@buyer.example is where I answer"
		b.post(b.replies, answer(mail, []string{"jane@buyer.example", "joe@buyer.example"}[room%2], text, fmt.Sprintf("Message-ID: <%d@client.example>", room)))
	}
	notes := 0
	for _, f := range b.facts() {
		if f.Kind == model.FactNote {
			notes++
		}
		if kept := fmt.Sprint(f.Evidence, f.Data); strings.Contains(kept, mail.Token[:token.Shown+1]) {
			t.Errorf("more of the token than its beginning is kept: %q", kept)
		}
	}
	if notes < 20 {
		t.Errorf("%d notes were kept", notes)
	}
}
