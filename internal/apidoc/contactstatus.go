package apidoc

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// ContactState is what is known of a contact, in a word.
type ContactState string

// The states of a contact, those first that weigh more. Accepted by a server is
// none of them: nobody has read anything for that.
const (
	ContactBounced    ContactState = "bounced"    // mail came back for good
	ContactRejected   ContactState = "rejected"   // a server refuses the address
	ContactLeft       ContactState = "left"       // the person is gone
	ContactChanged    ContactState = "changed"    // said to have changed; not confirmed by a call
	ContactUnreached  ContactState = "unreached"  // nobody answers the phone, or it is wrong
	ContactObjected   ContactState = "objected"   // wants no such mails
	ContactSilent     ContactState = "silent"     // asked and reminded, and no answer
	ContactAsked      ContactState = "asked"      // asked, and the time to answer is not over
	ContactUnverified ContactState = "unverified" // nobody ever found out
	ContactOverdue    ContactState = "overdue"    // found right, but too long ago
	ContactVerified   ContactState = "verified"   // found right, lately enough
)

// ContactStatus is what is known of one contact.
type ContactStatus struct {
	Supplier   string       `json:"supplier"`
	ID         string       `json:"id"`
	Name       string       `json:"name"`
	Roles      []model.Role `json:"roles"`
	Email      string       `json:"email"`
	Phone      string       `json:"phone"`
	State      ContactState `json:"state"`
	Since      civil.Date   `json:"since"`       // of what the state follows from; null for unverified
	Says       string       `json:"says"`        // a sentence for people
	LastAnswer civil.Date   `json:"last_answer"` // of a person: a reply, a call, a session
	EmailUntil civil.Date   `json:"email_valid_until"`
	PhoneUntil civil.Date   `json:"phone_valid_until"`
	AwayUntil  civil.Date   `json:"away_until"` // as their auto-reply says
	History    []model.Fact `json:"history"`    // the last facts about it, the latest first
}
