package rolemail_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rolemail"
)

// arrived is when every mail of these tests came.
var arrived = time.Date(2026, 9, 14, 9, 0, 0, 0, time.UTC)

var orders = &model.Mailbox{ID: "confirmations", Address: "purchaseconfirmations@buyer.example", Purpose: model.PurposeOrderConfirmation}

// world has two suppliers that share our mailbox, and one whose contact uses a free mail service.
func world() *model.Registry {
	confirmation := func(from string, subjects, bodies []string) *model.Confirmation {
		return &model.Confirmation{Mailbox: orders, From: from, Subject: subjects, Body: bodies}
	}
	supplier := func(id, address string) *model.Supplier {
		_, domain, _ := strings.Cut(address, "@")
		return &model.Supplier{ID: id, Name: id, Contacts: []*model.Contact{{ID: "orders", Email: address, Domain: domain}}}
	}
	acme := supplier("acme", "orders@acme.example")
	acme.OrderWindows = []*model.OrderWindow{{ID: "yearly", Confirmation: confirmation("", []string{"Auftragsbestätigung", "/^OC-[0-9]+/"}, nil)}}
	acme.Deliveries = []*model.Delivery{{ID: "weekly", Confirmation: confirmation("*@edi.acme.example", nil, []string{"confirmed quantity"})}}
	zeta := supplier("zeta", "sales@zeta.example")
	zeta.OrderWindows = []*model.OrderWindow{{ID: "annual", Confirmation: confirmation("", []string{"order confirmation"}, nil)}}
	mini := supplier("mini", "mini.works@gmail.com")
	return &model.Registry{Suppliers: []*model.Supplier{acme, mini, zeta}, Mailboxes: []*model.Mailbox{orders}}
}

func mail(from, subject, text string) mailparse.Message {
	return mailparse.Message{Kind: mailparse.KindOther, From: from, Subject: subject, Text: text, MessageID: "m1@x"}
}

// told writes facts as "kind supplier subject".
func told(facts []model.Fact) string {
	var lines []string
	for _, f := range facts {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Kind, f.Supplier, f.Subject)))
	}
	return strings.Join(lines, "; ")
}

func read(t *testing.T, m mailparse.Message, known *factindex.Index) []model.Fact {
	t.Helper()
	return readAs(m, mailauth.Proven, known)
}

// readAs reads a mail of whose sender our server says that.
func readAs(m mailparse.Message, proof mailauth.Proof, known *factindex.Index) []model.Fact {
	return rolemail.New(world()).Facts(rolemail.Mail{Message: m, Mailbox: orders, Arrived: arrived, ID: "INBOX-1-1", Proof: proof}, known)
}

func TestFactsOfAMail(t *testing.T) {
	auto := func(m mailparse.Message, kind mailparse.Kind, v mailparse.Verdict) mailparse.Message {
		m.Kind, m.Verdict = kind, v
		return m
	}
	const seen = "; seen acme contact/orders"
	cases := []struct {
		name string
		mail mailparse.Message
		want string
	}{
		{"a phrase in the subject confirms", mail("orders@acme.example", "Ihre Auftragsbestätigung 4711", ""), "confirmation acme order-window/yearly" + seen},
		{"case and accents do not count", mail("orders@acme.example", "AUFTRAGSBESTATIGUNG", ""), "confirmation acme order-window/yearly" + seen},
		{"a regular expression is one", mail("orders@acme.example", "OC-17 of today", ""), "confirmation acme order-window/yearly" + seen},
		{"and is taken at its word", mail("orders@acme.example", "oc-17 of today", ""), "near-miss acme order-window/yearly" + seen},
		{"anybody of their domain may send it", mail("erp@acme.example", "Auftragsbestätigung", ""), "confirmation acme order-window/yearly; sender-unknown acme supplier"},
		{"a host below their domain too", mail("erp@mail.acme.example", "Auftragsbestätigung", ""), "confirmation acme order-window/yearly; sender-unknown acme supplier"},
		{"a phrase that another supplier uses confirms nothing of this one", mail("sales@zeta.example", "order confirmation", ""), "confirmation zeta order-window/annual; seen zeta contact/orders"},
		{"a sender's glob and a phrase in the text must both match", mail("robot@edi.acme.example", "today", "the Confirmed  Quantity is 12"), "confirmation acme delivery/weekly; near-miss acme order-window/yearly; sender-unknown acme supplier"},
		{"an address of an old gateway", mail("/cn=robot/@edi.acme.example", "today", "confirmed quantity"), "confirmation acme delivery/weekly; near-miss acme order-window/yearly; sender-unknown acme supplier"},
		{"a domain that ends alike", mail("robot@edi.acme.example.evil.example", "today", "confirmed quantity"), ""},
		{"one of them alone is near", mail("robot@edi.acme.example", "today", "nothing"), "near-miss acme order-window/yearly; near-miss acme delivery/weekly; sender-unknown acme supplier"},
		{"what confirms one is no near miss of another", mail("orders@acme.example", "Auftragsbestätigung, order confirmation", ""), "confirmation acme order-window/yearly" + seen},
		{"a stranger that confirms is near to nobody", mail("desk@nobody.example", "Order confirmation 12", ""), "supplier-unknown  mailbox/confirmations"},
		{"season's greetings of the supplier are near", mail("orders@acme.example", "Season's greetings", ""), "near-miss acme order-window/yearly" + seen},
		{"a stranger that writes", mail("desk@nobody.example", "our new brochure", ""), ""},
		{"a free mail service is nobody's domain", mail("another@gmail.com", "hello", ""), ""},
		{"a contact there is known by the whole address", mail("Mini.Works@gmail.com", "hello", ""), "seen mini contact/orders"},
		{"an absence quotes our subject and confirms nothing", auto(mail("orders@acme.example", "Abwesend: Auftragsbestätigung", ""), mailparse.KindAutoReply, mailparse.Away), ""},
		{"a bounce neither", auto(mail("mailer-daemon@acme.example", "Auftragsbestätigung", ""), mailparse.KindBounce, mailparse.Gone), ""},
		{"mail of our own tells nothing", mail("purchaseconfirmations@buyer.example", "Auftragsbestätigung", ""), ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := told(read(t, c.mail, factindex.New())); got != c.want {
				t.Errorf("told %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestAForgedMailIsNoFact(t *testing.T) {
	for _, subject := range []string{"Auftragsbestätigung 4711", "hello", "order confirmation"} {
		for _, from := range []string{"orders@acme.example", "erp@acme.example", "desk@nobody.example"} {
			if got := told(readAs(mail(from, subject, ""), mailauth.Failed, factindex.New())); got != "" {
				t.Errorf("%q from %s told %q", subject, from, got)
			}
		}
	}
}

func TestOnlyAKnownSenderIsSeen(t *testing.T) {
	m := rolemail.Mail{Message: mail("orders@acme.example", "hello", ""), Mailbox: orders, Arrived: arrived, ID: "1"}
	for _, x := range []struct {
		proof mailauth.Proof
		token bool
		want  string
	}{
		{mailauth.Proven, false, "near-miss acme order-window/yearly; seen acme contact/orders"},
		{mailauth.NotStamped, true, "near-miss acme order-window/yearly; seen acme contact/orders"},
		{mailauth.NotStamped, false, "near-miss acme order-window/yearly"},
		{"", false, "near-miss acme order-window/yearly"},
	} {
		m.Proof, m.Token = x.proof, x.token
		if got := told(rolemail.New(world()).Facts(m, factindex.New())); got != x.want {
			t.Errorf("%q with token %t told %q, want %q", x.proof, x.token, got, x.want)
		}
	}
}

// Below a domain at which anybody gets a name, a neighbour is not the supplier.
func TestANeighbourIsNotTheSupplier(t *testing.T) {
	w := world()
	w.Suppliers[0].Contacts[0].Email, w.Suppliers[0].Contacts[0].Domain = "orders@acme.onmicrosoft.com", "acme.onmicrosoft.com"
	for from, want := range map[string]bool{"erp@acme.onmicrosoft.com": true, "erp@evil.onmicrosoft.com": false} {
		m := rolemail.Mail{Message: mail(from, "Auftragsbestätigung", ""), Mailbox: orders, Arrived: arrived, ID: "1", Proof: mailauth.Proven}
		if got := told(rolemail.New(w).Facts(m, factindex.New())); strings.Contains(got, "acme") != want {
			t.Errorf("from %s told %q", from, got)
		}
	}
}

// response is an EDIFACT order response with a code for the whole, and one for each line.
func response(code, reference string, lines ...string) mailparse.Attachment {
	text := "UNH+1+ORDRSP:D:96A:UN'BGM+231+77+" + code + "'RFF+ON:" + reference + "'"
	for i, action := range lines {
		text += fmt.Sprintf("LIN+%d+%s'", i+1, action)
	}
	return mailparse.Attachment{Name: "ordrsp.edi", Type: "application/edifact", Data: []byte(text + "UNT+9+1'")}
}

func TestAnOrderResponseSaysWhatItIs(t *testing.T) {
	cases := []struct {
		name  string
		files []mailparse.Attachment
		want  string // response and reference of each confirmation
	}{
		{"received only", []mailparse.Attachment{response("12", "PO-1")}, "received PO-1"},
		{"accepted", []mailparse.Attachment{response("29", "PO-1")}, "accepted PO-1"},
		{"refused", []mailparse.Attachment{response("27", "PO-1")}, "refused PO-1"},
		{"changed", []mailparse.Attachment{response("4", "PO-1")}, "changed PO-1"},
		{"changed too", []mailparse.Attachment{response("30", "PO-1")}, "changed PO-1"},
		{"accepted but for a line", []mailparse.Attachment{response("29", "PO-1", "5", "7")}, "partial PO-1"},
		{"two orders", []mailparse.Attachment{response("29", "PO-1"), response("27", "PO-2")}, "accepted PO-1; refused PO-2"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := mail("erp@acme.example", "interchange 17", "")
			m.Attachments = c.files
			var got []string
			ids := map[string]bool{}
			for _, f := range read(t, m, factindex.New()) {
				ids[f.ID] = true
				if f.Kind == model.FactConfirmation && f.Subject == model.KindOrderWindow.Subject("yearly") {
					got = append(got, f.Data["response"]+" "+f.Data["reference"])
				}
			}
			if joined := strings.Join(got, "; "); joined != c.want {
				t.Errorf("got %q, want %q", joined, c.want)
			}
			if len(ids) != len(read(t, m, factindex.New())) {
				t.Error("two facts of one mail have the same name")
			}
		})
	}
}

func TestReferencesOfAText(t *testing.T) {
	m := mail("orders@acme.example", "Auftragsbestätigung 4500012345", "Your order PO-77/2026, 14 kg, of 12.9.: thank you, A. Huber")
	f := read(t, m, factindex.New())[0]
	for key, want := range map[string]string{"orders": "PO-77/2026", "own": "", "references": "4500012345 12.9", "proof": "proven"} {
		if got := f.Data[key]; got != want {
			t.Errorf("%s %q, want %q", key, got, want)
		}
	}
}

func TestANearMissSaysWhatDidNotMatch(t *testing.T) {
	f := read(t, mail("robot@edi.acme.example", "today", "nothing"), factindex.New())
	if got, want := f[0].Data["missed"], `subject "today"`; got != want {
		t.Errorf("missed %q, want %q", got, want)
	}
	if got, want := f[1].Data["missed"], "body"; got != want {
		t.Errorf("missed %q, want %q", got, want)
	}
}

func TestTheSameIsNotSentAgainAndAgain(t *testing.T) {
	known := factindex.New()
	seq, kinds := int64(0), map[model.FactKind]int{}
	reader := rolemail.New(world())
	for day := range 60 {
		for i := range 10 {
			m := rolemail.Mail{
				Message: mail("erp@acme.example", "newsletter", ""), Mailbox: orders,
				Arrived: arrived.AddDate(0, 0, day), ID: fmt.Sprintf("INBOX-1-%d-%d", day, i), Proof: mailauth.Proven,
			}
			if i%2 == 0 {
				m.From = "orders@acme.example"
			}
			for _, f := range reader.Facts(m, known) {
				seq++
				f.Seq = seq
				known.Add(f)
				kinds[f.Kind]++
			}
		}
	}
	if kinds[model.FactSeen] != 60 || kinds[model.FactSenderUnknown] != 2 || kinds[model.FactNearMiss] > 40 {
		t.Errorf("600 mails told %v; want 60 seen, 2 unknown senders and few near misses", kinds)
	}
}

// Mail of senders who are not known for sure must not use up what is told of the others.
func TestNearMissesOfUnknownSendersHideNoOthers(t *testing.T) {
	known, reader := factindex.New(), rolemail.New(world())
	m := rolemail.Mail{Message: mail("orders@acme.example", "hello", ""), Mailbox: orders, Arrived: arrived}
	told := 0
	for i := range 100 {
		m.ID = fmt.Sprint(i)
		for _, f := range reader.Facts(m, known) {
			known.Add(f)
			told++
		}
	}
	m.ID, m.Proof = "real", mailauth.Proven
	found := reader.Facts(m, known)
	if told > 10 || len(found) == 0 || found[0].Kind != model.FactNearMiss {
		t.Errorf("100 mails told %d facts, and the real one %v", told, found)
	}
}

// A refusal behind many confirmations is read.
func TestNoLimitHidesARefusal(t *testing.T) {
	m := mail("erp@acme.example", "interchange 17", "")
	for i := range 40 {
		m.Attachments = append(m.Attachments, response("29", fmt.Sprint("PO-", i)))
	}
	m.Attachments = append(m.Attachments, response("27", "PO-77"))
	found := read(t, m, factindex.New())
	ids := map[string]bool{}
	refused := false
	for _, f := range found {
		ids[f.ID] = true
		refused = refused || f.Data["response"] == "refused" && f.Data["reference"] == "PO-77"
	}
	if !refused || len(ids) != len(found) {
		t.Errorf("refused %t; %d names of %d facts", refused, len(ids), len(found))
	}
}

func TestAResponseWithoutAReferenceIsAboutTheOrderOfItsMail(t *testing.T) {
	m := mail("erp@acme.example", "PO 4500000001", "")
	m.Attachments = []mailparse.Attachment{response("29", "")}
	if f := read(t, m, factindex.New())[0]; f.Data["orders"] != "4500000001" || f.Data["reference"] != "" {
		t.Errorf("it names %v", f.Data)
	}
}

func FuzzFacts(f *testing.F) {
	f.Add("orders@acme.example", "Auftragsbestätigung", "PO-1")
	f.Fuzz(func(t *testing.T, from, subject, text string) {
		read(t, mail(from, subject, text), factindex.New())
	})
}

// TestTheHeaderIsEnoughWhereNoMoreIsWanted holds that a mail that is not wanted whole tells the same without its text.
func TestTheHeaderIsEnoughWhereNoMoreIsWanted(t *testing.T) {
	wanted, reader := 0, rolemail.New(world())
	for _, from := range []string{"orders@acme.example", "erp@mail.acme.example", "robot@edi.acme.example", "mini.works@gmail.com", "another@gmail.com", "desk@nobody.example"} {
		for _, subject := range []string{"hello", "Auftragsbestätigung", "OC-1", "Order confirmation", "today"} {
			whole := mail(from, subject, "the confirmed quantity is 12, order PO-1")
			header := whole
			header.Text = ""
			if reader.Wants(header, orders) {
				wanted++
				continue
			}
			if got, want := told(read(t, header, factindex.New())), told(read(t, whole, factindex.New())); got != want {
				t.Errorf("%q from %s tells %q by its header and %q as a whole", subject, from, got, want)
			}
		}
	}
	if wanted == 0 || wanted == 30 {
		t.Errorf("%d of 30 mails are wanted whole", wanted)
	}
}
