package model

import (
	"time"

	"supplierwatch/internal/civil"
)

// SubjectRef is a reference to a subject of a supplier.
type SubjectRef struct {
	Supplier string  `json:"supplier"`
	Subject  Subject `json:"subject"`
}

// String returns the reference as people write it: SUPPLIER/KIND/ID, or SUPPLIER/KIND where the kind has no id.
func (r SubjectRef) String() string { return r.Supplier + "/" + r.Subject.String() }

// Request is one mail that asks whether contacts are still right: one address, and everything that we hold about it.
type Request struct {
	ID             string // names the outbox row; the same question always has the same one
	Address        string
	Language       string // ISO 639-1
	Beside         string // a language in which the mail says the same once more; empty: none
	Team           *Team  // in whose name it is asked; nil: only in the organization's
	Asked          []ContactRef
	Mailboxes      []*Mailbox // our mailboxes that the mail announces
	Reminder       int        // which reminder it is; zero for the question itself
	Reminds        []string   // Message-IDs of the question and earlier reminders, the question first
	Since          civil.Date // of a reminder: the day of the question
	SendAt         time.Time  // the first instant within their hours
	AnswerBy       time.Time
	NotAgainBefore civil.Date // no further mail before this day, as the mail says
	Bank           bool       // of a notice: a mail holds bank details that are new or announced as changed
	Escalation     bool       // a person asked for escalation contacts to be written to
	Released       bool       // a person let one of the contacts be asked
}

// ContactRef is one contact of a request.
type ContactRef struct {
	Supplier *Supplier
	Contact  *Contact
}

// FolderPosition is how far a folder has been read. A server that changes UIDValidity has numbered everything anew.
type FolderPosition struct {
	Account     string // a name among the accounts of the configuration
	Folder      string
	UIDValidity uint32
	UID         uint32 // the last one read
	ModSeq      uint64 // zero where the server has none
}
