package compose

import (
	"strings"
	"testing"

	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/model"
)

// TestAMailLinksToItsPage holds that a mail to a person that tells of alerts has its link once in the text and once in the HTML.
func TestAMailLinksToItsPage(t *testing.T) {
	w := newWorld(t)
	w.composer.AnswerURL = "https://watch.buyer.example/a/rather/long/way/to/where/the/page/is/answer/"
	w.composer.Identity.Tokens = composetest.Tokens("")
	for kind, want := range map[model.MailKind]int{model.MailAlert: 1, model.MailDigest: 1, model.MailInitialReport: 1, model.MailSummary: 1, model.MailResolved: 0} {
		items := []string{"a3f09c", "b4c5d6"}
		if kind == model.MailAlert {
			items = items[:1]
		}
		d := decision(kind, model.ReasonFirst, items...)
		m := compose(t, w, d)
		url := "https://watch.buyer.example/a/rather/long/way/to/where/the/page/is/answer/" + d.Mail
		if got := strings.Count(m.Text, "  "+url+"\n"); got != want {
			t.Errorf("%s: the text has the link %d times whole on a line of its own, want %d:\n%s", kind, got, want, m.Text)
		}
		if got := strings.Count(m.HTML, `href="`+url+`"`); got != want {
			t.Errorf("%s: the HTML has the link %d times, want %d", kind, got, want)
		}
	}
	hook := decision(model.MailAlert, model.ReasonFirst, "a3f09c")
	hook.To = model.WebhookRecipient("oncall")
	if m := compose(t, w, hook); strings.Contains(m.Text+string(m.Payload), "/answer/") {
		t.Error("a webhook is given a link")
	}
}
