package contactstate

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/rulebook"
)

// The channels by which a contact is verified.
const (
	channelEmail = "email"
	ChannelPhone = "phone"
)

// Way is a channel of a contact (its address or its phone) with the deadline of its next verification.
type Way struct {
	Main bool // the one by which the contact as a whole is evaluated
	Row  model.Deadline
}

// Ways returns the channels of a contact: its address and its phone. The phone of a contact with an address has twice the period.
func Ways(e *obligations.Supplier, c *model.Contact) []Way {
	every := c.VerifyEvery
	if every.IsZero() {
		every = e.Entry.Tier.VerifyEvery
	}
	var found []Way
	if c.Email != "" {
		last := LastVerified(e, c, model.How.ProvesEmail)
		found = append(found, Way{Main: true, Row: verificationRow(e, c, channelEmail, last, every)})
	}
	if c.Number != "" {
		last := LastVerified(e, c, model.How.ProvesPhone)
		if c.Email != "" {
			every = twice(every)
		}
		found = append(found, Way{Main: c.Email == "", Row: verificationRow(e, c, ChannelPhone, last, every)})
	}
	return found
}

// DeadlineRows returns the deadlines by which the contacts of a supplier must be verified again, one for each channel.
func DeadlineRows(e *obligations.Supplier) []model.Deadline {
	var rows []model.Deadline
	for _, c := range e.Entry.Contacts {
		for _, w := range Ways(e, c) {
			rows = append(rows, w.Row)
		}
	}
	return rows
}

// LastVerified returns the last day on which a channel was verified; zero if it never was. The channel is the one that proves accepts.
func LastVerified(e *obligations.Supplier, c *model.Contact, proves func(model.How) bool) civil.Date {
	var last civil.Date
	for _, v := range e.Verifications(c) {
		if proves(v.How) {
			last = obligations.Later(last, v.On)
		}
	}
	return last
}

func twice(p civil.Period) civil.Period {
	return civil.Period{Months: 2 * p.Months, Days: 2 * p.Days, BusinessDays: 2 * p.BusinessDays, Clock: 2 * p.Clock}
}

func verificationRow(e *obligations.Supplier, c *model.Contact, channel string, last civil.Date, every civil.Period) model.Deadline {
	row := obligations.RepeatedRow(e, model.KindContact.Subject(c.ID), model.DeadlineVerification, last, every, e.Limit(rulebook.ContactVerificationDue), c.Pos)
	row.Channel = channel
	return row
}

// IsAnswer reports whether a verification is an answer of a person at the supplier.
func IsAnswer(h model.How) bool {
	return h == model.HowReply || h == model.HowCall || h == model.HowSession
}
