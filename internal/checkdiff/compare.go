package checkdiff

import (
	"cmp"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Evaluation is what was found in one version of a registry.
type Evaluation struct {
	Registry  *model.Registry
	Findings  []model.Finding
	Deadlines []model.Deadline
	Contacts  []apidoc.ContactStatus
}

// Compare marks the findings of the evaluation now that the change did not make worse as known. It adds what the change takes away, says which
// days the change puts into the past, and returns what got better.
func Compare(now, earlier *Evaluation, today civil.Date) apidoc.Diff {
	diff := apidoc.Diff{Fixed: apidoc.Findings{}, Removed: []string{}}
	before := earlierFindings(now, earlier)
	match(now.Findings, before)
	for _, x := range before {
		if !x.matched {
			diff.Fixed = append(diff.Fixed, x.finding)
		}
	}
	diff.Removed = append(diff.Removed, removed(now, earlier)...)
	dayPassed(now, earlier, today)
	now.Findings = append(now.Findings, lostRoutes(now, earlier, today)...)
	slices.SortStableFunc(now.Findings, func(a, b model.Finding) int { return a.Compare(&b) })
	return diff
}

// Count counts the findings that are new and those that were there before.
func Count(diff *apidoc.Diff, findings []model.Finding) {
	diff.New, diff.Unchanged = 0, 0
	for _, f := range findings {
		if f.Known {
			diff.Unchanged++
		} else {
			diff.New++
		}
	}
}

// removed returns the suppliers that are no longer in the registry, sorted.
func removed(now, earlier *Evaluation) []string {
	var ids []string
	for _, s := range earlier.Registry.Suppliers {
		if now.Registry.Supplier(presentID(now.Registry, s.ID)) == nil {
			ids = append(ids, s.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// dayPassed adds to the new findings of each contract whose notice day the change puts into the past that it does so.
func dayPassed(now, earlier *Evaluation, today civil.Date) {
	was := map[model.SubjectRef]civil.Date{}
	for _, d := range earlier.Deadlines {
		if d.ContractDates != nil && !d.LastNoticeDate.IsZero() && !d.LastNoticeDate.Before(today) {
			was[model.SubjectRef{Supplier: presentID(now.Registry, d.Supplier), Subject: d.Subject}] = d.LastNoticeDate
		}
	}
	passed := map[model.SubjectRef]string{}
	for _, d := range now.Deadlines {
		day, known := was[model.SubjectRef{Supplier: d.Supplier, Subject: d.Subject}]
		if known && d.ContractDates != nil && d.LastNoticeDate.Before(today) && !d.LastNoticeDate.IsZero() {
			passed[model.SubjectRef{Supplier: d.Supplier, Subject: d.Subject}] = "With this change the notice day now lies in the past: " + d.LastNoticeDate.String() + " instead of " + day.String() + "."
		}
	}
	for i := range now.Findings {
		f := &now.Findings[i]
		if text := passed[model.SubjectRef{Supplier: f.Supplier, Subject: f.Subject}]; text != "" && !f.Known {
			f.Message = text + " " + f.Message
		}
	}
}

// RouteRemoved is the name of the finding that a change takes away the last verified way to reach a supplier. Only a comparison has it.
const RouteRemoved = "verified-route-removed"

// RouteRemovedDoc describes it.
const RouteRemovedDoc = "The change removes the only verified route to a supplier: no contact that is left was verified in time. " +
	"Keep the contact, or verify another one and record that first."

// lostRoutes returns a finding for each supplier to which the change leaves no verified route.
func lostRoutes(now, earlier *Evaluation, today civil.Date) []model.Finding {
	left := map[string]bool{}
	for _, c := range now.Contacts {
		if verifiedRoute(c, today) {
			left[c.Supplier] = true
		}
	}
	lost := map[string][]string{}
	for _, c := range earlier.Contacts {
		if id := presentID(now.Registry, c.Supplier); verifiedRoute(c, today) && !left[id] {
			lost[id] = append(lost[id], `"`+cmp.Or(c.Name, c.ID)+`"`)
		}
	}
	var found []model.Finding
	for _, s := range now.Registry.Suppliers {
		if len(lost[s.ID]) > 0 {
			found = append(found, lostRoute(s, lost[s.ID]))
		}
	}
	return found
}

func lostRoute(s *model.Supplier, contacts []string) model.Finding {
	subject := model.SubjectSupplier
	return model.Finding{
		Rule: RouteRemoved, Severity: model.Critical, Route: model.RouteWork, Supplier: s.ID, Subject: subject, Position: s.Pos, Group: RouteRemoved,
		Message:     "This change removes the only verified route to " + s.Name + ": " + strings.Join(contacts, ", ") + ".",
		Fingerprint: model.Fingerprint(RouteRemoved, s.ID, subject, ""),
		Advice: model.Advice{
			Headline: "Keep a verified contact: " + s.Name,
			Do:       []string{"Keep the contact, or verify another contact and record it with `verified`."},
		},
	}
}

// verifiedRoute reports whether a contact was verified in time and nothing speaks against it.
func verifiedRoute(c apidoc.ContactStatus, today civil.Date) bool {
	switch c.State {
	case apidoc.ContactBounced, apidoc.ContactRejected, apidoc.ContactLeft, apidoc.ContactChanged, apidoc.ContactUnreached:
		return false
	}
	valid := func(until civil.Date) bool { return !until.IsZero() && !until.Before(today) }
	return valid(c.EmailUntil) || valid(c.PhoneUntil)
}
