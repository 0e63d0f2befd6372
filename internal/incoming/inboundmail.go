package incoming

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"supplierwatch/internal/imap"
	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/model"
)

// InboundMail is a message with our mail that it is, or answers.
type InboundMail struct {
	imap.Received
	folder  Folder
	ID      string         // names it for good
	Answers *model.Mail    // our mail; nil: none
	Own     bool           // it is that mail itself, and no answer
	Late    bool           // it answers long after anybody should
	Proof   mailauth.Proof // how far our own server vouches for its sender
}

// nameOf returns the name of a message that stays, whatever number a server gives it: by its Message-ID, else by its header, and when it came.
func nameOf(r imap.Received) string {
	m := r.Message
	if m.MessageID != "" {
		return m.MessageID
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q %d", r.Arrived.UTC(), m.Date.UTC(), m.From, m.Subject, r.Size))
	return "unnamed-" + hex.EncodeToString(sum[:12])
}

// recipients are the addresses that a message went to.
func (a InboundMail) recipients() []string {
	return slices.Concat(a.Message.DeliveredTo, a.Message.To, a.Message.Cc)
}

// fromAskedContact reports whether a message answers one of our mails to a supplier in time, and comes from whom that went to: somebody else who
// got hold of its token is not known by it.
func (a InboundMail) fromAskedContact() bool {
	if a.Answers == nil || a.Late || !a.Answers.Kind.ToSupplier() || a.Proof == mailauth.Failed {
		return false
	}
	from, to := a.Message.From, a.Answers.To.Address
	mine := mailaddr.DomainOf(to)
	return mailaddr.Same(from, to) || !mailaddr.FreeMail(mine) && mailaddr.SameOrganization(mailaddr.DomainOf(from), mine)
}
