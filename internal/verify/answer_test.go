package verify_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/message"
	"supplierwatch/internal/verify"
	"supplierwatch/internal/watch"
)

// reply is a person's answer from the asked address.
func reply(v message.Verdict) message.Message {
	return message.Message{Kind: message.KindReply, Verdict: v, From: "quality@acme.example", MessageID: "a1@acme.example", Reply: "yes", Evidence: []string{"says yes"}}
}

func from(m message.Message, address string) message.Message {
	m.From = address
	return m
}

func TestWhatAnAnswerIs(t *testing.T) {
	kind := func(k message.Kind, v message.Verdict) message.Message {
		return message.Message{Kind: k, Verdict: v, From: "quality@acme.example", MessageID: "a1@acme.example"}
	}
	forged := reply(message.Confirmed)
	forged.AuthResults = []string{"mx.buyer.example; dmarc=fail header.from=acme.example"}
	others := reply(message.Confirmed)
	others.AuthResults = []string{"mx.acme.example; dmarc=fail"}
	bank := reply(message.Confirmed)
	bank.Bank = message.Bank{Accounts: []string{"iban:DE89370400440532013000"}, Announced: true}
	unauthenticated := kind(message.KindComplaint, "")
	unauthenticated.Feedback = "auth-failure"
	forgedLeft := forged
	forgedLeft.Verdict = message.Left
	forgedStop := forged
	forgedStop.Verdict = message.Objected
	for name, c := range map[string]struct {
		m    message.Message
		want watch.FactKind
	}{
		"yes":                          {reply(message.Confirmed), watch.FactConfirmed},
		"yes by a person there":        {from(reply(message.Confirmed), "jane.doe@acme.example"), watch.FactConfirmed},
		"yes from elsewhere":           {from(reply(message.Confirmed), "jane@other.example"), watch.FactChanged},
		"yes from a look-alike":        {from(reply(message.Confirmed), "quality@acrne.example"), watch.FactChanged},
		"yes from a domain below":      {from(reply(message.Confirmed), "quality@acme.example.evil.example"), watch.FactChanged},
		"yes, forged":                  {forged, watch.FactReplied},
		"yes, forged says their own":   {others, watch.FactConfirmed},
		"yes, and a new bank account":  {bank, watch.FactChanged},
		"somebody else now":            {reply(message.Changed), watch.FactChanged},
		"gone, as a colleague says":    {reply(message.Left), watch.FactLeft},
		"gone, as a forger says":       {forgedLeft, watch.FactReplied},
		"stop":                         {reply(message.Objected), watch.FactObjected},
		"stop, forged":                 {forgedStop, watch.FactReplied},
		"who are you?":                 {reply(message.Replied), watch.FactReplied},
		"gone, as said elsewhere":      {from(reply(message.Left), "jane@other.example"), watch.FactReplied},
		"gone, by a host of theirs":    {from(reply(message.Left), "jane@mail.acme.example"), watch.FactLeft},
		"no longer with somebody else": {from(kind(message.KindAutoReply, message.Left), "bob@other.example"), watch.FactReplied},
		"out of office":                {kind(message.KindAutoReply, message.Away), watch.FactAway},
		"no longer with us":            {kind(message.KindAutoReply, message.Left), watch.FactLeft},
		"a ticket":                     {kind(message.KindAutoReply, message.Ticket), watch.FactTicket},
		"an auto-reply of some kind":   {kind(message.KindAutoReply, ""), watch.FactAway},
		"a bounce":                     {kind(message.KindBounce, message.Gone), watch.FactBounced},
		"a delay":                      {kind(message.KindDelay, message.Temporary), watch.FactDelayed},
		"a complaint":                  {kind(message.KindComplaint, ""), watch.FactObjected},
		"a server's report on DMARC":   {unauthenticated, ""},
		"a mail of no known kind":      {kind(message.KindOther, ""), watch.FactReplied},
		"a receipt of delivery":        {kind(message.KindDelivered, ""), ""},
		"a receipt of reading":         {kind(message.KindReadReceipt, ""), ""},
		"a colleague answers for them": {from(reply(message.Confirmed), "jane@buyer.example"), ""},
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
			if f := found[0]; f.Data[watch.DataMail] != w.mails[0].ID || f.Data[watch.DataAddress] != "quality@acme.example" || f.Actor != c.m.From {
				t.Errorf("the fact tells %v, by %q", f.Data, f.Actor)
			}
		})
	}
}

// about gives the facts about a subject.
func about(facts []watch.Fact, subject string) []watch.Fact {
	return slices.DeleteFunc(slices.Clone(facts), func(f watch.Fact) bool { return f.Subject != subject })
}

func TestWithoutATokenNothingIsConfirmedAndNobodyGivenUp(t *testing.T) {
	kinds := []message.Kind{
		message.KindReply, message.KindAutoReply, message.KindBounce, message.KindDelay, message.KindComplaint, message.KindOther, message.KindReadReceipt,
	}
	verdicts := []message.Verdict{
		"", message.Confirmed, message.Changed, message.Left, message.Objected, message.Replied, message.Away, message.Ticket, message.Gone,
	}
	for _, kind := range kinds {
		for _, verdict := range verdicts {
			w := asked(t)
			m := reply(verdict)
			m.Kind = kind
			found := verify.Answer(m, nil, w.Registry, w.facts, w.now, verify.Receiving{})
			for _, f := range found {
				if f.Kind != watch.FactReplied || f.AnswersUs() {
					t.Errorf("%s %s without a token is %s", kind, verdict, f.Kind)
				}
			}
			if kind != message.KindReply && len(found) > 0 {
				t.Errorf("%s %s without a token is told of", kind, verdict)
			}
		}
	}
}

func TestStopIsHeededWithoutATokenOfAProvenSenderAlone(t *testing.T) {
	w := newWorld(t)
	stop := from(reply(message.Objected), "ORDERS@acme.example")
	stop.AuthResults = []string{"mx.buyer.example; dmarc=pass header.from=acme.example"}
	read := func(m message.Message) []watch.Fact {
		return verify.Answer(m, nil, w.Registry, w.facts, w.now, verify.Receiving{Proof: proofOf(m)})
	}
	if found := read(stop); len(found) != 2 || found[0].Kind != watch.FactObjected || found[1].Supplier != "gas" {
		t.Errorf("both contacts with the address object; got %v", found)
	}
	if found := read(from(stop, "other@acme.example")); len(found) != 0 {
		t.Errorf("a stranger objects: %v", found)
	}
	stop.AuthResults = nil
	if found := read(stop); len(found) != 2 || found[0].Kind != watch.FactReplied || found[1].Kind != watch.FactReplied {
		t.Errorf("somebody whom our server says nothing about objects: %v", found)
	}
	stop.AuthResults = []string{"mx.buyer.example; dmarc=fail"}
	if found := read(stop); len(found) != 0 {
		t.Errorf("a forger objects: %v", found)
	}
}

func TestAYesConfirmsTheAddressThePhoneAndWhatTheyWereTold(t *testing.T) {
	w := asked(t)
	w.acme.Contacts[2].Phone, w.acme.Contacts[2].Email = "+49 89 999", "changed@acme.example" // since the question
	found := w.receive(t, reply(message.Confirmed))
	confirmed := about(found, "contact/quality")[0]
	if confirmed.Data[watch.DataHow] != "reply" || confirmed.Data[watch.DataPhone] != "+49 89 1234567" || confirmed.Data[watch.DataAddress] != "quality@acme.example" {
		t.Errorf("confirmed is %v, want what the mail named", confirmed.Data)
	}
	told := about(found, "supplier")
	if len(told) != 1 || told[0].Kind != watch.FactTold || told[0].Data[watch.DataMailbox] != "confirmations" || told[0].Supplier != "acme" {
		t.Errorf("told is %v", told)
	}
	if found := w.receive(t, reply(message.Replied)); len(about(found, "supplier")) != 0 {
		t.Error("an unclear answer tells that they know our mailboxes")
	}
}

func TestAnAnswerIsAboutAllContactsOfTheMail(t *testing.T) {
	w := newWorld(t)
	w.send(w.plan(w.unverified("acme/orders")))
	found := w.receive(t, from(reply(message.Confirmed), "orders@acme.example"))
	if len(found) != 4 { // two confirmations and, of each supplier, one mailbox told
		t.Errorf("%d facts: %v", len(found), found)
	}
}

func TestAMailThatIsReadAgainMakesNoSecondFact(t *testing.T) {
	w := asked(t)
	first := w.receive(t, reply(message.Confirmed))
	again := w.receive(t, reply(message.Replied)) // better rules may read it otherwise
	if first[0].ID != again[0].ID {
		t.Errorf("%s and %s", first[0].ID, again[0].ID)
	}
	other := reply(message.Confirmed)
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
	w.mails[0].Kind = watch.MailNotice
	for _, v := range []message.Verdict{message.Confirmed, message.Changed} {
		if found := w.receive(t, reply(v)); len(found) != 1 || found[0].Kind != watch.FactReplied {
			t.Errorf("%s is %v", v, found)
		}
	}
}

func TestWhatAChangeTells(t *testing.T) {
	w := asked(t)
	m := reply(message.Changed)
	m.Addresses, m.Phones = []string{"quality@acme.example", "confirm@buyer.example", "new@acme-group.example"}, []string{"+49 (89) 1234567", "+49 89 7654321"}
	f := w.receive(t, m)[0]
	if f.Data[watch.DataEmail] != "new@acme-group.example" || f.Data[watch.DataPhone] != "+49 89 7654321" {
		t.Errorf("changed to %q, %q", f.Data[watch.DataEmail], f.Data[watch.DataPhone])
	}
	if got := f.Data[watch.DataFlags]; got != "other-domain look-alike unauthenticated" {
		t.Errorf("flags %q", got)
	}
	m = from(reply(message.Confirmed), "jane@other.example")
	m.MessageID = "a9@x.example"
	if f := w.receive(t, m)[0]; f.Data[watch.DataEmail] != "jane@other.example" {
		t.Errorf("answered from elsewhere, and the new address is %q", f.Data[watch.DataEmail])
	}
}

func TestFlags(t *testing.T) {
	for sender, want := range map[string]string{
		"jane@acme.example": "", "jane@gas.example": "other-domain", "jane@gmail.com": "other-domain free-mail",
		"jane@acme.example.com": "other-domain", "jane@acrne.example": "other-domain look-alike", "jane@acme.test": "other-domain look-alike",
		"jane@аcme.example": "other-domain look-alike", "jane@xn--cme-6cd.example": "other-domain look-alike",
		"jane@acme-gmbh.example": "other-domain look-alike", "jane@amce.example": "other-domain look-alike", "jane@mail.acme.example": "other-domain",
		"jane@acne.example": "other-domain look-alike", "jane@completely-different.example": "other-domain",
	} {
		w := asked(t)
		if want != "" {
			want += " unauthenticated" // our server says nothing of it
		}
		m := from(reply(message.Changed), sender)
		if got := w.receive(t, m)[0].Data[watch.DataFlags]; got != want {
			t.Errorf("from %s: flags %q, want %q", sender, got, want)
		}
	}
	w := asked(t)
	m := reply(message.Changed)
	m.Bank, m.AuthResults = message.Bank{Announced: true}, []string{"mx.buyer.example; dmarc=fail"}
	if got := w.receive(t, m)[0].Data[watch.DataFlags]; got != "failed-dmarc bank-details" {
		t.Errorf("flags %q", got)
	}
}

func TestWhatABounceAndAnAbsenceTell(t *testing.T) {
	w := asked(t)
	bounce := message.Message{Kind: message.KindBounce, Verdict: message.Gone, Status: "5.1.1", Code: "550", MessageID: "b@x", Evidence: []string{"user unknown"}}
	f := w.receive(t, bounce)[0]
	if f.Data[watch.DataVerdict] != "gone" || f.Data[watch.DataStatus] != "5.1.1" || f.Data[watch.DataCode] != "550" || f.Actor != watch.ActorWatchdog || !strings.Contains(f.Evidence, "user unknown") {
		t.Errorf("bounced is %+v", f)
	}
	away := message.Message{Kind: message.KindAutoReply, Verdict: message.Away, Until: "2026-03-20", StandIn: []string{"max@acme.example", "+49 89 1"}, From: "quality@acme.example", MessageID: "c@x"}
	if f := w.receive(t, away)[0]; f.Data[watch.DataUntil] != "2026-03-20" || f.Data[watch.DataStandIn] != "max@acme.example, +49 89 1" {
		t.Errorf("away is %v", f.Data)
	}
}

func TestWhoIsNamedInsteadIsNamedOnce(t *testing.T) {
	w := asked(t)
	left := message.Message{
		Kind: message.KindAutoReply, Verdict: message.Left, From: "quality@acme.example", MessageID: "d@x",
		StandIn: []string{"joe@acme.example", "+49 89 2"}, Addresses: []string{"Joe@acme.example", "ann@acme.example"},
	}
	if got := w.receive(t, left)[0].Data[watch.DataStandIn]; got != "joe@acme.example, +49 89 2, ann@acme.example" {
		t.Errorf("instead there are %q", got)
	}
}

// Our own relay tells what another server refused, under an address of ours.
func TestABounceFromOurOwnServerCounts(t *testing.T) {
	w := asked(t)
	for kind, want := range map[message.Kind]watch.FactKind{message.KindBounce: watch.FactBounced, message.KindDelay: watch.FactDelayed} {
		found := w.receive(t, message.Message{Kind: kind, Verdict: message.Gone, From: "mailer-daemon@buyer.example", MessageID: string(kind) + "@buyer.example"})
		if len(found) != 1 || found[0].Kind != want {
			t.Errorf("%s from our own server: %+v, want %s", kind, found, want)
		}
	}
}
