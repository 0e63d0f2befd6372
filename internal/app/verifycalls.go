package app

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
)

// callFor are the rules that a call answers.
var callFor = []string{
	"contact-unverified", "contact-verification-due", "contact-verification-overdue", "contact-phone-unverified", "contact-silent", "contact-changed",
	"contact-bounced", "contact-rejected", "contact-left",
}

// VerificationCalls lists the contacts to call, the most at stake first: those that are to be verified and have a telephone.
func VerificationCalls(ctx context.Context, v Verification) (model.CallDocument, error) {
	h, err := v.open(ctx)
	if err != nil {
		return model.CallDocument{}, err
	}
	doc := model.CallDocument{Version: model.DocumentVersion, AsOf: v.Now.UTC(), Calls: []model.Call{}}
	view := compose.View{Registry: h.registry, Facts: h.facts, Now: v.Now}
	listed := map[*model.Contact]bool{}
	for i := range h.findings {
		f := &h.findings[i]
		a, ok := h.contactOf(f)
		if !ok || f.Pending || listed[a.Contact] || a.Contact.Phone == "" || !slices.Contains(callFor, f.Rule) || !h.named(a) {
			continue
		}
		listed[a.Contact] = true
		doc.Calls = append(doc.Calls, callTo(view, a, f))
	}
	return doc, nil
}

func (h *hand) contactOf(f *model.Finding) (model.ContactRef, bool) {
	id, ok := strings.CutPrefix(f.Subject, "contact/")
	s := h.registry.Supplier(f.Supplier)
	if !ok || s == nil {
		return model.ContactRef{}, false
	}
	i := slices.IndexFunc(s.Contacts, func(c *model.Contact) bool { return c.ID == id })
	if i < 0 {
		return model.ContactRef{}, false
	}
	return model.ContactRef{Supplier: s, Contact: s.Contacts[i]}, true
}

func callTo(view compose.View, a model.ContactRef, f *model.Finding) model.Call {
	c := model.Call{
		AskContact: askContact(a), SupplierName: a.Supplier.Name, CustomerNumber: a.Supplier.CustomerNumber, Phone: a.Contact.Number,
		Question: question(a.Contact), Due: f.Due, Exposure: f.Exposure,
	}
	if c.Phone == "" {
		c.Phone = a.Contact.Phone
	}
	c.There, c.LastAnswer = view.Calling(a.Supplier, a.Contact)
	c.LastAnswer += ". " + f.Message
	return c
}

// question is what to ask on the telephone.
func question(c *model.Contact) string {
	var roles []string
	for _, r := range c.Roles {
		roles = append(roles, strings.ReplaceAll(string(r), "-", " "))
	}
	text := "are you still there"
	if len(roles) > 0 {
		text += " for " + strings.Join(roles, ", ")
	}
	if c.Email != "" {
		text += fmt.Sprintf(", is %s right", c.Email)
	}
	return text + ", and is anything coming that we should know?"
}
