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

// Way is a channel of a contact: its address or its phone.
type Way struct {
	Channel string
	Last    civil.Date   // when it was last verified; zero: never
	Every   civil.Period // how often it has to be
	State   string
	Due     civil.Date // of the next verification; zero if it never was verified
}

// Ways returns the channels of a contact: its address and its phone. The first one is that by which the contact as a whole is evaluated.
func Ways(e *obligations.Supplier, c *model.Contact) []Way {
	main, ok := MainWay(e, c)
	if !ok {
		return nil
	}
	if phone, ok := PhoneBeside(e, c); ok {
		return []Way{main, phone}
	}
	return []Way{main}
}

// MainWay returns the channel by which a contact as a whole is evaluated: its address, else its phone. It is not ok if it has neither.
func MainWay(e *obligations.Supplier, c *model.Contact) (way Way, ok bool) {
	switch {
	case c.Email != "":
		return wayOf(e, channelEmail, LastVerified(e, c, model.How.ProvesEmail), period(e, c)), true
	case c.Number != "":
		return wayOf(e, ChannelPhone, LastVerified(e, c, model.How.ProvesPhone), period(e, c)), true
	}
	return Way{}, false
}

// PhoneBeside returns the phone of a contact that has an address too; it has twice the period.
func PhoneBeside(e *obligations.Supplier, c *model.Contact) (way Way, ok bool) {
	if c.Email == "" || c.Number == "" {
		return Way{}, false
	}
	return wayOf(e, ChannelPhone, LastVerified(e, c, model.How.ProvesPhone), twice(period(e, c))), true
}

// period returns how often a contact has to be verified.
func period(e *obligations.Supplier, c *model.Contact) civil.Period {
	if c.VerifyEvery.IsZero() {
		return e.Entry.Tier.VerifyEvery
	}
	return c.VerifyEvery
}

func wayOf(e *obligations.Supplier, channel string, last civil.Date, every civil.Period) Way {
	w := Way{Channel: channel, Last: last, Every: every}
	w.State, w.Due = obligations.Repeated(e, last, every, e.Limit(rulebook.ContactVerificationDue))
	return w
}

// DeadlineRows returns the deadlines by which the contacts of a supplier must be verified again, one for each channel.
func DeadlineRows(e *obligations.Supplier) []model.Deadline {
	var rows []model.Deadline
	for _, c := range e.Entry.Contacts {
		for _, w := range Ways(e, c) {
			rows = append(rows, w.row(e, c))
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

func (w Way) row(e *obligations.Supplier, c *model.Contact) model.Deadline {
	row := obligations.RepeatedRow(e, model.KindContact.Subject(c.ID), model.DeadlineVerification, w.Last, w.Every, e.Limit(rulebook.ContactVerificationDue), c.Pos)
	row.Channel = w.Channel
	return row
}

// IsAnswer reports whether a verification is an answer of a person at the supplier.
func IsAnswer(h model.How) bool {
	return h == model.HowReply || h == model.HowCall || h == model.HowSession
}
