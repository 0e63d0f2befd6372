package daemon

import (
	"fmt"
	"slices"
	"testing"

	"supplierwatch/internal/model"
)

// TestAYesInAMailThatWasNotReadWholeConfirmsNothing: what follows a long picture may say something else, and people see it. Behind the text of a
// mail that was cut inside an attached file nothing follows but files.
func TestAYesInAMailThatWasNotReadWholeConfirmsNothing(t *testing.T) {
	part := func(header string) string {
		return "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\n\nYes, correct.\n--q\n" + header + "\n\nJVBERi0xLjQK"
	}
	for name, c := range map[string]struct {
		body      string
		cut       bool
		confirmed bool
	}{
		"whole":                    {"\nYes, correct.\n", false, true},
		"cut in its text":          {"\nYes, correct.\n", true, false},
		"cut in a picture":         {part("Content-Type: image/png; name=a.png"), true, false},
		"cut in a file between":    {part("Content-Type: application/pdf; name=a.pdf\nContent-Disposition: inline"), true, false},
		"cut in a second text":     {part("Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment"), true, false},
		"cut in an attached mail":  {part("Content-Type: message/rfc822"), true, false},
		"cut in a file":            {part("Content-Type: application/pdf; name=a.pdf"), true, true},
		"cut in an attached file":  {part("Content-Type: application/zip; name=a.zip\nContent-Disposition: attachment"), true, true},
		"whole, with a large file": {part("Content-Type: application/pdf; name=a.pdf"), false, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := newMailFixture(t)
			question := o.question("orders")
			batch := o.received(fmt.Sprintf("From: orders@acme.example\nAuthentication-Results: mx.buyer.example; dmarc=pass header.from=acme.example\nSubject: Re: x\n"+
				"In-Reply-To: <%s>\nMessage-ID: <yes@acme.example>\n%s", question.MessageID, c.body))
			batch.Received[0].Cut = c.cut
			o.take(o.replies, batch)
			if confirmed := slices.ContainsFunc(o.facts(), func(f model.Fact) bool { return f.Kind == model.FactConfirmed }); confirmed != c.confirmed {
				t.Errorf("confirmed %v", confirmed)
			}
		})
	}
}
