package mailer

import (
	"strings"
	"time"

	"supplierwatch/internal/watch"
)

// Receipt answers somebody of ours who asked for something by mail: in the thread of that mail, whose subject is given and, the oldest
// first, the Message-IDs that lead to it, with a few lines of plain text. The same row always gives the same mail.
func (i Identity) Receipt(row string, to watch.Recipient, subject string, thread, said []string, now time.Time) watch.Mail {
	lines := make([]string, len(said))
	for n, s := range said {
		indented := len(s) - len(strings.TrimLeft(s, " "))
		under := strings.Repeat(" ", indented)
		lines[n] = fold(under, under, plain(s))
	}
	m := watch.Mail{
		ID: row, Kind: watch.MailReceipt, To: to, MessageID: i.MessageID(row), Token: i.token(row),
		Subject: headerText("Re: " + strings.TrimSpace(trimReplies(subject))), Text: strings.Join(lines, "\n") + "\n",
		CreatedAt: now, NotBefore: now,
	}
	for _, id := range thread {
		if id != "" {
			m.References = append(m.References, id)
		}
	}
	return m
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
