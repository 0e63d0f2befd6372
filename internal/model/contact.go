package model

import (
	"strings"

	"supplierwatch/internal/civil"
)

// Role is what a contact at a supplier is there for.
type Role string

// The contact roles.
const (
	RoleOrders            Role = "orders"
	RoleOrderConfirmation Role = "order-confirmation"
	RoleLogistics         Role = "logistics"
	RoleQuality           Role = "quality"
	RoleRegulatory        Role = "regulatory"
	RoleDataExchange      Role = "data-exchange"
	RoleAccounts          Role = "accounts"
	RoleTechnical         Role = "technical"
	RoleService           Role = "service"
	RoleEscalation        Role = "escalation"
	RoleGeneral           Role = "general"
)

// Roles lists every role a contact can have.
var Roles = []Role{
	RoleOrders, RoleOrderConfirmation, RoleLogistics, RoleQuality, RoleRegulatory, RoleDataExchange,
	RoleAccounts, RoleTechnical, RoleService, RoleEscalation, RoleGeneral,
}

// ContactKind distinguishes a role, a person and a switchboard.
type ContactKind string

// The kinds of contacts; a switchboard (org) is staffed for no role.
const (
	KindRole   ContactKind = "role"
	KindPerson ContactKind = "person"
	KindOrg    ContactKind = "org"
)

// Contact is one way to reach a supplier.
type Contact struct {
	ID          string
	Kind        ContactKind
	Roles       []Role
	Name        string
	Email       string // as written; empty: none
	Domain      string // of Email, in its ASCII form, lower case
	Phone       string // as written, for people to read; empty: none
	Number      string // Phone in E.164; empty if it is not a possible number
	Extension   string // behind Number; empty: none
	PhoneKind   PhoneKind
	Hours       *civil.Hours // nil: the supplier's calendar
	Can         []string
	Backup      string // id of another contact of the supplier
	Verified    []Verified
	VerifyEvery civil.Period // zero: the tier's
	Notes       string
	Pos         Position
}

// Address returns the address as mail headers write it: the domain in lower case and in its ASCII form (RFC 5890), the part before it as
// written.
func (c *Contact) Address() string {
	at := strings.LastIndexByte(c.Email, '@')
	if at < 0 || c.Domain == "" {
		return c.Email
	}
	return c.Email[:at+1] + c.Domain
}

// Dialled returns the number to dial as people read it, with its extension.
func (c *Contact) Dialled() string {
	if c.Number == "" || c.Extension == "" {
		return c.Number
	}
	return c.Number + " ext. " + c.Extension
}

// HasAddress reports whether a text is the contact's mail address, however the registry writes an international domain.
func (c *Contact) HasAddress(text string) bool {
	return strings.EqualFold(text, c.Email) || strings.EqualFold(text, c.Address())
}

// HasPhone reports whether a number, however it is written, is the contact's.
func (c *Contact) HasPhone(text string) bool {
	dialled := digits(text)
	return dialled != "" && (dialled == digits(c.Phone) || dialled == digits(c.Number))
}

// digits returns what of a number is dialled.
func digits(phone string) string {
	return strings.Map(func(r rune) rune {
		if r == '+' || '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, phone)
}

// HasRole reports whether the contact fills the role. A switchboard fills none.
func (c *Contact) HasRole(r Role) bool {
	if c.Kind == KindOrg {
		return false
	}
	for _, x := range c.Roles {
		if x == r {
			return true
		}
	}
	return false
}

// PhoneKind is what a numbering plan shows about a number: whether it is possible, and what kind of line it reaches.
type PhoneKind string

// The kinds of phone numbers. PhoneNone means that there is no number, and PhoneInvalid that the number is not possible. PhoneOrdinary is a
// number about which the plan shows no more, as in countries where mobile numbers look like all others.
const (
	PhoneNone     PhoneKind = ""
	PhoneOrdinary PhoneKind = "ordinary"
	PhoneFixed    PhoneKind = "fixed"
	PhoneMobile   PhoneKind = "mobile"
	PhonePremium  PhoneKind = "premium" // the caller pays more than for the line
	PhoneTollFree PhoneKind = "toll-free"
	PhoneInvalid  PhoneKind = "invalid"
)

// Callable reports whether such a number can be called from anywhere: toll-free ones end at the border.
func (k PhoneKind) Callable() bool {
	return k != PhoneNone && k != PhoneTollFree && k != PhoneInvalid
}

// How is the channel by which something became known about a person.
type How string

// A reply proves the address, a call the phone, a session both. That somebody wrote from the address (seen) proves neither: mail to it may be
// lost.
const (
	HowReply   How = "reply"
	HowSeen    How = "seen"
	HowCall    How = "call"
	HowSession How = "session"

	// HowQuoted is a phone number that stood in a question which was affirmed by mail. People do not record it.
	HowQuoted How = "quoted"
)

// Verified records that a contact was found right.
type Verified struct {
	On  civil.Date
	By  string
	How How
	Pos Position
}

// ProvesEmail reports whether that channel proves the address.
func (h How) ProvesEmail() bool { return h == HowReply || h == HowSession }

// ProvesPhone reports whether that channel proves the phone number.
func (h How) ProvesPhone() bool { return h == HowCall || h == HowSession || h == HowQuoted }
