package oneshot

import (
	"slices"
	"sync"

	"supplierwatch/internal/model"
)

// reported collects the findings that several processors find, without pending ones, which are not reported, and without the texts of mails. The
// findings of a large registry are most of what a check holds beside it: they are copied to their place in one list as soon as they are found.
type reported struct {
	mu          sync.Mutex
	all         []model.Finding
	done, parts int // how many parts were added, and how many there are in all
}

// add adds the findings of a part.
func (r *reported) add(found []model.Finding) {
	n := 0
	for i := range found {
		if !found[i].Pending {
			n++
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done++
	r.reserve(n)
	for i := range found {
		if f := &found[i]; !f.Pending {
			r.all = append(r.all, *f)
			withoutMail(&r.all[len(r.all)-1])
		}
	}
}

// reserve makes room for n findings more. Once a sixteenth of the parts is there, it is room for all parts, should they have as many findings: lists
// that grow little by little leave copies behind.
func (r *reported) reserve(n int) {
	if cap(r.all)-len(r.all) >= n || r.done*16 < r.parts {
		return
	}
	expected := (len(r.all) + n) / r.done * (r.parts - r.done)
	r.all = slices.Grow(r.all, n+expected+expected/20)
}

// withoutMail drops what only mails and alerts say about a finding.
func withoutMail(f *model.Finding) {
	f.Advice = model.Advice{Headline: f.Advice.Headline, Do: f.Advice.Do}
	f.KeyDates, f.Members = nil, nil
}

// sorted returns all findings in the order of Finding.Compare, in which no two are equal. It moves each finding once, since comparing by place and
// moving once is cheaper than moving whole findings at each step of sorting.
func (r *reported) sorted() []model.Finding {
	all := r.all
	order := make([]int32, len(all))
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
