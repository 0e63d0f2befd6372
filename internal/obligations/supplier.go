package obligations

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Context is what is evaluated: one registry, the facts known and one instant.
type Context struct {
	Registry  *model.Registry
	Facts     *factindex.Index // nil: none given
	Now       time.Time
	Suppliers []*Supplier // one for each supplier
}

// Supplier is one supplier at the instant of the evaluation, with everything that more than one rule, or a rule and a deadline, is computed from.
type Supplier struct {
	Context       *Context
	Entry         *model.Supplier
	Today         civil.Date      // in the supplier's calendar: for what ends at the supplier
	OwnToday      civil.Date      // in the owner team's calendar: for what we have to do
	OwnCalendar   *civil.Calendar // the owner team's, see Registry.CalendarOf
	Terms         []*ContractTerm // one for each contract
	orders        *orderBook      // all orders that are recorded
	Occurrences   []*Occurrence   // of all order windows
	Confirmations []*Confirmation // confirmations of orders and deliveries
	verified      []verifications // of the contacts, in the order of the entry
}

// HeadlineDay writes a day for a headline: day and month, and the year where it is not the current one.
func HeadlineDay(e *Supplier, d civil.Date) string {
	if d.Year() == e.OwnToday.Year() {
		return prose.DayMonth(d)
	}
	return prose.Date(d)
}

// ContractTerm is the state of a contract today.
type ContractTerm struct {
	Contract  *model.Contract
	Current   civil.AgreementState // the state of the agreement today
	Agreement civil.Agreement      // of a contract with terms
	State     string
	Decide    *NoticeObligation    // the first end that a notice still reaches and that is not kept; nil: there is none
	Missed    []*NoticeObligation  // ends to come whose last notice day passed undecided, soonest first
	Missing   []string             // what is not known, in state undated
	Renewals  []model.Renewed      // by hand
	Notices   []NoticeEffect       // our notices, in the order of their receipt
	Received  civil.NoticeReceived // our notice that ends it; zero: none does
	Theirs    *model.Termination   // the supplier's notice that ends it; nil: none does
	Futile    civil.NoticeReceived // our notice that changes nothing: only the last end was left
	Rolls     bool                 // it renews again and again for so short a time that only the first end is spoken of
	possible  civil.Date           // no notice could be received before; zero: not known
	kept      []civil.Date         // ends on which it was decided to go on
	exit      civil.Date           // open-ended: when it ends if a notice goes today
}

// Occurrence is one occurrence of an order window with its days and with what was done about it.
type Occurrence struct {
	Window  *model.OrderWindow
	Days    civil.Occurrence
	Dates   civil.OrderDates
	Binds   *model.Supply // whose dates these are; nil: no supply's
	State   string
	orders  []order         // that are out
	Request model.Requested // the first one recorded
	Next    civil.Date      // when the window opens after this; zero: never
	Ends    civil.Date      // the last day on which the occurrence is evaluated; zero: until it is settled
}

// order is one order placed in an occurrence of a window.
type order struct {
	at        model.Moment // zero: it is only known that it was confirmed
	reference string
	confirmed civil.Date // zero: not yet
	written   bool       // the registry tells of the confirmation
	answer    model.Fact // what they answered other than a confirmation; without a kind: nothing
}

// booking is the key of one occurrence of an order window.
type booking struct {
	window *model.OrderWindow
	opens  civil.Date
}

// Confirmation is a confirmation that one side owes the other: of what was ordered in one occurrence of a window, or of one delivery.
type Confirmation struct {
	Agreed     *model.Confirmation
	Kind       model.DeadlineKind
	Subject    model.Subject
	Pos        model.Position
	Supplies   []*model.Supply
	Occurrence civil.Date // the opening of the window, or the day of the delivery
	Item       string     // for a headline
	What       string     // for a sentence: the order for "yearly allocation" (PO-1) that was placed on 2026-09-12
	Due        civil.Date // zero: nobody said by when
	End        time.Time  // from when on it is late; zero with due
	State      string
	Next       civil.Date // the other day on which it matters: the close of the window, or the delivery
	Ends       civil.Date // the last day on which it is awaited; zero: until it is settled
	Answer     model.Fact // what they answered other than a confirmation; without a kind: nothing
	Misses     []NearMiss // mails that nearly were it
	How        []string
}

// NearMiss is a mail of the supplier that is not the confirmation, although it nearly is.
type NearMiss struct {
	Fact    model.Fact
	Why     MissReason
	Numbers []string
}

// MissReason is why a mail is not the confirmation.
type MissReason string

// The reasons.
const (
	MissPattern MissReason = "pattern" // it does not match the patterns
	MissOther   MissReason = "other"   // it is about other orders
	MissSeveral MissReason = "several" // without the number of an order, while several are open
	MissShared  MissReason = "shared"  // without the number of an order, from a sender who writes for several suppliers
	MissSender  MissReason = "sender"  // without the number of an order, from a sender that is not verified
)

// orderBook holds every order that is recorded of a supplier, with what is known of its confirmation, and the mails that confirm nothing
// although they nearly do. Which order a mail is about can only be found among all of them.
type orderBook struct {
	e        *Supplier
	windows  map[booking][]order
	bookings []booking                    // the keys of windows, in the order of the entry
	supplies map[*model.Supply][]order    // orders outside any window
	near     map[model.Subject][]NearMiss // by subject, in the order of recording
	matched  map[model.Subject]bool       // the subjects whose patterns have matched a mail that counts
	answered map[string]struct{}          // Message-IDs of mails that are the answer to an order
}
