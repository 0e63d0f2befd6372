package calendargap

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/rulebook"
)

// Findings returns one finding for each calendar that lacks holidays and in which business days are counted, by the ids of the calendars. What is
// counted for suppliers that ignore the rule is left out.
func Findings(r *model.Registry, ignores func(*model.Supplier) bool) []model.Finding {
	uses := usesOf(r, ignores)
	var found []model.Finding
	for _, id := range slices.Sorted(maps.Keys(r.Calendars)) {
		c := r.Calendars[id]
		if len(uses[c]) == 0 {
			continue
		}
		if l := missing(c, uses[c]); l.what != "" {
			found = append(found, l.finding(r, id, uses[c]))
		}
	}
	return found
}

// finding goes to the owner of the use that matters most, with the severity of its supplier's tier.
func (l lack) finding(r *model.Registry, id string, uses []use) model.Finding {
	first := slices.MinFunc(uses, func(a, b use) int { return cmp.Compare(a.class(), b.class()) })
	tier := r.Tiers["standard"]
	if first.supplier != nil {
		tier = first.supplier.Tier
	}
	f := model.Finding{
		Subject: model.KindCalendar.Subject(id), Position: r.CalendarPos[id], Owner: first.team, Severity: rulebook.WarningWarningInfo.Of(first.class()),
		Message: fmt.Sprintf("Calendar %s has %s. It counts business days for %s.", id, l.what, list(uses)),
	}
	if l.info {
		f.Severity = model.Info
	}
	if tier != nil {
		f.Policy = tier.Escalation
	}
	do := "Complete the holidays of calendar " + id
	f.Advice = model.Advice{Headline: do, Lead: strings.ToUpper(do) + ". " + f.Message, Do: []string{l.do}}
	return f
}
