package action

import (
	"slices"

	"supplierwatch/internal/replycmd"
)

// ordering are the verbs about an order, which has a number.
var ordering = []replycmd.Verb{replycmd.Requested, replycmd.Placed, replycmd.Confirmed}

// checkFields returns a refusal of a field that does not belong to the verb: what somebody wrote is never ignored.
func (r *Request) checkFields() error {
	_, happened := knowledge[r.Verb]
	for _, f := range []struct {
		name, value string
		belongs     bool
		to          string
	}{
		{"for", r.For, r.is(replycmd.Ack, replycmd.Snooze, replycmd.NoticeGiven), "to an acknowledgement, a snooze or a notice"},
		{"until", r.Until, r.is(replycmd.Ack, replycmd.Snooze, replycmd.Renewed), "to an acknowledgement, a snooze or a renewal"},
		{"on", r.On, happened, "to what has happened, such as an order or a notice: the day of it"},
		{"reference", r.Reference, r.is(ordering...), "to an order, a request or a confirmation: its number"},
		{"how", r.How, r.is(replycmd.Verified), "to a verification: reply, call or session"},
		{"contact", r.Contact, r.is(replycmd.Verified, replycmd.NoAnswer, replycmd.WrongNumber), "to a verification or a call: who was called"},
		{"mailbox", r.Mailbox, r.is(replycmd.Informed), "to `informed`: which of our mailboxes the supplier was told"},
	} {
		if f.value != "" && !f.belongs {
			return inField(f.name, invalid("`%s` belongs %s", f.name, f.to))
		}
	}
	return nil
}

func (r *Request) is(verbs ...replycmd.Verb) bool { return slices.Contains(verbs, r.Verb) }
