package daemon

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/action"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/replycmd"
	"supplierwatch/internal/rules"
)

const (
	ownIBAN    = "IBAN: DE89 3704 0044 0532 0130 00"
	forgedIBAN = "IBAN: GB29 NWBK 6016 1331 9268 19"
)

// bankFacts returns the kinds and flags of what was recorded about a contact and its supplier.
func (o *mailFixture) bankFacts() string {
	o.t.Helper()
	var all []string
	for _, f := range o.facts() {
		if f.Kind != model.FactAsked && f.Kind != model.FactSeen {
			all = append(all, strings.TrimSpace(string(f.Kind)+" "+f.Data["flags"]))
		}
	}
	return strings.Join(all, "; ")
}

// changed returns the finding that a contact has changed, or nil.
func (o *mailFixture) changed() *model.Finding {
	o.t.Helper()
	for _, f := range rules.Evaluate(o.daemon.registry.Load(), factindex.New(o.facts()...), o.now) {
		if f.Rule == "contact-changed" {
			return &f
		}
	}
	return nil
}

func TestASignatureWithTheKnownAccountConfirmsAndTheFirstOneIsATask(t *testing.T) {
	o := newMailFixture(t)
	m := o.question("orders")
	yes := func(n, extra string, more ...string) string {
		return answer(m, "orders@acme.example", "Yes, all correct.\n\nKind regards\nTom Baker\nACME GmbH\n"+extra, append(more, "Message-ID: <"+n+"@acme.example>")...)
	}
	o.post(o.replies, yes("1", ownIBAN))
	if got := o.bankFacts(); got != "replied bank-details-unchecked; bank-details" {
		t.Errorf("the first one is %q", got)
	}
	if f := o.changed(); f == nil || f.Route != model.RouteWork || f.NotifyOnce || !strings.Contains(f.Message, "compare them with the vendor master by phone") {
		t.Errorf("the task is %+v", f)
	}
	o.post(o.replies, yes("2", "Unsere Bank: DE89-3704-0044-0532-0130-00"))
	if got := o.bankFacts(); !strings.HasSuffix(got, "; confirmed") {
		t.Errorf("the known one is %q", got)
	}
	o.now = o.now.Add(time.Hour)
	o.commit(model.Change{Facts: []model.Fact{{ID: "given-call", Supplier: "acme", Subject: model.KindContact.Subject("orders"), Kind: model.FactVerified, ObservedAt: o.now, RecordedAt: o.now, Actor: "jane@buyer.example", Data: map[string]string{"how": "call"}}}})
	if f := o.changed(); f != nil {
		t.Errorf("once somebody has called there is %+v", f)
	}
	if mails := o.queued(model.MailNotice); len(mails) > 0 {
		t.Errorf("the supplier is told of a change: %v", mails)
	}
}

// Each attack answers our question with a yes and an account that is not the supplier's.
func TestAForgedAccountIsNeverConfirmedAndPagesOnce(t *testing.T) {
	b64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	multipart := func(parts string) []string {
		return []string{"MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=q", "", "--q\nContent-Type: text/plain\n\nYes.\n--q\n" + parts + "\n--q--"}
	}
	for name, attack := range map[string]struct {
		text string
		more []string
	}{
		"below the signature":   {"Yes.\n\n-- \nTom\n" + forgedIBAN, nil},
		"in a quotation":        {"Yes.\n\n> Is this right?\n> " + forgedIBAN, nil},
		"with Cyrillic letters": {"Yes.\n\n-- \nGB29 NWB\u041a 6016 1331 9268 19", []string{"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"}},
		"with invisible blanks": {"Yes.\n\n-- \nGB29\u200bNWBK\u200b6016\u200b1331\u200b9268\u200b19", []string{"MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"}},
		"with a wrong digit":    {"Yes.\n\n-- \nGB29 NWBK 6016 1331 9268 18", nil},
		"as a payment link":     {"Yes.\n\nhttps://paypal.me/tombaker", nil},
		"in words":              {"Yes.\n\nOur bank account has changed.", nil},
		"beside the known one":  {"Yes.\n\n-- \n" + ownIBAN + "\n" + forgedIBAN, nil},
		"as a sort code":        {"Yes.\n\n-- \nSort code 60-16-13, account 31926819", nil},
		"in a text file":        {"", multipart("Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\n\n" + b64(forgedIBAN))},
		"in a file's name":      {"", multipart("Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"GB29NWBK60161331926819.pdf\"\n\nx")},
		"in an HTML part":       {"", []string{"MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=q", "", "--q\nContent-Type: text/plain\n\nYes.\n--q\nContent-Type: text/html\n\n<p>Yes.</p><p>" + forgedIBAN + "</p>\n--q--"}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixture(t)
			m := o.question("orders")
			o.post(o.replies, answer(m, "orders@acme.example", "Yes.\n\n-- \nTom\n"+ownIBAN, "Message-ID: <0@acme.example>"))
			o.post(o.replies, answer(m, "orders@acme.example", attack.text, append([]string{"Message-ID: <1@acme.example>"}, attack.more...)...))
			if got := o.bankFacts(); !strings.HasPrefix(got, "replied bank-details-unchecked; bank-details; changed") || strings.Contains(got, "confirmed") {
				t.Errorf("it is %q", got)
			}
			if f := o.changed(); f == nil || f.Route != model.RoutePage || !f.NotifyOnce || !strings.Contains(f.Message, "bank details that are new or announced as changed") {
				t.Errorf("the finding is %+v", f)
			}
		})
	}
}

func TestAnUnauthenticatedMailMakesNoAccountKnown(t *testing.T) {
	for name, results := range map[string]string{"not stamped": unstamped, "failed": "Authentication-Results: mx.buyer.example; dmarc=fail header.from=acme.example"} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixture(t)
			m := o.question("orders")
			o.post(o.replies, answer(m, "orders@acme.example", "Yes.\n\n-- \nTom\n"+forgedIBAN, "Message-ID: <1@acme.example>", results))
			o.post(o.replies, answer(m, "orders@acme.example", "Yes.\n\n-- \nTom\n"+forgedIBAN, "Message-ID: <2@acme.example>"))
			if got := o.bankFacts(); strings.Contains(got, "confirmed") {
				t.Errorf("it became known: %q", got)
			}
		})
	}
}

// An ordinary mail in a role mailbox is where the fraud usually begins.
func TestAnOrdinaryMailWithAnotherAccountPages(t *testing.T) {
	ordinary := func(id, results, text string) string {
		return "From: orders@acme.example\nTo: confirmations@buyer.example\nSubject: invoice\nMessage-ID: <" + id + "@acme.example>\nAuthentication-Results: mx.buyer.example; " + results + "\n\n" + text + "\n"
	}
	const pass = "dmarc=pass header.from=acme.example"
	o := newMailFixture(t)
	o.post(o.orders, ordinary("0", pass, "Please pay to "+forgedIBAN))
	if o.changed() != nil {
		t.Error("nothing is known, and a mail alarms")
	}
	o.post(o.replies, answer(o.question("orders"), "orders@acme.example", "Yes.\n\n-- \nTom\n"+ownIBAN))
	for _, quiet := range []string{ordinary("1", pass, "Please pay to "+ownIBAN), ordinary("2", "none", forgedIBAN), ordinary("3", "dmarc=fail", forgedIBAN)} {
		o.post(o.orders, quiet)
	}
	if f := o.changed(); f == nil || f.Route != model.RouteWork {
		t.Errorf("known or unauthenticated ones alarm: %+v", f)
	}
	o.post(o.orders, ordinary("4", pass, "Please pay to "+forgedIBAN))
	if f := o.changed(); f == nil || f.Route != model.RoutePage || !f.NotifyOnce {
		t.Errorf("another account pages as %+v", f)
	}
}

func TestNoAccountIsStored(t *testing.T) {
	o := newMailFixture(t)
	m := o.question("orders")
	o.post(o.replies, answer(m, "orders@acme.example", "Yes.\n"+ownIBAN, "Message-ID: <1@acme.example>"),
		answer(m, "orders@acme.example", "Yes. Our new account: "+forgedIBAN, "Message-ID: <2@acme.example>"))
	stored, err := json.Marshal([]any{o.facts(), o.queued(model.MailNotice), o.changed()})
	if err != nil {
		t.Fatal(err)
	}
	stored = bytes.ReplaceAll(stored, []byte(o.dir), nil) // the name of the directory is made of random digits
	// Four digits are a group of an account only where no letter or digit adjoins: random ids hold any four.
	account := regexp.MustCompile(`\b(3704|0532|6016|1331)\b|37040044|00440532|60161331|13319268`)
	for _, text := range []string{string(stored), o.log.String()} {
		if piece := account.FindString(text); piece != "" {
			t.Errorf("%s is kept: %s", piece, text)
		}
	}
}

func TestEveryAnnouncedAddressOfADayIsNotified(t *testing.T) {
	o := newMailFixture(t)
	m := o.question("orders")
	say := func(n, address string) string {
		return answer(m, "orders@acme.example", "Please write to "+address+" from now on.", "Message-ID: <"+n+"@acme.example>")
	}
	o.post(o.replies, say("1", "decoy@acme-a.example"), say("2", "real@acme-b.example"))
	o.post(o.replies, say("3", "third@acme-c.example"), say("4", "decoy@acme-a.example"))
	for _, address := range []string{"decoy@acme-a.example", "real@acme-b.example", "third@acme-c.example"} {
		var told []string
		for _, mail := range o.queued(model.MailNotice) {
			if strings.Contains(mail.Text, address) {
				told = append(told, mail.To.Address)
			}
		}
		if strings.Join(told, " ") != "orders@acme.example quality@acme.example" {
			t.Errorf("%s is told to %v", address, told)
		}
	}
}

func TestAcceptingBankDetailsAfterACallMakesThemKnown(t *testing.T) {
	o := newMailFixture(t)
	m := o.question("orders")
	yes := func(n, account string) string {
		return answer(m, "orders@acme.example", "Yes.\n\n-- \nTom\n"+account, "Message-ID: <"+n+"@acme.example>")
	}
	o.post(o.replies, yes("1", ownIBAN))
	o.post(o.replies, yes("2", forgedIBAN))
	for _, mail := range o.queued(model.MailNotice) {
		if !strings.Contains(mail.Text, "contains bank details that are new to us") {
			t.Errorf("the supplier reads %q", mail.Text)
		}
	}
	f := o.changed()
	if f == nil || !f.Advice.Accept {
		t.Fatalf("it cannot be accepted: %+v", f)
	}
	batch, err := o.daemon.actions.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	batch.View.State.Alerts = map[string]model.Alert{"a3f09c": {ID: "a3f09c", Supplier: "acme", Subject: model.KindContact.Subject("orders"), State: model.StateFiring}}
	done, err := batch.Do(t.Context(), action.Request{Alert: "a3f09c", Verb: replycmd.Accept, By: "jane@buyer.example", Source: "shell", Proof: action.ProofShell, At: o.now})
	if err != nil {
		t.Fatal(err)
	}
	o.commit(model.Change{Facts: []model.Fact{done.Fact}})
	if said := done.Sentence(prose.Clock{}); len(done.More) != 0 || !strings.Contains(said, "bank details") {
		t.Errorf("it says %q", said)
	}
	if f := o.changed(); f != nil && f.Route == model.RoutePage {
		t.Errorf("accepted, and there is still %+v", f)
	}
	o.post(o.replies, yes("3", forgedIBAN))
	if got := o.bankFacts(); !strings.HasSuffix(got, "; confirmed") {
		t.Errorf("accepted, and the next is %q", got)
	}
}
