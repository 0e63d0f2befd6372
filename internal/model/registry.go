package model

import (
	"slices"
	"strings"

	"supplierwatch/internal/civil"
)

// Registry is everything that people wrote about their critical suppliers, read, checked and completed with defaults. References are resolved
// to pointers.
type Registry struct {
	Hash      string // of the files' content, hexadecimal
	Currency  string // the one currency of all amounts; empty without amounts
	Calendars map[string]*civil.Calendar
	// CalendarPos are the positions of the calendars, by id.
	CalendarPos map[string]Position
	// Unowned is the calendar of what no team owns: Monday to Friday in the time zone of the schedule. A nil one counts in UTC.
	Unowned   *civil.Calendar
	Teams     map[string]*Team
	Lines     map[string]*Line
	Policies  map[string]*Policy // written ones and the built-in ones not replaced
	Tiers     map[string]*Tier   // written ones and the built-in ones not replaced
	Mailboxes []*Mailbox         // sorted by ID
	Suppliers []*Supplier        // sorted by ID
	Limits    Limits
	// PasswordRelays are the mail relays into which we log in with a password, by host, with their places in the daemon's configuration.
	PasswordRelays map[string]Position
	First          Position // line 1 of the first file: the place of what has no place of its own
}

// Supplier returns the supplier with that id or, failing that, the one that was renamed from it; nil if there is neither.
func (r *Registry) Supplier(id string) *Supplier {
	if id == "" {
		return nil // as of what is about our own side
	}
	i, known := slices.BinarySearchFunc(r.Suppliers, id, func(s *Supplier, id string) int { return strings.Compare(s.ID, id) })
	if known {
		return r.Suppliers[i]
	}
	for _, s := range r.Suppliers {
		if slices.Contains(s.Was, id) {
			return s
		}
	}
	return nil
}

// CalendarOf returns the calendar in which a team counts its days; without a team, that of what no team owns.
func (r *Registry) CalendarOf(t *Team) *civil.Calendar {
	if t == nil || t.Calendar == nil {
		return r.Unowned
	}
	return t.Calendar
}

// Mailbox returns our mailbox with that id, or nil.
func (r *Registry) Mailbox(id string) *Mailbox {
	if i := slices.IndexFunc(r.Mailboxes, func(m *Mailbox) bool { return m.ID == id }); i >= 0 {
		return r.Mailboxes[i]
	}
	return nil
}

// Limits are the numbers that rules compare with. They come from the daemon's configuration; a supplier may have thresholds of its own.
type Limits struct {
	Thresholds map[string]Threshold // by rule
	Failures   int                  // failed probes in a row before a finding …
	Over       civil.Period         // … and the time they must at least span
}

// Threshold replaces the built-in limit of one rule: a period or a share, whichever the rule compares with.
type Threshold struct {
	Rule    string
	Period  civil.Period
	Share   float64 // 0.9 for 90 %
	Because string
	Pos     Position
}

// Team is one of our groups: a role address, never a single person.
type Team struct {
	ID        string
	Email     string // may be empty: then every member is mailed
	Phone     string
	Signature string
	Members   []string        // addresses of those who staff it and may answer its alerts
	Calendar  *civil.Calendar // never nil; without one of its own it is always open
	Pos       Position
}

// Addresses lists where a mail to the team goes: its address, else its members'.
func (t *Team) Addresses() []string {
	if t.Email != "" {
		return []string{t.Email}
	}
	return t.Members
}

// Name returns the team's id as people read it: procurement-emea is Procurement Emea.
func (t *Team) Name() string {
	words := strings.Split(t.ID, "-")
	for i, w := range words {
		switch {
		case len(w) > 0 && len(w) <= 2:
			words[i] = strings.ToUpper(w)
		case w != "":
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, " ")
}

// Line is one of our production lines, which stops without its supplies.
type Line struct {
	ID           string
	Name         string
	Team         *Team // may be nil
	DowntimeCost Money // per day; zero Currency means not known
	Pos          Position
}

// Mailbox is one of our role addresses, which suppliers are asked to use.
type Mailbox struct {
	ID             string
	Address        string
	Purpose        Purpose
	UseWhen        string
	Team           *Team // may be nil
	Account        string
	Folder         string
	AttendedWithin civil.Period
	RoundTrip      string // a cron expression; empty means none
	Clean          bool
	Pos            Position
}

// Purpose is what one of our mailboxes is for.
type Purpose string

// The purposes of our mailboxes.
const (
	PurposeOrderConfirmation Purpose = "order-confirmation"
	PurposeLogistics         Purpose = "logistics"
	PurposeRegulatory        Purpose = "regulatory"
	PurposeQuality           Purpose = "quality"
	PurposeDataExchange      Purpose = "data-exchange"
	PurposeNotices           Purpose = "notices"
	PurposeEscalation        Purpose = "escalation"
	PurposeGeneral           Purpose = "general"
)

// Purposes lists every purpose a mailbox can have.
var Purposes = []Purpose{
	PurposeOrderConfirmation, PurposeLogistics, PurposeRegulatory, PurposeQuality,
	PurposeDataExchange, PurposeNotices, PurposeEscalation, PurposeGeneral,
}
