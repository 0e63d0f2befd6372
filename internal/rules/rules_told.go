package rules

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: toldChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"not-told":      notTold,
			"told-long-ago": toldLongAgo,
		},
	})
}

func notTold(e *obligations.Supplier) []model.Finding {
	if len(e.Context.Registry.Mailboxes) == 0 || len(obligations.MailboxNotices(e)) > 0 {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("%s has not been informed of our mailbox addresses.", e.Entry.Name)
	return ask(e, f, "Inform the supplier of our mailboxes", "Write to the supplier which of our addresses is for what.", "Record the day under `they_know`.")
}

func toldLongAgo(e *obligations.Supplier) []model.Finding {
	all := obligations.MailboxNotices(e)
	if len(e.Context.Registry.Mailboxes) == 0 || len(all) == 0 {
		return nil
	}
	last := all[0].On
	for _, t := range all {
		last = obligations.Later(last, t.On)
	}
	if !last.Plus(e.Limit("told-long-ago"), e.OwnCalendar).Before(e.OwnToday) {
		return nil
	}
	f := aboutAll(e)
	f.Message = fmt.Sprintf("%s was last informed of our mailbox addresses on %s.", e.Entry.Name, last)
	return ask(e, f, "Remind the supplier of our mailboxes", "Write to the supplier which of our addresses is for what.", "Record the day under `they_know`.")
}

// toldChanges notes when it is too long ago that the supplier was told of our mailboxes.
func toldChanges(t *nextChange) {
	for _, x := range t.eval.Entry.TheyKnow {
		t.onceTheyCome(x.On)
	}
	for _, x := range obligations.MailboxNotices(t.eval) {
		t.after(x.On.Plus(t.eval.Limit("told-long-ago"), t.eval.OwnCalendar))
	}
}
