package incoming

import (
	"cmp"
	"slices"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
)

// Folder is one folder in which mail for us arrives: answers to our mails, what suppliers send to our role mailboxes, or both.
type Folder struct {
	Account, Name string
	Replies       bool
	Mailboxes     []*model.Mailbox
}

// Place is where replies to our mails arrive.
type Place struct{ Account, Folder string }

// foldersOf returns the folders that are read, each once: that of replies (nil: none), and those of mailboxes to which a login is known.
func foldersOf(replies *Place, mailboxes []*model.Mailbox, logins Logins) []Folder {
	var all []Folder
	at := func(account, name string) *Folder {
		i := slices.IndexFunc(all, func(f Folder) bool { return f.Account == account && f.Name == name })
		if i < 0 {
			i, all = len(all), append(all, Folder{Account: account, Name: name})
		}
		return &all[i]
	}
	if replies != nil {
		at(replies.Account, cmp.Or(replies.Folder, defaultFolder)).Replies = true
	}
	for _, m := range mailboxes {
		if _, known := logins.Account(m.Account); known {
			f := at(m.Account, cmp.Or(m.Folder, defaultFolder))
			f.Mailboxes = append(f.Mailboxes, m)
		}
	}
	return all
}

// defaultFolder is the one that every account has (RFC 9051, 5.1).
const defaultFolder = "INBOX"

// box returns our mailbox that a message was delivered to: the one whose address it names, else the first of the folder; nil where the
// folder is none.
func (f Folder) box(addresses []string) (box *model.Mailbox, named bool) {
	for _, m := range f.Mailboxes {
		if slices.ContainsFunc(addresses, func(a string) bool { return mailaddr.SameMailbox(a, m.Address) }) {
			return m, true
		}
	}
	if len(f.Mailboxes) == 0 {
		return nil, false
	}
	return f.Mailboxes[0], false
}
