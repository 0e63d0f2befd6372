package content

import (
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/lease"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/replycmd"
)

// Snapshot is everything that is shown, taken after a complete evaluation.
type Snapshot struct {
	// Edition is the same for two snapshots whose documents have the same content; nil: it is not known.
	Edition     any
	Findings    apidoc.CheckDocument
	Deadlines   apidoc.DeadlinesDocument
	Alerts      apidoc.StatusDocument
	Views       Views // of the lists in these documents, which then lack them; nil: they are computed from the documents
	Registry    *model.Registry
	EvaluatedAt time.Time // when the last complete evaluation began; zero: none yet
	Ready       Verdict
	Healthy     Verdict
	Reload      Reload
	Outbox      *Outbox      // nil: not known
	Withheld    int          // replies of this day (UTC) that were not answered, since there were too many
	Vantage     *bool        // nil: not known
	Leases      []lease.Kind // that this replica holds
	// Calendar renders the deadlines, also those settled, as an iCalendar object;
	// nil before the initial evaluation is complete.
	Calendar func() ([]byte, error)
	// Ahead returns what happens next to an alert, by its id; nil before the
	// initial evaluation is complete.
	Ahead func(alert string) Ahead
}

// Waits returns a sentence that nothing is known before the first evaluation is complete; empty afterwards.
func (s Snapshot) Waits() string {
	if !s.EvaluatedAt.IsZero() {
		return ""
	}
	return prose.Capital(FirstEvaluation(s.Registry)) + ". Until it is complete, nothing here is known."
}

// FirstEvaluation returns a phrase that the first evaluation of a registry is running.
func FirstEvaluation(r *model.Registry) string {
	if r == nil {
		return "the first evaluation is running"
	}
	return "the first evaluation is running; " + prose.Count(len(r.Suppliers), "supplier") + " read"
}

// Supplier returns a supplier of the registry by its current or a former id; nil if there is none.
func (s Snapshot) Supplier(id string) *model.Supplier {
	if s.Registry == nil || id == "" {
		return nil
	}
	return s.Registry.Supplier(id)
}

// SupplierName returns the name that people know a supplier by; our own side has no supplier.
func (s Snapshot) SupplierName(id string) string {
	if id == "" {
		return "Our own company"
	}
	if supplier := s.Supplier(id); supplier != nil {
		return supplier.Name
	}
	return id
}

// AlertOf returns the id of the open alert of a finding; empty if it has none.
func (s Snapshot) AlertOf(f model.Finding) string {
	return s.AlertIndex().OpenID(f.Key())
}

// Zone returns the time zone of those who read pages: that of the schedule.
func (s Snapshot) Zone() *time.Location {
	if s.Registry == nil {
		return time.UTC
	}
	return s.Registry.Unowned.Zone()
}

// Clock returns the clock of those who read pages.
func (s Snapshot) Clock() prose.Clock { return prose.Clock{Zone: s.Zone(), Now: s.Deadlines.AsOf} }

// Readable returns a sentence about a supplier with its instants by the clock of those who read pages, and with its days named where the owner has
// another date.
func (s Snapshot) Readable(sentence, supplier string) string {
	var owner *model.Team
	if s.Registry == nil {
		return sentence
	}
	if x := s.Supplier(supplier); x != nil {
		owner = x.Owner
	}
	return s.Clock().Local(s.Clock().Dated(sentence, s.Registry.CalendarOf(owner).Zone()))
}

// Ahead is what happens next to an alert.
type Ahead struct {
	Title        string     // what mails call it
	Next         string     // who is notified by the next step; empty: nobody, or not known
	Escalates    bool       // whether the next mail goes to another step; otherwise it is a reminder
	City         string     // where its day ends, if readers could take it for another day
	Overdue      bool       // whether its day has passed while it is open
	NextDeadline civil.Date // what is overdue can still be done by then; zero: there is no such day
	AckEnd       time.Time  // until when an acknowledgement of now would hold; zero: without an end
	CanHandOver  bool       // whether there is anybody to hand it over to
	ContractEnd  civil.Date // the end of a contract that the alert asks to decide; zero: it is about none

	Offers    []replycmd.Offer // what can be done about it
	Contact   string           // the contact that it is about; empty: none
	Mailboxes []string         // the ids of our mailboxes
	Seen      time.Time        // when the evaluation began that all this is from

	// Reactions are what people did about it, the latest last; Held is the one that acknowledged or snoozed it, zero if none is known.
	Reactions []Reaction
	Held      Reaction

	Text document.Block // what to do, whom to call, who was notified; of an alert that ended, its lead says how
}

// Reload is how the last attempt to read the registry went.
type Reload struct {
	OK       bool
	At       time.Time       // of the last success
	Problems []model.Problem // if OK, values that will be refused and are in force
}

// Outbox is what waits to be mailed.
type Outbox struct {
	Pending int
	Oldest  time.Time // zero: nothing waits
	// ByRate lists the mails that wait for the rate of a relay; nil: none does.
	ByRate *apidoc.OutboxStatus
}
