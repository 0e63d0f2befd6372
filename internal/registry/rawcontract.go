package registry

import (
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// rawContract is an agreement.
type rawContract struct {
	strictyaml.Place
	// The id. contract if left out.
	ID   strictyaml.Value[scalar.ID] `yaml:"id"`
	IDAt strictyaml.Place            `yaml:"id,place"`
	// What people call it.
	Title text `yaml:"title"`
	// Ids of the supplies that it is about. All of them if left out.
	Supplies []text `yaml:"supplies"`
	// The first day in force.
	Starts date `yaml:"starts"`
	// How long it runs from starts on. With open_ended: true, the minimum term.
	Term lasting `yaml:"term"`
	// The last day in force.
	Ends date `yaml:"ends"`
	// true: it has no end of its own.
	OpenEnded boolean `yaml:"open_ended"`
	// What happens at the end: automatic, manual or none.
	Renewal strictyaml.Value[renewal] `yaml:"renewal"`
	// How long a renewal runs.
	RenewalTerm strictyaml.Value[scalar.RenewalTerm] `yaml:"renewal_term"`
	// How often it can renew. Without limit if left out.
	MaxRenewals count `yaml:"max_renewals"`
	// How long before the end our notice must have been received.
	Notice spans `yaml:"notice"`
	// How long before the end theirs must have been.
	NoticeTheirs spans `yaml:"notice_theirs"`
	// On which days an open-ended contract may end.
	NoticeTo strictyaml.Value[exitPoint] `yaml:"notice_to"`
	// clear does not count the last day.
	Counting strictyaml.Value[counting] `yaml:"counting"`
	// previous rolls dates back to business days.
	Roll strictyaml.Value[rolling] `yaml:"roll"`
	// How long our notice travels.
	Delivery spans `yaml:"delivery"`
	// How long we need to decide.
	DecideWithin spans `yaml:"decide_within"`
	// How long before the day of decision to remind. The tier's if left out.
	Remind []spans `yaml:"remind"`
	// The day on which they received our notice or, in a block, that day and the end that the notice is for.
	NoticeGiven *rawNoticeGiven `yaml:"notice_given"`
	// The supplier's notice.
	Terminated *rawTermination `yaml:"terminated"`
	// Terms that were decided to renew.
	Kept []rawKept `yaml:"kept"`
	// Renewals agreed by hand.
	Renewed []rawRenewed `yaml:"renewed"`
	// Anything worth knowing.
	Notes prose `yaml:"notes"`
}

// Shape implements strictyaml.Shaped.
func (rawContract) Shape() strictyaml.Shape {
	return strictyaml.Shape{Apart: [][]string{{"ends", "term"}}}
}

// rawNoticeGiven is the day on which they received our notice or, in a block, that day and the end that the notice is for.
type rawNoticeGiven struct {
	strictyaml.Place
	Day date `yaml:",alone"`
	// The day on which they received it.
	Received date `yaml:"received,required"`
	// The last day of the contract that the notice names.
	For date `yaml:"for"`
}

// rawTermination records that the supplier ended the contract.
type rawTermination struct {
	// them: the supplier gave notice. Write ours as notice_given.
	By strictyaml.Value[terminator] `yaml:"by,required"`
	// The day on which we received it.
	Received date `yaml:"received"`
	// The last day in force.
	Ends date `yaml:"ends,required"`
}

// rawKept records the decision to let a term renew.
type rawKept struct {
	// The end of the term that renews.
	Until date `yaml:"until,required"`
	// The day of the decision.
	On date `yaml:"on"`
	// Who decided.
	By text `yaml:"by"`
	// Why.
	Because prose `yaml:"because"`
}

// rawRenewed records a renewal agreed by hand.
type rawRenewed struct {
	// The new last day in force.
	Until date `yaml:"until,required"`
	// The day of the agreement.
	On date `yaml:"on"`
}

// rawWindow is a time in which an order must be placed.
type rawWindow struct {
	strictyaml.Place
	// The id. order-window if left out.
	ID   strictyaml.Value[scalar.ID] `yaml:"id"`
	IDAt strictyaml.Place            `yaml:"id,place"`
	// What people call it.
	Title text `yaml:"title"`
	// Ids of the supplies that are ordered.
	Supplies []text `yaml:"supplies"`
	// The same days every year.
	Yearly *rawYearly `yaml:"yearly"`
	// The day it opens, or a recurrence of such days.
	Opens *rawDay `yaml:"opens"`
	// The day it closes, or a recurrence: the first such day on or after the opening.
	Closes *rawDay `yaml:"closes"`
	// How long it stays open, the opening day counted.
	Lasts lasting `yaml:"lasts"`
	// Earlier occurrences are not evaluated.
	Since date `yaml:"since"`
	// Our own lead time to a signed order.
	Approval spans `yaml:"approval"`
	// The id of the team that approves.
	Approver text `yaml:"approver"`
	// The id of the team that can approve when it is late.
	EmergencyApprover text `yaml:"emergency_approver"`
	// The day on which the goods are needed.
	NeedBy date `yaml:"need_by"`
	// How long receiving takes.
	Receiving spans `yaml:"receiving"`
	// How the order is confirmed.
	Confirmation *rawConfirmation `yaml:"confirmation"`
	// Orders that were asked for inside our company.
	Requested []rawRequested `yaml:"requested"`
	// Orders that are out.
	Placed []rawPlaced `yaml:"placed"`
	// Occurrences that are left out on purpose.
	Waived []rawWaived `yaml:"waived"`
	// Anything worth knowing.
	Notes prose `yaml:"notes"`
}

// Shape implements strictyaml.Shaped.
func (rawWindow) Shape() strictyaml.Shape {
	return strictyaml.Shape{
		AnyOf: [][]string{{"yearly", "opens"}, {"yearly", "closes", "lasts"}},
		Apart: [][]string{{"yearly", "opens"}, {"yearly", "closes"}, {"yearly", "lasts"}, {"closes", "lasts"}},
	}
}

// rawYearly is a window that opens every year.
type rawYearly struct {
	// The first day, as month and day: 09-01.
	Opens strictyaml.Value[scalar.MonthDay] `yaml:"opens,required"`
	// The last day, as month and day. Over New Year if it comes before the first.
	Closes strictyaml.Value[scalar.MonthDay] `yaml:"closes,required"`
}

// rawDay is one day or, in a block, a recurrence of days.
type rawDay struct {
	strictyaml.Place
	Day date `yaml:",alone"`
	// The rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=3WE.
	RRule text `yaml:"rrule,required"`
	// The day from which it counts.
	From date `yaml:"from,required"`
}

// rawRecurrence is a recurrence of days.
type rawRecurrence struct {
	strictyaml.Place
	// The rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=3WE.
	RRule text `yaml:"rrule,required"`
	// The day from which it counts.
	From date `yaml:"from,required"`
}

// rawRequested records that an order was asked for.
type rawRequested struct {
	// The opening day of the occurrence.
	Window date `yaml:"window,required"`
	// When it was asked for: a day, or a time with offset.
	At strictyaml.Value[scalar.Moment] `yaml:"at,required"`
	// The number of the request.
	Reference text `yaml:"reference"`
}

// rawPlaced records that an order is out.
type rawPlaced struct {
	// The opening day of the occurrence.
	Window date `yaml:"window,required"`
	// When it was placed: a day, or a time with offset.
	At strictyaml.Value[scalar.Moment] `yaml:"at,required"`
	// The number of the order.
	Reference text `yaml:"reference"`
	// The day on which they confirmed it.
	Confirmed date `yaml:"confirmed"`
}

// rawWaived records that an occurrence is left out.
type rawWaived struct {
	// The opening day of the occurrence.
	Window date `yaml:"window,required"`
	// Why.
	Because prose `yaml:"because"`
	// Who decided it.
	By text `yaml:"by"`
}

// rawDelivery is a regular delivery.
type rawDelivery struct {
	strictyaml.Place
	// The id. delivery if left out.
	ID   strictyaml.Value[scalar.ID] `yaml:"id"`
	IDAt strictyaml.Place            `yaml:"id,place"`
	// What people call it.
	Title text `yaml:"title"`
	// On which days it comes.
	Schedule *rawRecurrence `yaml:"schedule,required"`
	// Earlier ones are not evaluated.
	Since date `yaml:"since"`
	// How it is confirmed.
	Confirmation *rawConfirmation `yaml:"confirmation"`
	// Anything worth knowing.
	Notes prose `yaml:"notes"`
}

// rawConfirmation is who confirms to whom, and how the mail is recognised.
type rawConfirmation struct {
	strictyaml.Place
	// them: they confirm to us. us: they wait for our confirmation.
	By strictyaml.Value[confirmer] `yaml:"by"`
	// The id of the mailbox where theirs arrives.
	Mailbox text `yaml:"mailbox"`
	// How soon after placing the order.
	Within period `yaml:"within"`
	// How long before the delivery.
	Before spans `yaml:"before"`
	// The sender, with * for anything.
	From strictyaml.Value[scalar.Sender] `yaml:"from"`
	// Phrases of the subject, any of them; /…/ is a regular expression.
	Subject []strictyaml.Value[scalar.Phrase] `yaml:"subject"`
	// Phrases of the text, any of them; /…/ is a regular expression.
	Body []strictyaml.Value[scalar.Phrase] `yaml:"body"`
}

// Words that are flags in package watch.
type (
	counting   string
	rolling    string
	confirmer  string
	terminator string
)

// Words implement the lists of package strict.
func (counting) Words() []string   { return []string{"standard", "clear"} }
func (rolling) Words() []string    { return []string{"previous", "none"} }
func (confirmer) Words() []string  { return []string{"them", "us"} }
func (terminator) Words() []string { return []string{"them"} }
