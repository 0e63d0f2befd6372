package registry

import (
	"fmt"

	"supplierwatch/internal/model"
)

// idleKeys collects the keys of one item that have no effect.
type idleKeys []model.IdleKey

// add notes a key that is given and has no effect.
func (k *idleKeys) add(given bool, key, why, do string) {
	if given {
		*k = append(*k, model.IdleKey{Key: key, Why: why, Do: do})
	}
}

// withoutEffect adds an item, given as the words for what it is and its title, to a list if it has keys without effect.
func withoutEffect(list []model.WithoutEffect, keys idleKeys, subject model.Subject, item, title string, pos model.Position) []model.WithoutEffect {
	if len(keys) == 0 {
		return list
	}
	return append(list, model.WithoutEffect{Subject: subject, Item: fmt.Sprintf("%s %q", item, title), Pos: pos, Keys: keys})
}

// itemsWithoutEffect lists the items of a supplier with keys that have no effect.
func itemsWithoutEffect(given *rawSupplier, w *model.Supplier) []model.WithoutEffect {
	var all []model.WithoutEffect
	for i, x := range w.Contracts {
		all = withoutEffect(all, idleOfContract(&given.Contracts[i]), model.KindContract.Subject(x.ID), "The contract", x.Title, x.Pos)
	}
	for i, x := range w.OrderWindows {
		all = withoutEffect(all, idleOfWindow(&given.OrderWindows[i]), model.KindOrderWindow.Subject(x.ID), "The order window", x.Title, x.Pos)
	}
	for i, x := range w.Deliveries {
		all = withoutEffect(all, idleOfDelivery(&given.Deliveries[i]), model.KindDelivery.Subject(x.ID), "The delivery", x.Title, x.Pos)
	}
	for i, x := range w.Supplies {
		raw := &given.Supplies[i]
		var k idleKeys
		k.add(raw.Safety.Set && raw.Stock == nil && raw.StockCover == nil, "safety", "is counted from the day on which the stock runs out, and no stock is given",
			"Write stock or stock_cover, or delete safety.")
		all = withoutEffect(all, k, model.KindSupply.Subject(x.ID), "The supply", x.Item, x.Pos)
	}
	return all
}

func idleOfContract(raw *rawContract) idleKeys {
	var k idleKeys
	open := raw.OpenEnded.V || raw.Ends.V.Year() == 9999
	switch automatic := raw.Renewal.V == renewal(model.RenewalAutomatic); {
	case open:
		const why, do = "belongs to contracts with an end, and this one is open-ended", "Delete %s, or write ends in place of open_ended."
		idleEach(&k, why, do, []givenKey{
			{"renewal", raw.Renewal.Set},
			{"renewal_term", raw.RenewalTerm.Set},
			{"max_renewals", raw.MaxRenewals.Set},
			{"kept", len(raw.Kept) > 0},
			{"decide_within", raw.DecideWithin.Set},
			{"remind", len(raw.Remind) > 0},
		})
		k.add(raw.Term.Set && !raw.Starts.Set, "term", "is a minimum term, which is counted from `starts`", "Write starts, or delete term.")
	case !automatic:
		const why, do = "needs `renewal: automatic`", "Write renewal: automatic, or delete %s."
		idleEach(&k, why, do, []givenKey{{"renewal_term", raw.RenewalTerm.Set}, {"max_renewals", raw.MaxRenewals.Set}, {"kept", len(raw.Kept) > 0}})
		if raw.Renewal.Set {
			idleEach(&k, "needs a contract that renews or is open-ended: this one ends without a notice", "Delete %s, or correct renewal.", noticeKeys(raw, true))
		}
	}
	k.add(raw.NoticeTo.Set && !open, "notice_to", "needs `open_ended: true`: the last day of this contract is given", "Delete notice_to, or write open_ended: true in place of the end.")
	if !raw.Notice.Set && (open || raw.Renewal.V == renewal(model.RenewalAutomatic)) {
		idleEach(&k, "needs `notice`", "Write notice, or delete %s.", noticeKeys(raw, !open))
	}
	return k
}

// noticeKeys are the keys about our notice; without dated ones those that open-ended contracts have as well.
func noticeKeys(raw *rawContract, dated bool) []givenKey {
	keys := []givenKey{
		{"notice", raw.Notice.Set}, {"delivery", raw.Delivery.Set}, {"roll", raw.Roll.Set}, {"counting", raw.Counting.Set && !raw.NoticeTheirs.Set},
	}
	if dated {
		keys = append(keys, givenKey{"decide_within", raw.DecideWithin.Set})
	}
	return keys
}

// givenKey is a key that may be given.
type givenKey struct {
	key   string
	given bool
}

func idleEach(k *idleKeys, why, do string, keys []givenKey) {
	for _, g := range keys {
		k.add(g.given, g.key, why, fmt.Sprintf(do, g.key))
	}
}

func idleOfWindow(raw *rawWindow) idleKeys {
	var k idleKeys
	if c := raw.Confirmation; c != nil {
		k.add(c.Before.Set, "before", "belongs to deliveries", "Write within, counted from the order, or delete before.")
		idleOfOurs(&k, c)
	}
	return k
}

func idleOfDelivery(raw *rawDelivery) idleKeys {
	var k idleKeys
	if c := raw.Confirmation; c != nil {
		k.add(c.Before.Set && c.Within.Set, "within", "is not used beside `before`", "Delete within or before.")
		idleOfOurs(&k, c)
	}
	return k
}

// idleOfOurs adds the keys by which a supplier's mail is known, where the supplier waits for our confirmation.
func idleOfOurs(k *idleKeys, c *rawConfirmation) {
	if c.By.V != "us" {
		return
	}
	idleEach(k, "is about mail of the supplier, and `by: us` means that they wait for ours", "Delete %s, or write by: them.", []givenKey{
		{"mailbox", c.Mailbox.Set}, {"from", c.From.Set}, {"subject", len(c.Subject) > 0}, {"body", len(c.Body) > 0},
	})
}
