package listimport

import (
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/supplierdiff"
)

// changeOf returns a change as documents show it.
func changeOf(c supplierdiff.Change) apidoc.ImportChange {
	shown := apidoc.ImportChange{
		Supplier: c.Supplier, Name: c.Name, New: c.Old == nil, File: c.Entry.File, Row: c.Entry.Line, Values: []apidoc.ChangedValue{},
	}
	for _, k := range c.Keys {
		if !shown.New || string(k.Key) != "name" {
			shown.Values = append(shown.Values, apidoc.ChangedValue{Key: string(k.Key), Old: orNone(k.Old), New: k.New})
		}
	}
	for _, contact := range c.Contacts {
		for _, p := range contact.Parts {
			shown.Values = append(shown.Values, apidoc.ChangedValue{Contact: nameOf(contact), Key: string(p.Part), Old: orNone(p.Old), New: p.New})
		}
		for _, i := range contact.Outdated {
			v := c.Old.Contacts[contact.Index].Verified[i]
			old := v.On.String() + " (" + string(v.How) + ")"
			shown.Values = append(shown.Values, apidoc.ChangedValue{Contact: nameOf(contact), Key: "verified", Old: &old})
		}
	}
	return shown
}

// nameOf returns the id of a contact, with its roles where these are not the same.
func nameOf(c supplierdiff.ContactChange) string {
	roles := make([]string, len(c.Roles))
	for i, role := range c.Roles {
		roles[i] = string(role)
	}
	joined := strings.Join(roles, ", ")
	if c.ID == "" || c.ID == joined {
		return joined
	}
	return c.ID + " (" + joined + ")"
}

func orNone(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}
