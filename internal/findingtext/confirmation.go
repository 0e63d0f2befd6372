package findingtext

import (
	"fmt"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/prose"
)

// Unconfirmed writes a finding on a confirmation that the supplier owes and that is late, refused or different from what was ordered.
func Unconfirmed(f *model.Finding, e *obligations.Supplier, a *obligations.Confirmation) {
	do := "Chase the confirmation"
	switch a.State {
	case obligations.StateRefused:
		do = "Call about the refusal"
	case obligations.StateChanged:
		do = "Call about the change"
	}
	f.Message = prose.Capital(missingConfirmation(e, a))
	f.Advice.Headline = Headline(e, do, a.Item, "")
	f.Advice.Lead = Lead(do, f.Message)
	f.Advice.Do = []string{
		LookFor(a),
		"Call the supplier, and ask whether it accepts the order as placed and will deliver on time.",
		"Record the confirmation; if the order was cancelled, record why.",
	}
	if a.Kind == model.DeadlineDelivery {
		f.Advice.Do[1] = "Call the supplier, and ask whether the delivery arrives as planned."
		f.Advice.Do[2] = "Record the confirmation; if the delivery was cancelled, record why."
	}
	if isPastDelivery(e, a) {
		askAfterDelivery(f, e, a, "Check whether the delivery has arrived; if it has, record it as confirmed.", "Otherwise call the supplier, and ask when it arrives.",
			"If the delivery was cancelled, record why.")
	}
	f.Advice.CallStep, f.Advice.Fallback = f.Advice.Do[1], true
}

// isPastDelivery reports whether the day of a delivery is over, so that a confirmation in advance comes too late.
func isPastDelivery(e *obligations.Supplier, a *obligations.Confirmation) bool {
	return a.Kind == model.DeadlineDelivery && e.OwnToday.After(a.Occurrence)
}

// askAfterDelivery replaces the advice of a confirmation by that of a delivery whose day is over.
func askAfterDelivery(f *model.Finding, e *obligations.Supplier, a *obligations.Confirmation, steps ...string) {
	const do = "Check the delivery"
	f.Advice.Headline, f.Advice.Lead, f.Advice.Do = Headline(e, do, a.Item, ""), Lead(do, f.Message), steps
}

// missingConfirmation returns what there is in place of a confirmation.
func missingConfirmation(e *obligations.Supplier, a *obligations.Confirmation) string {
	switch {
	case a.State == obligations.StateRefused:
		return fmt.Sprintf("%s was refused in the supplier's reply of %s.", a.What, e.On(a.Answer))
	case a.State == obligations.StateChanged:
		return fmt.Sprintf("%s is not confirmed as ordered: the supplier's reply of %s changes it.", a.What, e.On(a.Answer))
	case a.Answer.Response() == model.ResponseReceived && a.Answer.Reference() == "":
		return fmt.Sprintf("the confirmation of %s was due on %s; the supplier's reply of %s does not confirm it yet.", a.What, a.Due, e.On(a.Answer))
	case a.Answer.Response() == model.ResponseReceived:
		return fmt.Sprintf("the confirmation of %s was due on %s; so far the supplier has only acknowledged receipt, on %s.", a.What, a.Due, e.On(a.Answer))
	case a.Answer.Response() == model.ResponsePartial:
		return fmt.Sprintf("the confirmation of %s was due on %s; only a part was confirmed, on %s.", a.What, a.Due, e.On(a.Answer))
	}
	return fmt.Sprintf("the confirmation of %s was due on %s, and none is recorded.", a.What, a.Due)
}

// LookFor returns the step that has somebody look for a confirmation that may have come.
func LookFor(a *obligations.Confirmation) string {
	if a.Agreed.Mailbox == nil {
		return "Check whether the confirmation has come and was not recorded."
	}
	return "Look for the confirmation in " + a.Agreed.Mailbox.Address + "."
}

// ToConfirm writes a finding on a confirmation that we owe the supplier.
func ToConfirm(f *model.Finding, e *obligations.Supplier, a *obligations.Confirmation) {
	do, owe, send := "Confirm "+headlineBy(e, a.Due), "is due "+by(e, a.Due), "Send the supplier the confirmation "+by(e, a.Due)+"."
	if obligations.IsLate(e, a) || e.OwnToday.After(a.Due) {
		do, owe, send = "Confirm now", "was due on "+a.Due.String(), "Send the supplier the confirmation now."
	}
	f.Message = prose.Capital(fmt.Sprintf("our confirmation of %s to %s %s, and none is recorded.", a.What, e.Entry.Name, owe))
	f.Advice.Headline = Headline(e, do, a.Item, "")
	f.Advice.Lead = Lead(do, f.Message)
	f.Advice.CallStep = send
	f.Advice.Do = []string{send, "Record that it is confirmed; if the delivery was cancelled, record why."}
	if isPastDelivery(e, a) {
		askAfterDelivery(f, e, a, "Ask the supplier whether the delivery took place without our confirmation.",
			"If it did, record it as confirmed; if the delivery was cancelled, record why.")
		f.Advice.CallStep = f.Advice.Do[0]
	}
}
