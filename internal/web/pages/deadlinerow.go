package pages

import (
	"cmp"

	"supplierwatch/internal/model"
	"supplierwatch/internal/subjectname"
	"supplierwatch/internal/web/content"
)

// deadlineRow is a deadline as pages show it.
type deadlineRow struct {
	model.Deadline
	Name  string // of the supplier
	Thing string // what it is about: the title of a contract, the name of a contact
	When  string // how far away it is
	City  string // where the day ends, if readers could take it for another day
}

func newDeadlineRow(s content.Snapshot, d model.Deadline) deadlineRow {
	clock := s.Clock()
	return deadlineRow{
		Deadline: d, Name: s.SupplierName(d.Supplier), Thing: thingOf(s, d.Supplier, d.Subject),
		When: daysLeft(d.DaysLeft, clock.SharesDay(d.Zones.Owner)), City: clock.CityOf(d.Due, d.Zones),
	}
}

// thingOf returns what a subject is called; the supplier's entry is called by the name of the supplier.
func thingOf(s content.Snapshot, supplier string, subject model.Subject) string {
	entry := s.Supplier(supplier)
	if entry == nil {
		return subjectname.OfOurs(s.Registry, subject)
	}
	if name := subjectname.Of(entry, subject); name != "" {
		return name
	}
	return entry.Name
}

// deadlineKinds has the words for what is due on a day.
var deadlineKinds = map[model.DeadlineKind]string{
	model.DeadlineContractNotice: "Renewal decision", model.DeadlineContractEnd: "Contract ends", model.DeadlineOrderWindow: "Order request",
	model.DeadlineNoticeTheirs: "Supplier may terminate until", model.DeadlineOrderConfirm: "Order confirmation", model.DeadlineDelivery: "Delivery confirmation",
	model.DeadlineSession: "Session", model.DeadlineReview: "Review of the entry", model.DeadlineVerification: "Verification",
}

// What returns what is due on the day.
func (d deadlineRow) What() string {
	if d.Channel != "" {
		return deadlineKinds[d.Kind] + " by " + d.Channel
	}
	return deadlineKinds[d.Kind]
}

// NoticeWords returns what is known of our notice for a contract that ends by itself or because of it; empty for any other row.
func (d deadlineRow) NoticeWords() string {
	switch {
	case d.Kind != model.DeadlineContractEnd || d.ContractDates == nil:
		return ""
	case d.State == "terminating":
		return "notice given"
	}
	return "no notice needed"
}

// StateWords returns the state of what is due in words: never verified, verified, not held yet.
func (d deadlineRow) StateWords() string {
	switch d.Kind {
	case model.DeadlineVerification:
		return cmp.Or(map[string]string{"never": "never verified", "valid": "verified", "due": "verification due", "overdue": "verification overdue"}[d.State], words(d.State))
	case model.DeadlineSession:
		return cmp.Or(map[string]string{"never": "no session held yet", "valid": "held in time", "due": "due", "overdue": "overdue"}[d.State], words(d.State))
	case model.DeadlineReview:
		return cmp.Or(map[string]string{"never": "never reviewed", "valid": "reviewed"}[d.State], words(d.State))
	}
	return words(d.State)
}

// Tone returns how urgent the day looks: that of a critical, a warning or an info.
func (d deadlineRow) Tone() model.Severity {
	switch {
	case d.DaysLeft == nil || d.Settled:
		return model.Info
	case *d.DaysLeft < 0:
		return model.Critical
	case *d.DaysLeft <= 7:
		return model.Warning
	}
	return model.Info
}
