package oneshot

import (
	"slices"

	"supplierwatch/internal/model"
)

// reported returns a copy of the findings without pending ones, which are not reported, and without the texts of mails. The findings of a large
// registry are most of what a check holds beside it.
func reported(found []model.Finding) []model.Finding {
	n := 0
	for i := range found {
		if !found[i].Pending {
			n++
		}
	}
	kept := make([]model.Finding, 0, n)
	for i := range found {
		if f := &found[i]; !f.Pending {
			kept = append(kept, *f)
			withoutMail(&kept[len(kept)-1])
		}
	}
	return kept
}

// withoutMail drops what only mails and alerts say about a finding.
func withoutMail(f *model.Finding) {
	f.Advice = model.Advice{Headline: f.Advice.Headline, Do: f.Advice.Do}
	f.KeyDates, f.Members = nil, nil
}

// sorted joins parts of findings in the order of Finding.Compare. It moves each finding twice, since comparing by place and moving once is
// cheaper than moving whole findings at each step of sorting. The parts are dropped as they are joined.
func sorted(parts [][]model.Finding) []model.Finding {
	n := 0
	for _, part := range parts {
		n += len(part)
	}
	all := make([]model.Finding, 0, n)
	for i, part := range parts {
		all, parts[i] = append(all, part...), nil
	}
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return all[a].Compare(&all[b]) })
	arrange(all, order)
	return all
}

// arrange puts at each place the finding that order names for it, and uses up the order.
func arrange(all []model.Finding, order []int32) {
	for i := range order {
		first := all[i]
		to := int32(i)
		for from := order[to]; from != int32(i); from = order[to] {
			all[to], order[to] = all[from], to
			to = from
		}
		all[to], order[to] = first, to
	}
}
