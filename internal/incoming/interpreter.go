package incoming

import (
	"log/slog"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rolemail"
	"supplierwatch/internal/token"
	"supplierwatch/internal/verification"
)

// interpreter turns the messages of one batch into facts and answers.
type interpreter struct {
	isOurs   func(address string) bool
	key      token.Key // hashes the bank details that facts keep
	log      *slog.Logger
	registry *model.Registry
	reader   *rolemail.Reader
	known    *factindex.Index // what was recorded before the batch
	fresh    *factindex.Index // of this batch, so far
	now      time.Time

	facts   []model.Fact
	placed  map[string][]string // numbers of the orders of suppliers, by id, as far as they were asked for
	flooded bool                // more facts came than are kept, and that was logged
}

// Kind returns what is known of a subject, recorded before the batch or found in it so far.
func (u *interpreter) Kind(supplier string, subject model.Subject, kinds ...model.FactKind) []model.Fact {
	return slices.Concat(u.known.Kind(supplier, subject, kinds...), u.fresh.Kind(supplier, subject, kinds...))
}

// add interprets one message.
func (u *interpreter) add(a InboundMail) {
	for _, f := range u.interpret(a) {
		if u.exceedsLimit(f) {
			continue
		}
		f.RecordedAt = u.now
		u.facts = append(u.facts, f)
		u.fresh.Add(f)
	}
}

// interpret returns the facts of a message. One that answers one of our mails in time is about that mail; any other one is interpreted by
// itself.
func (u *interpreter) interpret(a InboundMail) []model.Fact {
	switch {
	case a.Own && a.Answers.Kind == model.MailRoundTrip:
		return u.roundTripArrived(a)
	case a.Own:
		return nil // one of our mails that went to one of our own mailboxes
	case a.Answers == nil || a.Late:
		return u.unsolicited(a)
	case a.Answers.Kind.ToSupplier():
		return u.supplierReply(a)
	case a.Message.Kind == mailparse.KindBounce:
		return bounced(a)
	case a.Message.From != "" && !u.isOurs(a.Message.From):
		return u.unsolicited(a) // a supplier goes on writing in a thread that began with one of our mails to a colleague
	}
	return nil
}

// unsolicited understands a message that answers none of our mails. Where answers and mail to role mailboxes lie in one folder, its addresses tell.
func (u *interpreter) unsolicited(a InboundMail) []model.Fact {
	box, named := a.folder.box(a.recipients())
	if a.folder.Replies && !named {
		return verification.Answer(a.Message, nil, u.registry, u.known, a.Arrived, u.receiving(a))
	}
	return u.roleMail(a, box)
}

// supplierReply understands what a supplier answers, who may confirm an order in the same mail.
func (u *interpreter) supplierReply(a InboundMail) []model.Fact {
	found := verification.Answer(a.Message, a.Answers, u.registry, u.known, a.Arrived, u.receiving(a))
	if box, named := a.folder.box(a.recipients()); named {
		found = append(found, u.roleMail(a, box)...)
	}
	return found
}

// receiving returns how an answer is read.
func (u *interpreter) receiving(a InboundMail) verification.Receiving {
	return verification.Receiving{Ours: u.isOurs, Proof: a.Proof, Hash: func(account string) string { return hashAccount(u.key, account) }, Batch: u.fresh, ID: a.ID, RecordedAt: u.now, Partial: a.Cut && !a.Message.EndsInFile}
}

// roleMail understands a message to one of our role mailboxes.
func (u *interpreter) roleMail(a InboundMail, box *model.Mailbox) []model.Fact {
	if box == nil {
		return nil
	}
	found := u.reader.Facts(rolemail.Mail{Message: a.Message, Mailbox: box, Arrived: a.Arrived, ID: a.ID, Proof: a.Proof, Token: a.fromAskedContact()}, u)
	if a.Answers == nil || a.Late || !a.Answers.Kind.ToSupplier() {
		found = append(found, verification.BankAlarms(a.Message, u.registry, u.known, a.Arrived, u.receiving(a))...)
	}
	return found
}

// roundTripArrived notes that a mail to ourselves has arrived where it should.
func (u *interpreter) roundTripArrived(a InboundMail) []model.Fact {
	var found []model.Fact
	for _, about := range a.Answers.About {
		here := slices.ContainsFunc(a.folder.Mailboxes, func(m *model.Mailbox) bool { return model.KindMailbox.Subject(m.ID) == about.Subject })
		if here {
			found = append(found, model.NewRoundTripLanded(model.Fact{
				ID: "landed-" + a.Answers.ID, Subject: about.Subject, ObservedAt: a.Arrived,
				Actor: model.ActorWatchdog, Source: "imap", Evidence: "arrived in " + a.folder.Name,
			}, a.Answers.ID, a.UID))
		}
	}
	return found
}

// bounced notes, for each alert of a mail or for its drill, that it came back. What only we are to blame for came back all the same: nobody read it.
func bounced(a InboundMail) []model.Fact {
	if a.Message.Verdict == mailparse.Temporary && a.Message.Status != "" && strings.HasPrefix(a.Message.Status, "4") {
		return nil // it may still arrive
	}
	if a.Message.Verdict == mailparse.Ambiguous && a.Message.Recipient == "" && a.Message.Original == nil {
		return nil // neither a recipient nor our mail is in it: nothing shows that it was not delivered
	}
	var found []model.Fact
	for _, f := range a.Answers.Deliveries(model.MailBounced, a.Arrived) {
		f.Source, f.Evidence = "imap", strings.Join(a.Message.Evidence, "; ")
		found = append(found, f)
	}
	return found
}
