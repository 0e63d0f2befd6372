package obligations

import (
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// The channels by which a contact is verified.
const (
	channelEmail = "email"
	ChannelPhone = "phone"
)

func computeWays(e *Supplier, c *model.Contact) []ContactWay {
	every := c.VerifyEvery
	if every.IsZero() {
		every = e.Entry.Tier.VerifyEvery
	}
	var found []ContactWay
	if c.Email != "" {
		last := LastVerified(e, c, model.How.ProvesEmail)
		found = append(found, ContactWay{Main: true, Row: verificationRow(e, c, channelEmail, last, every)})
	}
	if c.Number != "" {
		last := LastVerified(e, c, model.How.ProvesPhone)
		if c.Email != "" {
			every = twice(every)
		}
		found = append(found, ContactWay{Main: c.Email == "", Row: verificationRow(e, c, ChannelPhone, last, every)})
	}
	return found
}

// LastVerified returns the last day on which a channel was found right; zero if it never was.
func LastVerified(e *Supplier, c *model.Contact, proves func(model.How) bool) civil.Date {
	var last civil.Date
	for _, v := range VerificationsOf(e, c) {
		if proves(v.How) {
			last = Later(last, v.On)
		}
	}
	return last
}

func twice(p civil.Period) civil.Period {
	return civil.Period{Months: 2 * p.Months, Days: 2 * p.Days, BusinessDays: 2 * p.BusinessDays, Clock: 2 * p.Clock}
}

func verificationRow(e *Supplier, c *model.Contact, channel string, last civil.Date, every civil.Period) model.Deadline {
	row := repeatedRow(e, model.KindContact.Subject(c.ID), model.DeadlineVerification, last, every, e.Limit("contact-verification-due"), c.Pos)
	row.Channel = channel
	return row
}

// VerificationWays returns the channels of a contact: its address, and its phone, which beside an address may wait twice as long. They are worked out
// once, since many rules ask for them.
func VerificationWays(e *Supplier, c *model.Contact) []ContactWay {
	found, known := e.channels[c]
	if !known {
		found = computeWays(e, c)
		e.channels[c] = found
	}
	return found
}

// IsAnswer reports whether a person of theirs was talking to us.
func IsAnswer(h model.How) bool {
	return h == model.HowReply || h == model.HowCall || h == model.HowSession
}
