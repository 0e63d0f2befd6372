package verification

import (
	"time"

	"supplierwatch/internal/model"
)

// May reports whether a mail that was written earlier may go to an address of theirs now: it is their working time, and nothing has come
// between since. An address that no contact has any more may be written to.
func (p Planner) May(address string, r *model.Registry, facts *model.Facts, now time.Time) bool {
	d := &desk{Planner: p, registry: r, facts: facts, now: now}
	b := d.boxOf(model.ContactRef{Contact: &model.Contact{Email: address}})
	if len(b.holders) == 0 {
		return true
	}
	b.wanted = b.holders
	return d.never(b, pastOf(b, facts)) == "" && atWork(b.holders, now)
}
