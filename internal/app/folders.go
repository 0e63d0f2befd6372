package app

import (
	"cmp"
	"slices"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/model"
	"supplierwatch/internal/settings"
)

// folder is one folder in which mail for us arrives: answers to our mails, what suppliers send to role mailboxes of ours, or both.
type folder struct {
	account, name string
	replies       bool
	boxes         []*model.Mailbox
}

// folders lists what is read, each folder once.
func mailFolders(s *settings.Settings, r *model.Registry) []folder {
	var all []folder
	at := func(account, name string) *folder {
		i := slices.IndexFunc(all, func(f folder) bool { return f.account == account && f.name == name })
		if i < 0 {
			i, all = len(all), append(all, folder{account: account, name: name})
		}
		return &all[i]
	}
	if s.Replies != nil {
		at(s.Replies.Account, cmp.Or(s.Replies.Folder, defaultFolder)).replies = true
	}
	for _, m := range r.Mailboxes {
		if _, known := s.Accounts[m.Account]; known {
			f := at(m.Account, cmp.Or(m.Folder, defaultFolder))
			f.boxes = append(f.boxes, m)
		}
	}
	return all
}

// defaultFolder is the one that every account has (RFC 9051, 5.1).
const defaultFolder = "INBOX"

// box gives the mailbox of ours that a message was delivered to: the one whose address it names, else the first of the folder; nil where the
// folder is none.
func (f folder) box(addresses []string) (box *model.Mailbox, named bool) {
	for _, m := range f.boxes {
		if slices.ContainsFunc(addresses, func(a string) bool { return mailaddr.SameMailbox(a, m.Address) }) {
			return m, true
		}
	}
	if len(f.boxes) == 0 {
		return nil, false
	}
	return f.boxes[0], false
}
