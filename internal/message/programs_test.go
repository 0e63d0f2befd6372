package message_test

import (
	"testing"

	"supplierwatch/internal/message"
)

// TestPrograms holds what programs write that give themselves away by little.
func TestPrograms(t *testing.T) {
	for name, c := range map[string]struct {
		mail    string
		kind    message.Kind
		verdict message.Verdict
	}{
		"a vacation program older than its standard": {
			"From: orders@acme.example\nSubject: Re: contacts\nPrecedence: junk\n\nI am on vacation until 30 November.\n",
			message.KindAutoReply, message.Away,
		},
		"a newsletter that speaks of vacations": {
			"From: news@acme.example\nSubject: Our summer\nPrecedence: bulk\n\nWhile you are on vacation, we work for you.\n",
			message.KindOther, "",
		},
		"a receipt with its number in the text": {
			"From: service@acme.example\nSubject: Wir haben Ihre Anfrage erhalten\n\nIhre Anfrage wurde unter der Ticketnummer 4711 registriert.\n",
			message.KindAutoReply, message.Ticket,
		},
		"a receipt with an Italian number": {
			"From: servizio@acme.example\nSubject: Abbiamo ricevuto la sua richiesta n. 4711\n\nGrazie, la sua richiesta è stata registrata.\n",
			message.KindAutoReply, message.Ticket,
		},
		"a delay that tells when it would be permanent": {
			"From: Mail Delivery Subsystem <mailer-daemon@relay.example>\nSubject: Delivery Status Notification (Delay)\n\n" +
				"There was a temporary problem delivering your message to x@acme.example. We will retry for 46 more hours. " +
				"You'll be notified if the delivery fails permanently.\n",
			message.KindDelay, message.Temporary,
		},
		"a server that goes on trying in vain": {
			"From: Mail Delivery System <mailer-daemon@relay.example>\nSubject: Mail delivery failed\n\n" +
				"A message that has been delayed could not be delivered. This is a permanent error. x@acme.example: retry timeout exceeded\n",
			message.KindBounce, message.Temporary,
		},
		"a server that answers nothing": {
			"From: postmaster@acme.example\nSubject: Message held\n\nYour message to x@acme.example is kept until an administrator has seen it.\n",
			message.KindOther, "",
		},
		"a postmaster who answers": {
			"From: postmaster@acme.example\nSubject: Re: contacts\nIn-Reply-To: <a@b>\n\nYes, still correct.\n",
			message.KindReply, message.Confirmed,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if m := message.Read([]byte(c.mail)); m.Kind != c.kind || m.Verdict != c.verdict {
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
		m := message.Read([]byte("From: fbl@isp.example\nSubject: report\nContent-Type: multipart/report; report-type=feedback-report; boundary=q\n\n" +
			"--q\nContent-Type: message/feedback-report\n\nFeedback-Type: " + feedback + "\nVersion: 1\n\n--q--\n"))
		if m.Kind != message.KindComplaint || m.Objects() != objects {
			t.Errorf("%q is %s and objects %t, want %t", feedback, m.Kind, m.Objects(), objects)
		}
	}
	if (message.Message{Kind: message.KindReply}).Objects() {
		t.Error("a reply is a complaint")
	}
}
