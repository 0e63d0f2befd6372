package mailparse_test

import (
	"testing"

	"supplierwatch/internal/mailparse"
)

// TestPrograms holds what programs write that give themselves away by little.
func TestPrograms(t *testing.T) {
	for name, c := range map[string]struct {
		mail    string
		kind    mailparse.Kind
		verdict mailparse.Verdict
	}{
		"a vacation program older than its standard": {
			"From: orders@acme.example\nSubject: Re: contacts\nPrecedence: junk\n\nI am on vacation until 30 November.\n",
			mailparse.KindAutoReply, mailparse.Away,
		},
		"a newsletter that speaks of vacations": {
			"From: news@acme.example\nSubject: Our summer\nPrecedence: bulk\n\nWhile you are on vacation, we work for you.\n",
			mailparse.KindOther, "",
		},
		"a receipt with its number in the text": {
			"From: service@acme.example\nSubject: Wir haben Ihre Anfrage erhalten\n\nIhre Anfrage wurde unter der Ticketnummer 4711 registriert.\n",
			mailparse.KindAutoReply, mailparse.Ticket,
		},
		"a receipt with an Italian number": {
			"From: servizio@acme.example\nSubject: Abbiamo ricevuto la sua richiesta n. 4711\n\nGrazie, la sua richiesta è stata registrata.\n",
			mailparse.KindAutoReply, mailparse.Ticket,
		},
		"a delay that tells when it would be permanent": {
			"From: Mail Delivery Subsystem <mailer-daemon@relay.example>\nSubject: Delivery Status Notification (Delay)\n\n" +
				"There was a temporary problem delivering your message to x@acme.example. We will retry for 46 more hours. " +
				"You'll be notified if the delivery fails permanently.\n",
			mailparse.KindDelay, mailparse.Temporary,
		},
		"a server that goes on trying in vain": {
			"From: Mail Delivery System <mailer-daemon@relay.example>\nSubject: Mail delivery failed\n\n" +
				"A message that has been delayed could not be delivered. This is a permanent error. x@acme.example: retry timeout exceeded\n",
			mailparse.KindBounce, mailparse.Temporary,
		},
		"a server that answers nothing": {
			"From: postmaster@acme.example\nSubject: Message held\n\nYour message to x@acme.example is kept until an administrator has seen it.\n",
			mailparse.KindOther, "",
		},
		"a postmaster who answers": {
			"From: postmaster@acme.example\nSubject: Re: contacts\nIn-Reply-To: <a@b>\n\nYes, still correct.\n",
			mailparse.KindReply, mailparse.Confirmed,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if m := mailparse.Read([]byte(c.mail)); m.Kind != c.kind || m.Verdict != c.verdict {
				t.Errorf("it is %s %s, want %s %s: %q", m.Kind, m.Verdict, c.kind, c.verdict, m.Evidence)
			}
		})
	}
}

// TestFeedback holds which feedback reports are a person's objection.
func TestFeedback(t *testing.T) {
	for feedback, objects := range map[string]bool{
		"abuse": true, "opt-out": true, "fraud": true, "other": true, "": true, "Auth-Failure": false, "not-spam": false,
	} {
		m := mailparse.Read([]byte("From: fbl@isp.example\nSubject: report\nContent-Type: multipart/report; report-type=feedback-report; boundary=q\n\n" +
			"--q\nContent-Type: message/feedback-report\n\nFeedback-Type: " + feedback + "\nVersion: 1\n\n--q--\n"))
		if m.Kind != mailparse.KindComplaint || m.Objects() != objects {
			t.Errorf("%q is %s and objects %t, want %t", feedback, m.Kind, m.Objects(), objects)
		}
	}
	if (mailparse.Message{Kind: mailparse.KindReply}).Objects() {
		t.Error("a reply is a complaint")
	}
}
