package reply

import "strings"

// Missing returns what a mail lacks that ReadPerson and ReadAutomatic do not recognize.
func Missing(mail Mail) string {
	in := incomingOf(mail)
	switch {
	case len(in.header()) == 0:
		return "no header fields: it is not a mail"
	case isBulk(in.header()):
		return "written by a program, or sent to many recipients as newsletters and lists are"
	case isRobot(mail.From):
		return "sent from an address that no person uses"
	case mail.FromServer && !in.refers():
		return "from a mail server, and about none of our mails"
	case strings.TrimSpace(mail.Parsed.Text) == "":
		return "it has no text"
	}
	return "it answers none of our mails: no In-Reply-To, no References, no quotation, no token"
}
