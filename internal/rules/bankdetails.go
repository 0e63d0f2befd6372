package rules

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
)

// uncheckedBank returns the task to compare bank details that came in an answer of a contact: the first ones of its supplier, words about an
// account, or anything of a sender whom our server does not vouch for. A call settles it.
func (e *entry) uncheckedBank(c *model.Contact) []model.Finding {
	var reply *model.Fact
	for _, f := range e.recorded("contact/"+c.ID, model.FactReplied, model.FactObjected, model.FactVerified) {
		switch {
		case holdsBankDetails(f):
			reply = &f
		case f.Kind == model.FactVerified && model.How(f.Data[dataHow]).ProvesPhone():
			reply = nil
		}
	}
	if reply == nil || e.calledAfter(c, e.on(*reply).AddDays(1)) {
		return nil
	}
	f := e.aboutContact(c)
	f.Message = fmt.Sprintf("An answer for %s at %s of %s contains bank details; compare them with the vendor master by phone.",
		title(c), e.s.Name, e.on(*reply))
	f.Advice.Call, f.Advice.How = true, quoted(*reply)
	cite(&f, *reply)
	return e.askAbout(f, "Compare bank details by phone", title(c),
		"Call a number that was on file before, not one from the mail.",
		"Compare the bank details with the vendor master.",
		"Record that the contact was verified by a call.")
}

// holdsBankDetails reports whether an answer holds bank details that somebody should compare.
func holdsBankDetails(f model.Fact) bool {
	return f.Kind != model.FactVerified && slices.ContainsFunc(strings.Fields(f.Data[model.DataFlags]), func(flag string) bool {
		return flag == "bank-details" || flag == "bank-details-unchecked"
	})
}
