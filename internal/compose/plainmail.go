package compose

import (
	"strings"
	"time"

	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// Receipt answers one of our people who asked for something by mail: in the thread of that mail, with a few lines of plain text. Thread are the
// Message-IDs that lead to it, the oldest first. The same row always gives the same mail.
func Receipt(i envelope.Identity, row string, to model.Recipient, subject string, thread, said []string, now time.Time) model.Mail {
	m := plainMail(i, row, model.MailReceipt, to, "Re: "+strings.TrimSpace(trimReplies(subject)), said, now)
	for _, id := range thread {
		if id != "" {
			m.References = append(m.References, id)
		}
	}
	return m
}

// OperatorsNotice writes a mail to the operators about something that is not an alert, in a few lines of plain text. The same row always gives the
// same mail. An operator who is not reached by mail gets it by their channel, if that has a renderer.
func (c *Composer) OperatorsNotice(row string, to model.Recipient, subject string, lines []string, now time.Time) (model.Mail, error) {
	m := plainMail(c.Identity, row, model.MailOperators, to, "Supplier Watch: "+subject, lines, now)
	var err error
	m.Payload, err = render(c, m, document.Content{Now: now})
	return m, err
}

// plainMail composes a mail of a few lines of text.
func plainMail(i envelope.Identity, row string, kind model.MailKind, to model.Recipient, subject string, text []string, now time.Time) model.Mail {
	lines := make([]string, len(text))
	for n, s := range text {
		indented := len(s) - len(strings.TrimLeft(s, " "))
		under := strings.Repeat(" ", indented)
		lines[n] = document.Fold(under, under, envelope.Plain(s))
	}
	return model.Mail{
		ID: row, Kind: kind, To: to, MessageID: i.MessageID(row), Token: i.TokenOf(row),
		Subject: envelope.HeaderText(subject), Text: strings.Join(lines, "\n") + "\n", CreatedAt: now, NotBefore: now,
	}
}

// trimReplies takes off what mail programs put before the subject of an answer.
func trimReplies(subject string) string {
	for {
		before, rest, found := strings.Cut(subject, ":")
		switch strings.ToLower(strings.TrimSpace(before)) {
		case "re", "aw", "antw", "sv", "vs", "r", "rif", "odp":
			if found {
				subject = strings.TrimSpace(rest)
				continue
			}
		}
		return subject
	}
}

// RoundTrip writes a mail to one of our mailboxes that is sent only to see it arrive. The same row always gives the same mail.
func RoundTrip(i envelope.Identity, row string, m *model.Mailbox, now time.Time) model.Mail {
	text := "This is a test of whether mail to " + m.Address + " arrives.\nNo reply is needed, and it may be deleted.\n"
	if token := i.TokenOf(row); token != "" && !i.Plus {
		text += "\n" + refPrefix + token + "\n"
	}
	return model.Mail{
		ID: row, Kind: model.MailRoundTrip, To: model.Recipient{Address: m.Address}, MessageID: i.MessageID(row), Token: i.TokenOf(row),
		Subject: envelope.HeaderText("Round trip to " + m.Address), Text: text, CreatedAt: now, NotBefore: now,
		About: []model.SubjectRef{{Subject: model.KindMailbox.Subject(m.ID)}},
	}
}
