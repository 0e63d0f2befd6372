package verification_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// reply is a person's answer from the asked address.
func reply(v mailparse.Verdict) mailparse.Message {
	return mailparse.Message{Kind: mailparse.KindReply, Verdict: v, From: "quality@acme.example", MessageID: "a1@acme.example", Reply: "yes", Evidence: []string{"says yes"}}
}

func from(m mailparse.Message, address string) mailparse.Message {
	m.From = address
	return m
}

func TestWhatAnAnswerIs(t *testing.T) {
	kind := func(k mailparse.Kind, v mailparse.Verdict) mailparse.Message {
		return mailparse.Message{Kind: k, Verdict: v, From: "quality@acme.example", MessageID: "a1@acme.example"}
	}
	forged := reply(mailparse.Confirmed)
	forged.AuthResults = []string{"mx.buyer.example; dmarc=fail header.from=acme.example"}
	others := reply(mailparse.Confirmed)
	others.AuthResults = []string{"mx.acme.example; dmarc=fail"}
	accounts := reply(mailparse.Confirmed)
	accounts.Bank = bank.Details{Accounts: []string{"iban:DE89370400440532013000"}, Announced: true}
	unauthenticated := kind(mailparse.KindComplaint, "")
	unauthenticated.Feedback = "auth-failure"
	forgedLeft := forged
	forgedLeft.Verdict = mailparse.Left
	forgedStop := forged
	forgedStop.Verdict = mailparse.Objected
	for name, c := range map[string]struct {
		m    mailparse.Message
		want model.FactKind
	}{
		"yes":                          {reply(mailparse.Confirmed), model.FactConfirmed},
		"yes by a person there":        {from(reply(mailparse.Confirmed), "jane.doe@acme.example"), model.FactConfirmed},
		"yes from elsewhere":           {from(reply(mailparse.Confirmed), "jane@other.example"), model.FactChanged},
		"yes from a look-alike":        {from(reply(mailparse.Confirmed), "quality@acrne.example"), model.FactChanged},
		"yes from a domain below":      {from(reply(mailparse.Confirmed), "quality@acme.example.evil.example"), model.FactChanged},
		"yes, forged":                  {forged, model.FactReplied},
		"yes, forged says their own":   {others, model.FactConfirmed},
		"yes, and a new bank account":  {accounts, model.FactChanged},
		"somebody else now":            {reply(mailparse.Changed), model.FactChanged},
		"gone, as a colleague says":    {reply(mailparse.Left), model.FactLeft},
		"gone, as a forger says":       {forgedLeft, model.FactReplied},
		"stop":                         {reply(mailparse.Objected), model.FactObjected},
		"stop, forged":                 {forgedStop, model.FactReplied},
		"who are you?":                 {reply(mailparse.Replied), model.FactReplied},
		"gone, as said elsewhere":      {from(reply(mailparse.Left), "jane@other.example"), model.FactReplied},
		"gone, by a host of theirs":    {from(reply(mailparse.Left), "jane@mail.acme.example"), model.FactLeft},
		"no longer with somebody else": {from(kind(mailparse.KindAutoReply, mailparse.Left), "bob@other.example"), model.FactReplied},
		"out of office":                {kind(mailparse.KindAutoReply, mailparse.Away), model.FactAway},
		"no longer with us":            {kind(mailparse.KindAutoReply, mailparse.Left), model.FactLeft},
		"a ticket":                     {kind(mailparse.KindAutoReply, mailparse.Ticket), model.FactTicket},
		"an auto-reply of some kind":   {kind(mailparse.KindAutoReply, ""), model.FactAway},
		"a bounce":                     {kind(mailparse.KindBounce, mailparse.Gone), model.FactBounced},
		"a delay":                      {kind(mailparse.KindDelay, mailparse.Temporary), model.FactDelayed},
		"a complaint":                  {kind(mailparse.KindComplaint, ""), model.FactObjected},
		"a server's report on DMARC":   {unauthenticated, ""},
		"a mail of no known kind":      {kind(mailparse.KindOther, ""), model.FactReplied},
		"a receipt of delivery":        {kind(mailparse.KindDelivered, ""), ""},
		"a receipt of reading":         {kind(mailparse.KindReadReceipt, ""), ""},
		"a colleague answers for them": {from(reply(mailparse.Confirmed), "jane@buyer.example"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := asked(t)
			found := about(w.receive(t, c.m), "contact/quality")
			if c.want == "" {
				if len(found) != 0 {
					t.Errorf("it is %v", found)
				}
				return
			}
			if len(found) != 1 || found[0].Kind != c.want {
				t.Fatalf("it is %v, want one %s", found, c.want)
			}
			if f := found[0]; f.Data["mail"] != w.mails[0].ID || f.Data["address"] != "quality@acme.example" || f.Actor != c.m.From {
				t.Errorf("the fact tells %v, by %q", f.Data, f.Actor)
			}
		})
	}
}

// about returns the facts about a subject.
func about(facts []model.Fact, subject string) []model.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f model.Fact) bool { return f.Subject != model.ParseSubject(subject) })
}

func TestWithoutATokenNothingIsConfirmedAndNobodyGivenUp(t *testing.T) {
	kinds := []mailparse.Kind{
		mailparse.KindReply, mailparse.KindAutoReply, mailparse.KindBounce, mailparse.KindDelay, mailparse.KindComplaint, mailparse.KindOther, mailparse.KindReadReceipt,
	}
	verdicts := []mailparse.Verdict{
		"", mailparse.Confirmed, mailparse.Changed, mailparse.Left, mailparse.Objected, mailparse.Replied, mailparse.Away, mailparse.Ticket, mailparse.Gone,
	}
	for _, kind := range kinds {
		for _, verdict := range verdicts {
			w := asked(t)
			m := reply(verdict)
			m.Kind = kind
			found := verification.Answer(m, nil, w.Registry, w.facts, w.now, verification.Receiving{})
			for _, f := range found {
				if f.Kind != model.FactReplied || f.AnswersUs() {
					t.Errorf("%s %s without a token is %s", kind, verdict, f.Kind)
				}
			}
			if kind != mailparse.KindReply && len(found) > 0 {
				t.Errorf("%s %s without a token is told of", kind, verdict)
			}
		}
	}
}

func TestStopIsHeededWithoutATokenOfAProvenSenderAlone(t *testing.T) {
	w := newWorld(t)
	stop := from(reply(mailparse.Objected), "ORDERS@acme.example")
	stop.AuthResults = []string{"mx.buyer.example; dmarc=pass header.from=acme.example"}
	read := func(m mailparse.Message) []model.Fact {
		return verification.Answer(m, nil, w.Registry, w.facts, w.now, verification.Receiving{Proof: proofOf(m)})
	}
	if found := read(stop); len(found) != 2 || found[0].Kind != model.FactObjected || found[1].Supplier != "gas" {
		t.Errorf("both contacts with the address object; got %v", found)
	}
	if found := read(from(stop, "other@acme.example")); len(found) != 0 {
		t.Errorf("a stranger objects: %v", found)
	}
	stop.AuthResults = nil
	if found := read(stop); len(found) != 2 || found[0].Kind != model.FactReplied || found[1].Kind != model.FactReplied {
		t.Errorf("somebody whom our server says nothing about objects: %v", found)
	}
	stop.AuthResults = []string{"mx.buyer.example; dmarc=fail"}
	if found := read(stop); len(found) != 0 {
		t.Errorf("a forger objects: %v", found)
	}
}

func TestAYesConfirmsTheAddressThePhoneAndWhatWeWrote(t *testing.T) {
	w := asked(t)
	w.acme.Contacts[2].Phone, w.acme.Contacts[2].Email = "+49 89 999", "changed@acme.example" // since the question
	found := w.receive(t, reply(mailparse.Confirmed))
	confirmed := about(found, "contact/quality")[0]
	if confirmed.Data["how"] != "reply" || confirmed.Data["phone"] != "+49 89 1234567" || confirmed.Data["address"] != "quality@acme.example" {
		t.Errorf("confirmed is %v, want what the mail named", confirmed.Data)
	}
	told := about(found, "supplier")
	if len(told) != 1 || told[0].Kind != model.FactTold || told[0].Data["mailbox"] != "confirmations" || told[0].Supplier != "acme" {
		t.Errorf("told is %v", told)
	}
	if found := w.receive(t, reply(mailparse.Replied)); len(about(found, "supplier")) != 0 {
		t.Error("an unclear answer tells that they know our mailboxes")
	}
}

func TestAnAnswerIsAboutAllContactsOfTheMail(t *testing.T) {
	w := newWorld(t)
	w.send(w.plan(w.unverified("acme/orders")))
	found := w.receive(t, from(reply(mailparse.Confirmed), "orders@acme.example"))
	if len(found) != 4 { // two confirmations and, of each supplier, one mailbox told
		t.Errorf("%d facts: %v", len(found), found)
	}
}

func TestAMailThatIsReadAgainMakesNoSecondFact(t *testing.T) {
	w := asked(t)
	first := w.receive(t, reply(mailparse.Confirmed))
	again := w.receive(t, reply(mailparse.Replied)) // better rules may read it otherwise
	if first[0].ID != again[0].ID {
		t.Errorf("%s and %s", first[0].ID, again[0].ID)
	}
	other := reply(mailparse.Confirmed)
	other.MessageID = "a2@acme.example"
	if w.receive(t, other)[0].ID == first[0].ID {
		t.Error("two mails make one fact")
	}
	seen := map[string]bool{}
	for _, f := range first {
		if seen[f.ID] {
			t.Errorf("two facts of one mail are named %s", f.ID)
		}
		seen[f.ID] = true
	}
}

func TestAnAnswerToANoticeConfirmsNothing(t *testing.T) {
	w := asked(t)
	w.mails[0].Kind = model.MailNotice
	for _, v := range []mailparse.Verdict{mailparse.Confirmed, mailparse.Changed} {
		if found := w.receive(t, reply(v)); len(found) != 1 || found[0].Kind != model.FactReplied {
			t.Errorf("%s is %v", v, found)
		}
	}
}

func TestFactsOfAChange(t *testing.T) {
	w := asked(t)
	m := reply(mailparse.Changed)
	m.Addresses, m.Phones = []string{"quality@acme.example", "confirm@buyer.example", "new@acme-group.example"}, []string{"+49 (89) 1234567", "+49 89 7654321"}
	f := w.receive(t, m)[0]
	if f.Data["email"] != "new@acme-group.example" || f.Data["phone"] != "+49 89 7654321" {
		t.Errorf("changed to %q, %q", f.Data["email"], f.Data["phone"])
	}
	if got := f.Data["flags"]; got != "other-domain look-alike unauthenticated" {
		t.Errorf("flags %q", got)
	}
	m = from(reply(mailparse.Confirmed), "jane@other.example")
	m.MessageID = "a9@x.example"
	if f := w.receive(t, m)[0]; f.Data["email"] != "jane@other.example" {
		t.Errorf("answered from elsewhere, and the new address is %q", f.Data["email"])
	}
}

func TestFlags(t *testing.T) {
	for sender, want := range map[string]string{
		"jane@acme.example": "", "jane@gas.example": "other-domain", "jane@gmail.com": "other-domain free-mail",
		"jane@acme.example.com": "other-domain", "jane@acrne.example": "other-domain look-alike", "jane@acme.test": "other-domain look-alike",
		"jane@аcme.example": "other-domain look-alike", "jane@xn--cme-6cd.example": "other-domain look-alike",
		"jane@acme-gmbh.example": "other-domain look-alike", "jane@amce.example": "other-domain look-alike", "jane@mail.acme.example": "other-domain",
		"jane@acne.example": "other-domain look-alike", "jane@completely-different.example": "other-domain",
		"jane@acme.de.com": "other-domain look-alike", "jane@mail.acme.eu.com": "other-domain look-alike", "jane@acme.onmicrosoft.com": "other-domain look-alike",
		"jane@acne.github.io": "other-domain look-alike", "jane@acme.zendesk.com": "other-domain look-alike", "jane@gas.onmicrosoft.com": "other-domain",
	} {
		w := asked(t)
		if want != "" {
			want += " unauthenticated" // our server says nothing of it
		}
		m := from(reply(mailparse.Changed), sender)
		if got := w.receive(t, m)[0].Data["flags"]; got != want {
			t.Errorf("from %s: flags %q, want %q", sender, got, want)
		}
	}
	w := asked(t)
	m := reply(mailparse.Changed)
	m.Bank, m.AuthResults = bank.Details{Announced: true}, []string{"mx.buyer.example; dmarc=fail"}
	if got := w.receive(t, m)[0].Data["flags"]; got != "failed-dmarc bank-details" {
		t.Errorf("flags %q", got)
	}
}

func TestFactsOfABounceAndAnAbsence(t *testing.T) {
	w := asked(t)
	bounce := mailparse.Message{Kind: mailparse.KindBounce, Verdict: mailparse.Gone, Status: "5.1.1", Code: "550", MessageID: "b@x", Evidence: []string{"user unknown"}}
	f := w.receive(t, bounce)[0]
	if f.Data["verdict"] != "gone" || f.Data["status"] != "5.1.1" || f.Data["code"] != "550" || f.Actor != model.ActorWatchdog || !strings.Contains(f.Evidence, "user unknown") {
		t.Errorf("bounced is %+v", f)
	}
	away := mailparse.Message{Kind: mailparse.KindAutoReply, Verdict: mailparse.Away, Until: "2026-03-20", StandIn: []string{"max@acme.example", "+49 89 1"}, From: "quality@acme.example", MessageID: "c@x"}
	if f := w.receive(t, away)[0]; f.Data["until"] != "2026-03-20" || f.Data["stand_in"] != "max@acme.example, +49 89 1" {
		t.Errorf("away is %v", f.Data)
	}
}

func TestWhoIsNamedInsteadIsNamedOnce(t *testing.T) {
	w := asked(t)
	left := mailparse.Message{
		Kind: mailparse.KindAutoReply, Verdict: mailparse.Left, From: "quality@acme.example", MessageID: "d@x",
		StandIn: []string{"joe@acme.example", "+49 89 2"}, Addresses: []string{"Joe@acme.example", "ann@acme.example"},
	}
	if got := w.receive(t, left)[0].Data["stand_in"]; got != "joe@acme.example, +49 89 2, ann@acme.example" {
		t.Errorf("instead there are %q", got)
	}
}

// Our own relay tells what another server refused, under our address.
func TestABounceFromOurOwnServerCounts(t *testing.T) {
	w := asked(t)
	for kind, want := range map[mailparse.Kind]model.FactKind{mailparse.KindBounce: model.FactBounced, mailparse.KindDelay: model.FactDelayed} {
		found := w.receive(t, mailparse.Message{Kind: kind, Verdict: mailparse.Gone, From: "mailer-daemon@buyer.example", MessageID: string(kind) + "@buyer.example"})
		if len(found) != 1 || found[0].Kind != want {
			t.Errorf("%s from our own server: %+v, want %s", kind, found, want)
		}
	}
}
