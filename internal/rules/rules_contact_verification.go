package rules

import (
	"fmt"
	"slices"

	"supplierwatch/internal/contactstate"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
)

func init() {
	register(subject{
		changes: verificationChanges,
		supplier: map[string]func(*obligations.Supplier) []model.Finding{
			"contact-unverified":           unverified,
			"contact-verification-due":     verificationDue,
			"contact-verification-overdue": verificationOverdue,
			"contact-phone-unverified":     phoneUnverified,
		},
	})
}

// verificationFindings returns a finding for each contact whose main channel is in a state.
func verificationFindings(e *obligations.Supplier, state, message string) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		w, ok := contactstate.MainWay(e, c)
		if !ok || w.State != state {
			continue
		}
		f := aboutContact(e, c)
		f.Due = w.Due
		f.Message = fmt.Sprintf("%s at %s %s.", contactSubject(c), e.Entry.Name, message)
		if !f.Due.IsZero() {
			f.Message = fmt.Sprintf("%s at %s %s %s.", contactSubject(c), e.Entry.Name, message, f.Due)
		}
		f.Message += contactstate.NoQuestion(e, c)
		f.Advice.Call = true
		if reply := unclearAnswer(e, c); reply != nil {
			found = append(found, readAnswer(e, f, c, *reply)...)
			continue
		}
		found = append(found, askAbout(e, f, "Verify the contact", contactstate.Name(c), contactstate.AskStep(e, c), "Record the day, and how it was verified.")...)
	}
	return found
}

// unclearAnswer returns the last answer of a contact of which only a person can say what it means; nil if there is none, or if it was verified since.
func unclearAnswer(e *obligations.Supplier, c *model.Contact) *model.Fact {
	replies := contactstate.FactsNotDisproved(e, c, func(k model.FactKind) bool { return k == model.FactConfirmed }, model.FactReplied)
	reply := obligations.LastFact(slices.DeleteFunc(replies, func(f model.Fact) bool { return !quotable(f) }))
	if reply == nil || contactstate.CalledAfter(e, c, e.On(*reply)) {
		return nil
	}
	return reply
}

// quotable reports whether words of an answer may be quoted in a finding: its sender is known, or it answers one of our mails and the finding
// says that the sender is doubtful.
func quotable(reply model.Fact) bool {
	return reply.Authenticated() || reply.Mail() != ""
}

// readAnswer completes a finding about a contact that has answered something.
func readAnswer(e *obligations.Supplier, f model.Finding, c *model.Contact, reply model.Fact) []model.Finding {
	f.Message += fmt.Sprintf(" A reply came on %s; a person must read it%s.", e.On(reply), suspicions(e, reply))
	cite(&f, reply)
	f.Advice.CallStep = "If the reply leaves doubts, call the contact."
	return askAbout(e, f, "Read the reply", contactstate.Name(c), "Read the reply below.", f.Advice.CallStep, "If it says that the contact is right, record the verification; if not, correct the entry.")
}

func unverified(e *obligations.Supplier) []model.Finding {
	return verificationFindings(e, obligations.StateNever, "has never been verified")
}

func verificationDue(e *obligations.Supplier) []model.Finding {
	return verificationFindings(e, obligations.StateDue, "must be verified again by")
}

func verificationOverdue(e *obligations.Supplier) []model.Finding {
	return verificationFindings(e, obligations.StateOverdue, "was due for verification on")
}

func phoneUnverified(e *obligations.Supplier) []model.Finding {
	var found []model.Finding
	for _, c := range e.Entry.Contacts {
		row, beside := contactstate.PhoneBeside(e, c)
		if !beside {
			continue
		}
		if main, _ := contactstate.MainWay(e, c); main.State == obligations.StateNever {
			continue // nothing beside it was verified either: that is one finding
		}
		if row.State != obligations.StateNever && row.State != obligations.StateOverdue {
			continue
		}
		f := aboutContact(e, c)
		f.Due = row.Due
		f.Message = fmt.Sprintf("The phone number of %s at %s has never been verified.", contactstate.Name(c), e.Entry.Name)
		if !row.Due.IsZero() {
			f.Message = fmt.Sprintf("The phone number of %s at %s was due for verification on %s.", contactstate.Name(c), e.Entry.Name, row.Due)
		}
		f.Advice.Call = true
		found = append(found, askAbout(e, f, "Verify the phone number", contactstate.Name(c), "Call the number, and ask whether it is still right.", "Record the day of the call.")...)
	}
	return found
}

// verificationChanges notes when each way to a contact has to be verified again.
func verificationChanges(t *nextChange) {
	for _, c := range t.eval.Entry.Contacts {
		for _, w := range contactstate.Ways(t.eval, c) {
			t.repeats(w.Due, t.eval.Limit("contact-verification-due"))
		}
	}
	verifiedChanges(t)
}

// verifiedChanges notes when verifications that the registry dates later come to count.
func verifiedChanges(t *nextChange) {
	for _, c := range t.eval.Entry.Contacts {
		for _, v := range c.Verified {
			t.onceTheyCome(v.On)
		}
	}
}
