package daemon

import (
	"context"
	"log/slog"

	"supplierwatch/internal/deliver"
	"supplierwatch/internal/mailparse/bounce"
	"supplierwatch/internal/model"
	"supplierwatch/internal/readmodel"
	"supplierwatch/internal/token"
	"supplierwatch/internal/web"
)

// outgoing is what every mail leaves by: it masks the tokens of other mails, hands the mail to its channel, counts and logs the result, and adds to
// each refusal what the server meant by it.
type outgoing struct {
	routes  deliver.Router
	key     token.Key
	metrics *web.Metrics
	state   *readmodel.ServiceState
	log     *slog.Logger
}

// Send implements engine.Sender.
func (o outgoing) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	known := make(map[string]model.Mail, len(mails))
	sent := make([]model.Mail, len(mails))
	for i, m := range mails {
		known[m.ID], sent[i] = m, masked(o.key, m, o.routes[m.To.Channel].Replies)
	}
	attempts := o.routes.Send(ctx, sent)
	for i, a := range attempts {
		if a.Result == model.MailRefused && a.Code != 0 {
			attempts[i].Verdict = string(bounce.Refused(a.Detail))
		}
		if !a.Untried {
			o.logAttempt(known[a.Mail], a)
			o.noteRelay(a)
			o.metrics.Mail(known[a.Mail].Kind, a.Result, sendReason(known[a.Mail], a))
		}
	}
	return attempts
}

// noteRelay notes what a relay answered about a mail.
func (o outgoing) noteRelay(a model.Attempt) {
	switch {
	case a.Via == "":
	case a.Result == model.MailAccepted:
		o.state.RelayAccepted(a.Via, a.Written, a.At)
	default:
		o.state.RelayFailed(a.Via, a.Detail, false, a.At)
	}
}

// masked takes the tokens of other mails out of a mail: it may quote what somebody wrote or what a server said. Where the recipient can reply, the
// mail's own tokens stay, since the reply is recognized by them.
func masked(key token.Key, mail model.Mail, replies bool) model.Mail {
	if !replies {
		mail.MessageID = key.Mask(mail.MessageID)
	}
	mail.Payload = key.MaskBytes(mail.Payload)
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
func (o outgoing) logAttempt(m model.Mail, a model.Attempt) {
	level := slog.LevelInfo
	if a.Result != model.MailAccepted {
		level = slog.LevelWarn
	}
	o.log.Log(context.Background(), level, attemptSentence(o.routes[m.To.Channel].Noun, a), "kind", m.Kind, "recipient", m.To.String(), "message_id", m.MessageID, "relay", a.Via,
		"answer", a.Detail)
}

// attemptSentence returns the result of an attempt: an email is sent once a mail server has accepted it.
func attemptSentence(what string, a model.Attempt) string {
	switch {
	case a.Result == model.MailAccepted && a.Written:
		return what + " was written to a file."
	case a.Result == model.MailAccepted:
		return what + " was sent."
	case a.Result == model.MailRefused:
		return what + " was refused."
	}
	return what + " was not sent and will be tried again."
}
