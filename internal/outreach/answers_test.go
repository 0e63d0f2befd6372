package outreach_test

import (
	"fmt"
	"strings"
	"testing"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/verification"
)

// TestAnswersToOurMailsAreUnderstood answers each of our texts as people do: a word above, our whole mail quoted below. Our own words in the
// quote, among them both yes and stop, must not be taken for theirs.
func TestAnswersToOurMailsAreUnderstood(t *testing.T) {
	words := map[string][2]string{
		"en": {"Yes", "stop"}, "de": {"Ja", "Stop"}, "fr": {"Oui", "stop"}, "it": {"Sì", "stop"}, "es": {"Sí", "stop"}, "nl": {"Ja", "stop"},
	}
	for _, language := range verification.Languages {
		r := newRound(t, "on", "2026-03-02T09:00:00Z")
		r.Registry().Suppliers[0].Language = language
		r.choose()
		r.pass(t)
		if len(r.memory.mails) == 0 {
			t.Fatal("nobody was asked")
		}
		ours := r.memory.mails[0]
		for i, want := range []model.FactKind{model.FactConfirmed, model.FactObjected} {
			m := mailparse.Read([]byte(answerTo(ours, words[language][i])))
			known, err := r.memory.FactsAfter(t.Context(), 0)
			if err != nil {
				t.Fatal(err)
			}
			facts := verification.Answer(m, &ours, r.Registry(), factindex.New(known...), r.now, verification.Receiving{})
			if len(facts) == 0 || facts[0].Kind != want {
				t.Errorf("%s: %q is understood as %v %s %q", language, words[language][i], kindsOf(facts), m.Verdict, m.Reply)
			}
		}
	}
}

func kindsOf(facts []model.Fact) []model.FactKind {
	var kinds []model.FactKind
	for _, f := range facts {
		kinds = append(kinds, f.Kind)
	}
	return kinds
}

// answerTo is a reply with our mail quoted below it.
func answerTo(m model.Mail, words string) string {
	var quote strings.Builder
	for line := range strings.Lines(m.Text) {
		quote.WriteString("> " + strings.TrimRight(line, "\n") + "\r\n")
	}
	return fmt.Sprintf("From: Order Desk <%s>\r\nTo: contacts+%s@buyer.example\r\nSubject: Re: %s\r\nMessage-ID: <x@acme.example>\r\n"+
		"In-Reply-To: <%s>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n\r\nOn Mon, 2 Mar 2026, Buyer AG Purchasing wrote:\r\n%s",
		m.To.Address, m.Token, m.Subject, m.MessageID, words, quote.String())
}
