package verification

import (
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// Allowed reports whether a mail that was written earlier may go to an address of theirs now: it is their working time, and nothing has come
// between since. An address that no contact has any more may be written to.
func (p Planner) Allowed(address string, r *model.Registry, facts *factindex.Index, now time.Time) bool {
	d := &planner{limits: p, registry: r, facts: facts, now: now}
	b := d.recipientOf(model.ContactRef{Contact: &model.Contact{Email: address}})
	if len(b.holders) == 0 {
		return true
	}
	b.wanted = b.holders
	return d.exclusion(b, historyOf(b, facts)) == "" && atWork(b.holders, now)
}
