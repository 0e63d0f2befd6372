package registryfinding

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
)

// AddKeptUntil returns the keys without effect of a supplier's items with those of the contracts that are recorded as kept until a day on which they
// cannot end. Renewals are those by hand, the recorded ones included.
func AddKeptUntil(s *model.Supplier, renewals func(*model.Contract) []model.Renewed) []model.WithoutEffect {
	all := slices.Clone(s.WithoutEffect)
	for _, c := range s.Contracts {
		keys := keptUntilNoEnd(c, renewals(c))
		if len(keys) == 0 {
			continue
		}
		subject := model.KindContract.Subject(c.ID)
		i := slices.IndexFunc(all, func(x model.WithoutEffect) bool { return x.Subject == subject })
		if i < 0 {
			all = append(all, model.WithoutEffect{Subject: subject, Item: fmt.Sprintf("The contract %q", c.Title), Pos: c.Pos, Keys: keys})
			continue
		}
		all[i].Keys = slices.Concat(all[i].Keys, keys)
	}
	return all
}

// keptUntilNoEnd returns a key for each decision for a day on which the contract cannot end. Where a contract does not renew or its end is not known,
// other findings ask for more.
func keptUntilNoEnd(c *model.Contract, renewed []model.Renewed) []model.IdleKey {
	if c.OpenEnded || c.Renewal != model.RenewalAutomatic || c.Agreement(renewed).EndAfter(0).IsZero() {
		return nil
	}
	var keys []model.IdleKey
	for _, k := range c.Kept {
		if !c.CanEnd(k.Until, renewed) {
			keys = append(keys, model.IdleKey{
				Key: "kept.until", Why: fmt.Sprintf("is %s, on which the contract cannot end; %s", k.Until, c.NearestEnds(k.Until, renewed)),
				Do: "Write the end that was decided on into `kept.until`.",
			})
		}
	}
	return keys
}
