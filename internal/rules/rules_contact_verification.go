package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

var _ = register(subject{
	changes: verificationChanges,
	supplier: map[string]func(*supplierEval) []model.Finding{
		"contact-unverified":           unverified,
		"contact-verification-due":     verificationDue,
		"contact-verification-overdue": verificationOverdue,
		"contact-phone-unverified":     phoneUnverified,
	},
})

// The channels by which a contact is verified.
const (
	channelEmail = "email"
	channelPhone = "phone"
)

// way is one channel of a contact and until when it counts as verified.
type way struct {
	main bool // the one that the contact as a whole is judged by
	row  model.Deadline
}

// verificationWays returns the channels of a contact: its address, and its phone, which beside an address may wait twice as long. They are worked out
// once, since many rules ask for them.
func verificationWays(e *supplierEval, c *model.Contact) []way {
	found, known := e.channels[c]
	if !known {
		found = computeWays(e, c)
		e.channels[c] = found
	}
	return found
}

func computeWays(e *supplierEval, c *model.Contact) []way {
	every := c.VerifyEvery
	if every.IsZero() {
		every = e.s.Tier.VerifyEvery
	}
	var found []way
	if c.Email != "" {
		last := lastVerified(e, c, model.How.ProvesEmail)
		found = append(found, way{main: true, row: verificationRow(e, c, channelEmail, last, every)})
	}
	if c.Number != "" {
		last := lastVerified(e, c, model.How.ProvesPhone)
		if c.Email != "" {
			every = twice(every)
		}
		found = append(found, way{main: c.Email == "", row: verificationRow(e, c, channelPhone, last, every)})
	}
	return found
}

func verificationRow(e *supplierEval, c *model.Contact, channel string, last civil.Date, every civil.Period) model.Deadline {
	row := repeatedRow(e, model.KindContact.Subject(c.ID), model.DeadlineVerification, last, every, e.limit("contact-verification-due"), c.Pos)
	row.Channel = channel
	return row
}

// lastVerified returns the last day on which a channel was found right; zero if it never was.
func lastVerified(e *supplierEval, c *model.Contact, proves func(model.How) bool) civil.Date {
	var last civil.Date
	for _, v := range verificationsOf(e, c) {
		if proves(v.How) {
			last = later(last, v.On)
		}
	}
	return last
}

func twice(p civil.Period) civil.Period {
	return civil.Period{Months: 2 * p.Months, Days: 2 * p.Days, BusinessDays: 2 * p.BusinessDays, Clock: 2 * p.Clock}
}

// verificationFindings returns a finding for each contact whose main channel is in a state.
func verificationFindings(e *supplierEval, state, message string) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		for _, w := range verificationWays(e, c) {
			if !w.main || w.row.State != state {
				continue
			}
			f := e.aboutContact(c)
			f.Due = w.row.Due
			f.Message = fmt.Sprintf("%s at %s %s.", contactSubject(c), e.s.Name, message)
			if !f.Due.IsZero() {
				f.Message = fmt.Sprintf("%s at %s %s %s.", contactSubject(c), e.s.Name, message, f.Due)
			}
			f.Advice.Call = true
			if reply := unclearAnswer(e, c); reply != nil {
				found = append(found, readAnswer(e, f, c, *reply)...)
				continue
			}
			found = append(found, e.askAbout(f, "Ask whether it is still right", contactName(c), "Write or call.", "Record the day and the way.")...)
		}
	}
	return found
}

// unclearAnswer returns the last answer of a contact of which only a person can say what it means; nil if there is none, or if it was verified since.
func unclearAnswer(e *supplierEval, c *model.Contact) *model.Fact {
	replies := factsNotDisproved(e, c, func(k model.FactKind) bool { return k == model.FactConfirmed }, model.FactReplied)
	reply := last(slices.DeleteFunc(replies, func(f model.Fact) bool { return !quotable(f) }))
	if reply == nil || calledAfter(e, c, e.on(*reply)) {
		return nil
	}
	return reply
}

// quotable reports whether words of an answer may stand in a finding: its sender is known, or it answers a mail of ours and its sender is told
// to be doubtful.
func quotable(reply model.Fact) bool {
	return reply.Authenticated() || reply.Data[model.DataMail] != ""
}

// readAnswer completes a finding about a contact that has answered something.
func readAnswer(e *supplierEval, f model.Finding, c *model.Contact, reply model.Fact) []model.Finding {
	f.Message += fmt.Sprintf(" An answer came on %s; what it means is for a person to say%s.", e.on(reply), suspicions(e, reply))
	cite(&f, reply)
	return e.askAbout(f, "Read their answer", contactName(c), "Read the answer below.", "If it says that the contact is right, record it; if not, correct the entry.")
}

func unverified(e *supplierEval) []model.Finding {
	return verificationFindings(e, stateNever, "was never verified")
}

func verificationDue(e *supplierEval) []model.Finding {
	return verificationFindings(e, stateDue, "counts as verified only until")
}

func verificationOverdue(e *supplierEval) []model.Finding {
	return verificationFindings(e, stateOverdue, "counted as verified until")
}

func phoneUnverified(e *supplierEval) []model.Finding {
	var found []model.Finding
	for _, c := range e.s.Contacts {
		ways := verificationWays(e, c)
		if len(ways) < 2 || ways[0].row.State == stateNever {
			continue // nothing beside it was verified either: that is told once
		}
		row := ways[1].row
		if row.State != stateNever && row.State != stateOverdue {
			continue
		}
		f := e.aboutContact(c)
		f.Due = row.Due
		f.Message = fmt.Sprintf("Nobody has called the phone of %s at %s lately, or had it confirmed.", contactName(c), e.s.Name)
		f.Advice.Call = true
		found = append(found, e.askAbout(f, "Call the number once", contactName(c), "Call it.", "Record the day.")...)
	}
	return found
}

// verificationChanges notes when each way to a contact has to be verified again.
func verificationChanges(t *nextChange) {
	for _, c := range t.eval.s.Contacts {
		for _, w := range verificationWays(t.eval, c) {
			t.repeats(w.row.Due, t.eval.limit("contact-verification-due"))
		}
	}
	verifiedChanges(t)
}

// verifiedChanges notes when verifications that the registry dates later come to count.
func verifiedChanges(t *nextChange) {
	for _, c := range t.eval.s.Contacts {
		for _, v := range c.Verified {
			t.onceTheyCome(v.On)
		}
	}
}
