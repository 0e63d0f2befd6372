package verification_test

import (
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/mailparse/bank"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

const fromUs, fromSupplier, forged = "iban:DE89370400440532013000", "iban:GB29NWBK60161331926819", "iban:FR1420041010050500013M02606"

// bankMail is a yes with bank details from the asked address.
func bankMail(id string, b bank.Details) mailparse.Message {
	m := reply(mailparse.Replied)
	m.Aside, m.Bank, m.MessageID = mailparse.Confirmed, b, id
	return m
}

func accounts(names ...string) bank.Details { return bank.Details{Accounts: names} }

// hear reads an answer to the last mail with the proof that our server gives of its sender.
func (w *world) hear(m mailparse.Message, p mailauth.Proof) []model.Fact {
	row := &w.mails[len(w.mails)-1]
	found := verification.Answer(m, row, w.Registry, w.facts, w.now, w.receiving(p))
	for _, f := range found {
		w.record(f)
	}
	return found
}

func (w *world) receiving(p mailauth.Proof) verification.Receiving {
	return verification.Receiving{Ours: w.planner.Ours, Proof: p, Hash: func(account string) string { return "hash-of-" + strings.ToLower(account[5:]) }}
}

// what writes an answer's facts about the contact as kind and flags.
func what(facts []model.Fact) string {
	var all []string
	for _, f := range about(facts, "contact/quality") {
		all = append(all, strings.TrimSpace(string(f.Kind)+" "+f.Data["flags"]))
	}
	return strings.Join(all, ", ")
}

func TestWhatBankDetailsMakeOfAYes(t *testing.T) {
	known := func(w *world) { w.hear(bankMail("first@x", accounts(fromUs)), mailauth.Proven) }
	for name, c := range map[string]struct {
		arrange func(*world)
		bank    bank.Details
		proof   mailauth.Proof
		want    string
	}{
		"the first ones":                 {nil, accounts(fromUs), mailauth.Proven, "replied bank-details-unchecked"},
		"the first ones, not stamped":    {nil, accounts(fromUs), mailauth.NotStamped, "replied bank-details-unchecked"},
		"the first ones, forged":         {nil, accounts(fromUs), mailauth.Failed, "changed failed-dmarc bank-details"},
		"the first ones, announced":      {nil, bank.Details{Accounts: []string{fromUs}, Announced: true}, mailauth.Proven, "changed bank-details"},
		"the first ones, something new":  {nil, bank.Details{Accounts: []string{fromUs}, Changing: true}, mailauth.Proven, "changed bank-details"},
		"words alone":                    {nil, bank.Details{Mentioned: true}, mailauth.Proven, "replied bank-details-unchecked"},
		"the known ones":                 {known, accounts(fromUs), mailauth.Proven, "confirmed"},
		"the known ones, not stamped":    {known, accounts(fromUs), mailauth.NotStamped, "confirmed"},
		"the known ones, something new":  {known, bank.Details{Accounts: []string{fromUs}, Changing: true}, mailauth.Proven, "confirmed"},
		"the known ones, said to change": {known, bank.Details{Accounts: []string{fromUs}, Announced: true}, mailauth.Proven, "changed bank-details"},
		"the known ones and others":      {known, accounts(fromUs, fromSupplier), mailauth.Proven, "changed bank-details"},
		"others":                         {known, accounts(fromSupplier), mailauth.Proven, "changed bank-details"},
		"others, not stamped":            {known, accounts(fromSupplier), mailauth.NotStamped, "changed bank-details"},
		"what cannot be compared":        {known, bank.Details{Obscured: true}, mailauth.Proven, "changed bank-details"},
		"known ones and words":           {known, bank.Details{Accounts: []string{fromUs}, Mentioned: true}, mailauth.Proven, "replied bank-details-unchecked"},
		"a mail too long to be examined": {known, bank.Details{Partial: true}, mailauth.Proven, "replied"},
		"none":                           {known, bank.Details{}, mailauth.Proven, "confirmed"},
	} {
		t.Run(name, func(t *testing.T) {
			w := asked(t)
			if c.arrange != nil {
				c.arrange(w)
			}
			if got := what(w.hear(bankMail("second@x", c.bank), c.proof)); got != c.want {
				t.Errorf("it is %q, want %q", got, c.want)
			}
		})
	}
}

// Nobody makes an account a known one but the supplier's own authenticated answer, and only the first time.
func TestWhoMakesAnAccountKnown(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*mailparse.Message)
		proof  mailauth.Proof
		known  bool
	}{
		"their authenticated answer": {func(*mailparse.Message) {}, mailauth.Proven, true},
		"not stamped":                {func(*mailparse.Message) {}, mailauth.NotStamped, false},
		"failed":                     {func(*mailparse.Message) {}, mailauth.Failed, false},
		"from elsewhere":             {func(m *mailparse.Message) { m.From = "jane@other.example" }, mailauth.Proven, false},
		"from a look-alike":          {func(m *mailparse.Message) { m.From = "quality@acrne.example" }, mailauth.Proven, false},
		"announced":                  {func(m *mailparse.Message) { m.Bank.Announced = true }, mailauth.Proven, false},
		"partly disguised":           {func(m *mailparse.Message) { m.Bank.Obscured = true }, mailauth.Proven, false},
		"an auto-reply":              {func(m *mailparse.Message) { m.Kind, m.Verdict = mailparse.KindAutoReply, mailparse.Away }, mailauth.Proven, false},
		"a bounce":                   {func(m *mailparse.Message) { m.Kind, m.Verdict = mailparse.KindBounce, mailparse.Gone }, mailauth.Proven, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := asked(t)
			m := bankMail("seed@x", accounts(forged))
			c.change(&m)
			w.hear(m, c.proof)
			got := what(w.hear(bankMail("later@x", accounts(forged)), mailauth.Proven))
			if (got == "confirmed") != c.known {
				t.Errorf("the same account later is %q, want it known %v", got, c.known)
			}
		})
	}
	w := asked(t)
	w.hear(bankMail("a@x", accounts(fromUs)), mailauth.Proven)
	w.hear(bankMail("b@x", accounts(forged)), mailauth.Proven)
	if got := what(w.hear(bankMail("c@x", accounts(forged)), mailauth.Proven)); got != "changed bank-details" {
		t.Errorf("a second account became known by being repeated: %q", got)
	}
	w.tell(model.FactChanged, "acme", "quality", map[string]string{"how": "call", "accounts": "hash-of-" + strings.ToLower(forged[5:])})
	if got := what(w.hear(bankMail("d@x", accounts(forged)), mailauth.Proven)); got != "confirmed" {
		t.Errorf("accepted after a call, and it is %q", got)
	}
}

func TestTwoMailsOfOneBatchDoNotBothRecordTheFirstAccount(t *testing.T) {
	w := asked(t)
	batch := factindex.New()
	row := &w.mails[0]
	for i, want := range []string{"replied bank-details-unchecked", "changed bank-details"} {
		o := w.receiving(mailauth.Proven)
		o.Batch = batch
		found := verification.Answer(bankMail([]string{"a@x", "b@x"}[i], accounts([]string{fromUs, forged}[i])), row, w.Registry, w.facts, w.now, o)
		if got := what(found); got != want {
			t.Errorf("mail %d is %q, want %q", i, got, want)
		}
		for _, f := range found {
			batch.Add(f)
		}
	}
}

// An alarm is not lost behind what else the mail says.
func TestAnAlarmIsAFactApart(t *testing.T) {
	for verdict, want := range map[mailparse.Verdict]string{mailparse.Objected: "objected bank-details", mailparse.Left: "left bank-details"} {
		w := asked(t)
		m := bankMail("x@x", bank.Details{Accounts: []string{forged}, Announced: true})
		m.Aside, m.Verdict = verdict, verdict
		if got := what(w.hear(m, mailauth.Proven)); got != want+", changed bank-details" {
			t.Errorf("%s with an announced account is %q", verdict, got)
		}
	}
	w := asked(t)
	away := bankMail("y@x", bank.Details{Accounts: []string{forged}, Announced: true})
	away.Kind, away.Verdict = mailparse.KindAutoReply, mailparse.Away
	if got := what(w.hear(away, mailauth.Proven)); got != "away, changed bank-details" {
		t.Errorf("an auto-reply with an announced account is %q", got)
	}
	w.mails[0].Kind = model.MailNotice
	if got := what(w.hear(bankMail("z@x", bank.Details{Announced: true}), mailauth.Proven)); got != "changed bank-details" {
		t.Errorf("in answer to a notice it is %q", got)
	}
}

// What answers none of our mails alarms only if our server vouches for its sender; anybody else could call people by it.
func TestBankDetailsWithoutAToken(t *testing.T) {
	for proof, want := range map[mailauth.Proof]string{
		mailauth.Proven: "changed bank-details", mailauth.NotStamped: "replied bank-details", mailauth.Failed: "",
	} {
		w := newWorld(t)
		found := verification.Answer(bankMail("x@x", bank.Details{Announced: true}), nil, w.Registry, w.facts, w.now, w.receiving(proof))
		if got := what(found); got != want {
			t.Errorf("%s: %q, want %q", proof, got, want)
		}
	}
}

func TestNoAccountIsKeptInAFact(t *testing.T) {
	for _, b := range []bank.Details{accounts(fromUs), {Accounts: []string{fromUs}, Announced: true}} {
		w := asked(t)
		m := bankMail("x@x", b)
		m.Reply = "Yes. IBAN D\u041589 3704 0044 0532 0130 00."
		m.Subject = "Re: DE89370400440532013000"
		m.Evidence = []string{`affirms: "yes. iban de89 3704 0044 0532 0130 00"`}
		for _, f := range w.hear(m, mailauth.Proven) {
			for key, value := range f.Data {
				if key != "accounts" && strings.Contains(value, "3704") {
					t.Errorf("%s of %s holds the account: %q", key, f.Kind, value)
				}
			}
			if strings.Contains(f.Evidence, "3704") {
				t.Errorf("the evidence of %s holds the account: %q", f.Kind, f.Evidence)
			}
		}
	}
}

// Every change is told; no more than a few on one day, the others on the next ones.
func TestEveryChangeOfADayIsNotified(t *testing.T) {
	w := newWorld(t)
	change := func(email string) model.Fact {
		return model.Fact{ID: email, Supplier: "acme", Subject: model.KindContact.Subject("quality"), Kind: model.FactChanged, Actor: "evil@acrne.example", ObservedAt: w.now, Data: map[string]string{"email": email}}
	}
	var earlier []model.Fact
	var ids, days []string
	for _, email := range []string{"a@x.example", "b@x.example", "A@x.example", "c@x.example", "d@x.example", "e@x.example", "f@x.example", "g@x.example"} {
		f := change(email)
		notices := w.planner.Notices(f, earlier, w.Registry, w.facts, w.now)
		if len(notices) != 2 {
			t.Fatalf("%s is told to %d", email, len(notices))
		}
		if !slices.Contains(ids, notices[0].ID) {
			ids, days = append(ids, notices[0].ID), append(days, notices[0].SendAt.Format("2"))
		}
		earlier = append(earlier, f)
	}
	if got := strings.Join(days, " "); got != "2 2 2 3 3 3 5" { // the fourth is a holiday
		t.Errorf("told on %s", got)
	}
}
