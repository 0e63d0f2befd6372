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

// TestTheLinkComesBeforeShellCommands holds that the first way to answer a mail works for somebody who has no shell.
func TestTheLinkComesBeforeShellCommands(t *testing.T) {
	w := newWorld(t)
	w.composer.AnswerURL = "https://watch.buyer.example/answer/"
	w.composer.Identity.Tokens = composetest.Tokens("")
	for kind, items := range map[model.MailKind][]string{
		model.MailAlert: {"a3f09c"}, model.MailDigest: {"a3f09c", "b4c5d6"}, model.MailInitialReport: {"a3f09c", "b4c5d6"},
	} {
		m := compose(t, w, decision(kind, model.ReasonFirst, items...))
		for form, text := range map[string]string{"text": m.Text, "HTML": m.HTML} {
			link, command := strings.Index(text, w.composer.AnswerURL), strings.Index(text, "supplierwatch ack")
			if link < 0 || command < 0 || link > command {
				t.Errorf("%s: the link is at %d of the %s, the first command at %d:\n%s", kind, link, form, command, text)
			}
		}
	}
}
