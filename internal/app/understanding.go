package app

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailauth"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
	"supplierwatch/internal/rolemail"
	"supplierwatch/internal/verification"
	"supplierwatch/internal/wiring"
)

// understanding turns the messages of one batch into facts and answers.
type understanding struct {
	intake   *intake
	registry *model.Registry
	reader   *rolemail.Reader
	known    *model.Facts // what was recorded before the batch
	fresh    *model.Facts // what the batch told so far
	now      time.Time

	facts   []model.Fact
	placed  map[string][]string // numbers of the orders of suppliers, by id, as far as they were asked for
	flooded bool                // more was told than is kept, and that was said
}

// Kind gives what is known of a subject, by what was recorded and by what the batch told so far.
func (u *understanding) Kind(supplier, subject string, kinds ...model.FactKind) []model.Fact {
	return slices.Concat(u.known.Kind(supplier, subject, kinds...), u.fresh.Kind(supplier, subject, kinds...))
}

// add understands one message.
func (u *understanding) add(a arrival) {
	for _, f := range u.understood(a) {
		if u.floods(f) {
			continue
		}
		f.RecordedAt = u.now
		u.facts = append(u.facts, f)
		u.fresh.Add(f)
	}
}

// understood gives what a message tells. One that answers a mail of ours in time tells about that mail; any other one is taken for what it
// says by itself.
func (u *understanding) understood(a arrival) []model.Fact {
	switch {
	case a.own && a.row.Kind == model.MailRoundTrip:
		return u.landed(a)
	case a.own:
		return nil // a mail of ours that went to one of our own mailboxes
	case a.row == nil || a.late:
		return u.unasked(a)
	case a.row.Kind.ToSupplier():
		return u.answered(a)
	case a.Message.Kind == mailparse.KindBounce:
		return bounced(a)
	case a.Message.From != "" && !u.intake.ours(a.Message.From):
		return u.unasked(a) // a supplier goes on writing in a thread that began with a mail of ours to a colleague
	}
	return nil
}

// unasked understands a message that answers nothing of ours. Where answers and mail to role mailboxes lie in one folder, its addresses tell.
func (u *understanding) unasked(a arrival) []model.Fact {
	box, named := a.folder.box(a.recipients())
	if a.folder.replies && !named {
		return verification.Answer(a.Message, nil, u.registry, u.known, a.Arrived, u.receiving(a))
	}
	return u.toMailbox(a, box)
}

// answered understands what a supplier answers, who may confirm an order in the same mail.
func (u *understanding) answered(a arrival) []model.Fact {
	found := verification.Answer(a.Message, a.row, u.registry, u.known, a.Arrived, u.receiving(a))
	if box, named := a.folder.box(a.recipients()); named {
		found = append(found, u.toMailbox(a, box)...)
	}
	return found
}

// recipients are the addresses that a message went to.
func (a arrival) recipients() []string {
	return slices.Concat(a.Message.DeliveredTo, a.Message.To, a.Message.Cc)
}

// receiving says how an answer is read.
func (u *understanding) receiving(a arrival) verification.Receiving {
	return verification.Receiving{Ours: u.intake.ours, Proof: a.proof, Hash: func(account string) string { return hashAccount(u.intake.daemon.key, account) }, Batch: u.fresh, ID: a.id, RecordedAt: u.now, Partial: a.Cut && !a.Message.EndsInFile}
}

// toMailbox understands a message to a role mailbox of ours.
func (u *understanding) toMailbox(a arrival, box *model.Mailbox) []model.Fact {
	if box == nil {
		return nil
	}
	found := u.reader.Facts(rolemail.Mail{Message: a.Message, Mailbox: box, Arrived: a.Arrived, ID: a.id, Proof: a.proof, Token: a.fromWhomWeAsked()}, u)
	if a.row == nil || a.late || !a.row.Kind.ToSupplier() {
		found = append(found, verification.BankAlarms(a.Message, u.registry, u.known, a.Arrived, u.receiving(a))...)
	}
	return found
}

// fromWhomWeAsked reports whether a message answers a mail of ours to a supplier in time, and comes from whom that went to: somebody else who
// got hold of its token is not known by it.
func (a arrival) fromWhomWeAsked() bool {
	if a.row == nil || a.late || !a.row.Kind.ToSupplier() || a.proof == mailauth.Failed {
		return false
	}
	from, to := a.Message.From, a.row.To.Address
	mine := model.DomainOf(to)
	return mailaddr.Same(from, to) || !model.FreeMail(mine) && mailaddr.SameOrganization(model.DomainOf(from), mine)
}

// landed notes that a mail to ourselves has arrived where it should.
func (u *understanding) landed(a arrival) []model.Fact {
	var found []model.Fact
	for _, about := range a.row.About {
		here := slices.ContainsFunc(a.folder.boxes, func(m *model.Mailbox) bool { return model.KindMailbox.Subject(m.ID) == about.Subject })
		if here {
			found = append(found, model.Fact{
				ID: "landed-" + a.row.ID, Subject: about.Subject, Kind: model.FactRoundTripLanded, ObservedAt: a.Arrived,
				Actor: model.ActorWatchdog, Source: "imap", Evidence: "arrived in " + a.folder.name,
				Data: map[string]string{model.DataMail: a.row.ID, model.DataUID: strconv.FormatUint(uint64(a.UID), 10)},
			})
		}
	}
	return found
}

// bounced notes, for each alert of a mail or for its drill, that it came back. What only we are to blame for came back all the same: nobody read it.
func bounced(a arrival) []model.Fact {
	if a.Message.Verdict == mailparse.Temporary && a.Message.Status != "" && strings.HasPrefix(a.Message.Status, "4") {
		return nil // it may still arrive
	}
	var found []model.Fact
	for _, f := range a.row.Deliveries(model.MailBounced, a.Arrived) {
		f.Source, f.Evidence = "imap", strings.Join(a.Message.Evidence, "; ")
		found = append(found, f)
	}
	return found
}

// ours reports whether an address belongs to us.
func (x *intake) ours(address string) bool {
	return wiring.IsOurs(x.daemon.settings, x.daemon.registry.Load(), address)
}
