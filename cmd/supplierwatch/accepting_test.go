package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"supplierwatch/internal/testkit"
)

// accept has changes of contacts taken for true by people who have called: in the shell. Those with signs of fraud come as alert mails.
func (p *people) accept(t *testing.T) {
	t.Helper()
	letter := p.letterAbout(t, "orders@vague.test")
	text := strings.Join(strings.Fields(letter.Text), " ")
	for _, want := range []string{
		`from orders@tim.test: "Yes, still right. We are closed from 20 December to 6 January.`, `from orders@vague.test: "Können Sie mir bitte Ihren Bedarf`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the letter does not say %q:\n%s", want, letter.Text)
		}
	}
	for id, address := range map[string]string{"iban": "neu@iban.test", "lithos": "sales@1ithos.test"} {
		p.alertAbout(t, address)
		said := shell(t, "accept", p.alertOf(t, "contact-changed", id), "--by", "b.roy@buyer.test", "--config", p.config)
		if said.code != 0 || !strings.Contains(said.out, "Accepted by b.roy@buyer.test: "+id+"/contact/orders is now "+address+".") {
			t.Errorf("accept ended with %d:\n%s%s", said.code, said.out, said.err)
		}
		p.wantEntry(t, id, address)
		p.daemon.signal(t, syscall.SIGHUP)
		p.changeIsOver(t, id)
	}
}

// alertAbout waits for an alert mail about a change with signs of fraud: it does not wait for the weekly summary.
func (p *people) alertAbout(t *testing.T, text string) {
	t.Helper()
	untilWithin(t, aMinute, "an alert mail that says "+text, func() bool {
		return slices.ContainsFunc(p.owners.All(t), func(m *testkit.Message) bool {
			return !strings.HasPrefix(m.Subject(), "Supplier summary") && strings.Contains(m.Text, text)
		})
	})
}

// changeIsOver waits until nothing is said of a change any more, since the registry says the same.
func (p *people) changeIsOver(t *testing.T, supplier string) {
	t.Helper()
	until(t, "the change of "+supplier+" is over", func() bool { return p.findings(t, supplier)["contact-changed"].Rule == "" })
}

// letterAbout waits for a weekly summary to the owners that contains a text.
func (p *people) letterAbout(t *testing.T, text string) *testkit.Message {
	t.Helper()
	var found *testkit.Message
	untilWithin(t, aMinute, "a letter that says "+text, func() bool {
		for _, m := range p.owners.All(t) {
			if strings.HasPrefix(m.Subject(), "Supplier summary") && strings.Contains(m.Text, text) {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// numberOf returns the number of a supplier's change in a weekly summary.
func numberOf(t *testing.T, letter *testkit.Message, supplier string) string {
	t.Helper()
	found := regexp.MustCompile(`(\d+)\. \[CRITICAL\] Call the number on file: .*\(` + supplier).FindStringSubmatch(letter.Text)
	if found == nil {
		t.Fatalf("the letter does not tell of %s:\n%s", supplier, letter.Text)
	}
	return found[1]
}

// answer writes back to one of our own mails.
func (p *people) answer(t *testing.T, m *testkit.Message, from, text string) {
	t.Helper()
	p.send(t, plainly(m, from, text))
}

// wantReceipt waits for the receipt to one of our people who answered.
func (p *people) wantReceipt(t *testing.T, user string, says ...string) {
	t.Helper()
	receipt := p.mail.Mailbox(t, user+"@buyer.test").Wait(t, "receipt", about("Supplier summary"))
	text := strings.Join(strings.Fields(receipt.Text), " ")
	for _, want := range says {
		if !strings.Contains(text, want) {
			t.Errorf("the receipt to %s does not say %q:\n%s", user, want, receipt.Text)
		}
	}
}

// wantEntry wants a supplier's file to say something.
func (p *people) wantEntry(t *testing.T, supplier, says string) {
	t.Helper()
	until(t, "the entry of "+supplier+" says "+says, func() bool {
		text, err := os.ReadFile(filepath.Join(p.registry, supplier+".yaml"))
		return err == nil && strings.Contains(string(text), says)
	})
}

// alertOf returns the id of an alert.
func (p *people) alertOf(t *testing.T, rule, supplier string) string {
	t.Helper()
	for _, a := range p.daemon.alerts(t) {
		if a.Rule == rule && a.Supplier == supplier {
			return a.ID
		}
	}
	t.Fatalf("there is no alert of %s about %s", rule, supplier)
	return ""
}
