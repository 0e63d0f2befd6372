package judge

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/watch"
)

// uncheckedBank returns the task to compare bank details that came in an answer of a contact: the first ones of its supplier, words about an
// account, or anything of a sender whom our server does not vouch for. A call settles it.
func (e *entry) uncheckedBank(c *watch.Contact) []watch.Finding {
	var reply *watch.Fact
	for _, f := range e.recorded("contact/"+c.ID, watch.FactReplied, watch.FactObjected, watch.FactVerified) {
		switch {
		case holdsBankDetails(f):
			reply = &f
		case f.Kind == watch.FactVerified && watch.How(f.Data[dataHow]).ProvesPhone():
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
func holdsBankDetails(f watch.Fact) bool {
	return f.Kind != watch.FactVerified && slices.ContainsFunc(strings.Fields(f.Data[watch.DataFlags]), func(flag string) bool {
		return flag == "bank-details" || flag == "bank-details-unchecked"
	})
}
