package compose

import (
	"time"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// RoundTrip writes a mail to a mailbox of ours that is sent only to see it
// arrive. The same row always gives the same mail.
func RoundTrip(i envelope.Identity, row string, m *model.Mailbox, now time.Time) model.Mail {
	text := "This mail was sent to see whether mail to " + m.Address + " arrives.\nNobody has to answer it, and it may be deleted.\n"
	if token := i.TokenOf(row); token != "" && !i.Plus {
		text += "\nRef: " + token + "\n"
	}
	return model.Mail{
		ID: row, Kind: model.MailRoundTrip, To: model.Recipient{Address: m.Address}, MessageID: i.MessageID(row), Token: i.TokenOf(row),
		Subject: envelope.HeaderText("Round trip to " + m.Address), Text: text, CreatedAt: now, NotBefore: now,
		About: []model.SubjectRef{{Subject: model.KindMailbox.Subject(m.ID)}},
	}
}
