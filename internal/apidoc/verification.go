package apidoc

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// VerificationDocument lists the contacts that are asked whether they are still right, and those that are not.
type VerificationDocument struct {
	Version  int            `json:"version"`
	AsOf     time.Time      `json:"as_of"`
	Mode     string         `json:"mode"`
	Released int            `json:"released"` // contacts that were released with it
	Asks     []Ask          `json:"asks"`
	Skipped  []SkippedAsked `json:"skipped"`
}

// Ask is one mail to a supplier that is planned.
type Ask struct {
	Address   string       `json:"address"`
	Language  string       `json:"language"`
	Beside    string       `json:"beside,omitempty"`
	Team      string       `json:"team"`
	Reminder  int          `json:"reminder"`
	Released  bool         `json:"released"`
	SendAt    time.Time    `json:"send_at"`
	AnswerBy  time.Time    `json:"answer_by"`
	NotBefore civil.Date   `json:"not_before"` // they are not asked again before it
	Contacts  []AskContact `json:"contacts"`
}

// AskContact is a contact that a mail is about.
type AskContact struct {
	Supplier string `json:"supplier"`
	Contact  string `json:"contact"`
	Name     string `json:"name"`
}

// SkippedAsked is a contact that should be asked and is not.
type SkippedAsked struct {
	AskContact
	Because string     `json:"because"`
	Until   *time.Time `json:"until"`
}

// CallDocument is a list of calls to make.
type CallDocument struct {
	Version int       `json:"version"`
	AsOf    time.Time `json:"as_of"`
	Calls   []Call    `json:"calls"`
}

// Call is a contact to call, and what to ask.
type Call struct {
	AskContact
	SupplierName   string       `json:"supplier_name"`
	CustomerNumber string       `json:"customer_number"`
	Phone          string       `json:"phone"` // E.164 where it is a number that can exist
	There          string       `json:"there"` // whether somebody answers now
	Question       string       `json:"question"`
	LastAnswer     string       `json:"last_answer"`
	Due            civil.Date   `json:"due"`
	Exposure       *model.Money `json:"exposure"`
}
