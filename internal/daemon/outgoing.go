package daemon

import (
	"context"
	"log/slog"

	"supplierwatch/internal/engine"
	"supplierwatch/internal/mailparse/bounce"
	"supplierwatch/internal/model"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web"
)

// outgoing is what every mail leaves by: it masks the tokens of other mails, hands the mail to its channel, counts and logs the result, and adds to
// each refusal what the server meant by it.
type outgoing struct {
	channels engine.Sender
	key      token.Key
	metrics  *web.Metrics
	log      *slog.Logger
}

// Send implements engine.Sender.
func (o outgoing) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	known := make(map[string]model.Mail, len(mails))
	masked := make([]model.Mail, len(mails))
	for i, m := range mails {
		known[m.ID], masked[i] = m, maskOthers(o.key, m)
	}
	attempts := o.channels.Send(ctx, masked)
	for i, a := range attempts {
		if a.Result == model.MailRefused && a.Code != 0 {
			attempts[i].Verdict = string(bounce.Refused(a.Detail))
		}
		if !a.Untried {
			logAttempt(o.log, known[a.Mail], a)
			o.metrics.Mail(known[a.Mail].Kind, a.Result, sendReason(known[a.Mail], a))
		}
	}
	return attempts
}

// maskOthers takes the tokens of other mails out of a mail: it may quote what somebody wrote or what a server said. Its own tokens stay, since it is
// answered by them. Nobody answers a webhook, and what is posted has none.
func maskOthers(key token.Key, mail model.Mail) model.Mail {
	if !mail.To.ByMail() {
		mail.MessageID, mail.Payload = key.Mask(mail.MessageID), key.MaskBytes(mail.Payload)
		return mail
	}
	mail.Subject = key.MaskOthers(mail.Subject, mail.ID)
	mail.Text = key.MaskOthers(mail.Text, mail.ID)
	mail.HTML = key.MaskOthers(mail.HTML, mail.ID)
	return mail
}

// sendReason is a word from a closed list, for a metric's label. A mail that a
// server takes may be one that it, or another, had taken before.
func sendReason(m model.Mail, a model.Attempt) string {
	switch {
	case a.Ambiguous, a.Result == model.MailAccepted && !m.Unsure.IsZero():
		return "ambiguous"
	case a.Result == model.MailAccepted:
		return "ok"
	case a.Code >= 500, a.Code >= 400 && a.Result == model.MailRefused:
		return "permanent"
	case a.Code >= 400:
		return "temporary"
	}
	return "connection"
}

// logAttempt logs what became of one mail.
func logAttempt(log *slog.Logger, m model.Mail, a model.Attempt) {
	level := slog.LevelInfo
	if a.Result != model.MailAccepted {
		level = slog.LevelWarn
	}
	log.Log(context.Background(), level, attemptSentence(m, a), "kind", m.Kind, "recipient", m.To.String(), "message_id", m.MessageID, "relay", a.Via,
		"answer", a.Detail)
}

func attemptSentence(m model.Mail, a model.Attempt) string {
	what := "An email"
	if !m.To.ByMail() {
		what = "A post to a webhook"
	}
	switch a.Result {
	case model.MailAccepted:
		return what + " was sent."
	case model.MailRefused:
		return what + " was refused."
	}
	return what + " was not sent and will be tried again."
}
