package rules

import (
	"fmt"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: toldChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"not-told":      notTold,
		"told-long-ago": toldLongAgo,
	},
})

func notTold(e *supplierEval) []model.Finding {
	if len(e.context.registry.Mailboxes) == 0 || len(mailboxNotices(e)) > 0 {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("%s was never told which mailbox of ours to use.", e.s.Name)
	return e.ask(f, "Tell them our mailboxes", "Write to them which address is for what.", "Record the day under they_know.")
}

func toldLongAgo(e *supplierEval) []model.Finding {
	all := mailboxNotices(e)
	if len(e.context.registry.Mailboxes) == 0 || len(all) == 0 {
		return nil
	}
	last := all[0].On
	for _, t := range all {
		last = later(last, t.On)
	}
	if !last.Plus(e.limit("told-long-ago"), e.ownCalendar).Before(e.today) {
		return nil
	}
	f := e.aboutAll()
	f.Message = fmt.Sprintf("%s was last told on %s which mailbox of ours to use.", e.s.Name, last)
	return e.ask(f, "Tell them our mailboxes again", "Write to them which address is for what.", "Record the day under they_know.")
}

// toldChanges notes when it is too long ago that the supplier was told of our mailboxes.
func toldChanges(t *nextChange) {
	for _, x := range t.eval.s.TheyKnow {
		t.onceTheyCome(x.On)
	}
	for _, x := range mailboxNotices(t.eval) {
		t.after(x.On.Plus(t.eval.limit("told-long-ago"), t.eval.ownCalendar))
	}
}
