package engine

import "supplierwatch/internal/model"

// replaceFindings replaces findings about subjects by those that fire and those that are pending, and reports whether any is other than before. Reports
// list those that fire only, so each kind is kept by itself and none is kept twice.
func (c *current) replaceFindings(firing, pending []*model.Finding, replaced func(*model.Finding) bool) (changed bool) {
	var otherFiring, otherPending bool
	c.firing, otherFiring = merged(c.firing, firing, replaced, (*model.Finding).Compare)
	c.pending, otherPending = merged(c.pending, pending, replaced, (*model.Finding).Compare)
	if changed = otherFiring || otherPending; changed {
		c.findings = together(c.firing, c.pending)
	}
	return changed
}

// separated appends findings to those that fire and to those that are pending.
func separated(firing, pending []*model.Finding, findings []model.Finding) (withFiring, withPending []*model.Finding) {
	for i := range findings {
		if f := &findings[i]; f.Pending {
			pending = append(pending, f)
		} else {
			firing = append(firing, f)
		}
	}
	return firing, pending
}

// together returns all of two sorted lists of findings, sorted.
func together(firing, pending []model.Finding) []*model.Finding {
	all := make([]*model.Finding, 0, len(firing)+len(pending))
	for i := range firing {
		for len(pending) > 0 && pending[0].Compare(&firing[i]) < 0 {
			all, pending = append(all, &pending[0]), pending[1:]
		}
		all = append(all, &firing[i])
	}
	return appendPointers(all, pending)
}
