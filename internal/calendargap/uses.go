package calendargap

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// use is something that counts business days in a calendar.
type use struct {
	at       model.SubjectRef // without a supplier: on our own side
	country  string           // whose holidays count; empty: not known
	until    civil.Date       // the last day that is written and counted to; zero: none
	supplier *model.Supplier  // nil for one of our mailboxes
	team     *model.Team
}

// usesOf lists where business days are counted, by calendar: notice dates and confirmations at the supplier, decisions, approvals and the steps of
// alerts at the owner, mailboxes at their team. Suppliers that ignore the rule are left out.
func usesOf(r *model.Registry, ignores func(*model.Supplier) bool) map[*civil.Calendar][]use {
	uses := map[*civil.Calendar][]use{}
	for _, s := range r.Suppliers {
		if ignores(s) {
			continue
		}
		supplierUses(s, uses)
		if s.Owner != nil && inBusinessDays(s.Tier.Escalation) {
			c := s.Owner.Calendar
			uses[c] = append(uses[c], use{at: model.SubjectRef{Subject: model.KindPolicy.Subject(s.Tier.Escalation.ID)}, supplier: s, team: s.Owner})
		}
	}
	for _, m := range r.Mailboxes {
		if m.Team != nil && m.AttendedWithin.BusinessDays > 0 {
			c := m.Team.Calendar
			uses[c] = append(uses[c], use{at: model.SubjectRef{Subject: model.KindMailbox.Subject(m.ID)}, team: m.Team})
		}
	}
	return uses
}

func supplierUses(s *model.Supplier, uses map[*civil.Calendar][]use) {
	ours := s.Calendar
	if s.Owner != nil {
		ours = s.Owner.Calendar
	}
	add := func(c *civil.Calendar, kind model.SubjectKind, id string, until civil.Date) {
		u := use{at: model.SubjectRef{Supplier: s.ID, Subject: kind.Subject(id)}, until: until, supplier: s, team: s.Owner}
		if c == s.Calendar {
			u.country = s.Country
		}
		uses[c] = append(uses[c], u)
	}
	for _, k := range s.Contracts {
		if countsNotice(k) {
			add(s.Calendar, model.KindContract, k.ID, lastDay(k))
		}
		if k.DecideWithin.BusinessDays > 0 && ours != s.Calendar {
			add(ours, model.KindContract, k.ID, lastDay(k))
		}
	}
	for _, w := range s.OrderWindows {
		if w.Approval.BusinessDays > 0 {
			add(ours, model.KindOrderWindow, w.ID, w.NeedBy)
		}
		if w.Confirmation != nil && w.Confirmation.Within.BusinessDays > 0 && ours != s.Calendar {
			add(s.Calendar, model.KindOrderWindow, w.ID, w.NeedBy)
		}
	}
}

// inBusinessDays reports whether an alert waits for business days by a policy: for a step, its repetition, or the end of an acknowledgement.
func inBusinessDays(p *model.Policy) bool {
	if p == nil {
		return false
	}
	return p.Repeat.BusinessDays > 0 || p.RepeatMax.BusinessDays > 0 || p.AckExpires.BusinessDays > 0 ||
		slices.ContainsFunc(p.Steps, func(s model.Step) bool { return s.After.BusinessDays > 0 })
}

// countsNotice reports whether business days decide when a notice must arrive or leave.
func countsNotice(k *model.Contract) bool {
	return k.Notice != nil && (!k.NoRoll || k.Notice.BusinessDays > 0 || k.Delivery.BusinessDays > 0)
}

// lastDay returns the end of the term that is written; zero without one.
func lastDay(k *model.Contract) civil.Date {
	switch {
	case k.OpenEnded:
		return civil.Date{}
	case k.Ends.IsZero() && !k.Starts.IsZero() && !k.Term.IsZero():
		return k.Starts.Plus(k.Term, nil)
	}
	return k.Ends
}

// class orders uses: those of suppliers of a graver tier first.
func (u use) class() model.TierClass {
	if u.supplier == nil {
		return model.ClassStandard
	}
	return u.supplier.Tier.Class
}

// text returns SUPPLIER/KIND/ID, or KIND/ID on our own side.
func (u use) text() string {
	if u.at.Supplier == "" {
		return u.at.Subject.String()
	}
	return u.at.String()
}

const shownUses = 5

// list returns the uses for a sentence, at most a few of them.
func list(uses []use) string {
	texts := make([]string, len(uses))
	for i, u := range uses {
		texts[i] = u.text()
	}
	slices.Sort(texts)
	texts = slices.Compact(texts)
	if n := len(texts) - shownUses; n > 0 {
		texts = append(texts[:shownUses], fmt.Sprintf("%d more", n))
	}
	return prose.List(texts)
}
