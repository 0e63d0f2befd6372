package registry

import (
	"cmp"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/optional"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

func (s *supplierScope) contacts() []*model.Contact {
	names := make([]itemName, len(s.raw.Contacts))
	for i := range s.raw.Contacts {
		raw := &s.raw.Contacts[i]
		names[i] = itemName{raw.ID, cmp.Or(firstRole(raw), "contact")}
	}
	ids := s.scope.assignIDs("contact", names)
	all, room := make([]*model.Contact, len(ids)), make([]model.Contact, len(ids))
	for i, name := range ids {
		raw := &s.raw.Contacts[i]
		s.checkBackup(raw.Backup, ids)
		all[i] = &room[i]
		s.contact(name, raw, all[i])
	}
	return all
}

// checkBackup looks up the deputy of a contact among the ids of all contacts.
func (s *supplierScope) checkBackup(backup text, ids []string) {
	if !backup.Set || slices.Contains(ids, backup.V) {
		return
	}
	known := make(map[string]bool, len(ids))
	for _, name := range ids {
		known[name] = true
	}
	find(s.scope, "backup", "contact", backup, known)
}

// firstRole returns the first role of a contact; empty where it has none.
func firstRole(raw *rawContact) string {
	if raw.Role.Set {
		return string(raw.Role.V)
	}
	for _, r := range raw.Roles {
		if r.Set {
			return string(r.V)
		}
	}
	return ""
}

func rolesOf(raw *rawContact) []model.Role {
	if raw.Role.Set {
		return []model.Role{model.Role(raw.Role.V)}
	}
	return optional.Converted[model.Role](raw.Roles)
}

// contact fills in a contact.
func (s *supplierScope) contact(name string, raw *rawContact, x *model.Contact) {
	*x = model.Contact{
		ID: name, Kind: model.KindRole, Roles: rolesOf(raw), Name: raw.Name.Or(name), Email: string(raw.Email.V),
		Can: optional.Values(raw.Can), Backup: raw.Backup.V, VerifyEvery: raw.VerifyEvery.V.Period, Notes: optional.Text(raw.Notes), Pos: s.place(raw.IDAt, raw.Place),
	}
	if raw.Kind.Set {
		x.Kind = model.ContactKind(raw.Kind.V)
	}
	if raw.Email.Set {
		x.Domain = raw.Email.V.Domain()
	}
	if raw.Phone.Set {
		x.Phone = string(raw.Phone.V)
		x.Number, x.PhoneKind = s.dial(raw.Phone)
		x.Extension = raw.Phone.V.Extension()
	}
	if raw.Hours.Set {
		hours := raw.Hours.V.Hours // a pointer into the raw contact would keep it
		x.Hours = &hours
	}
	x.Verified = optional.Mapped(raw.Verified, func(v *rawVerified) model.Verified {
		return model.Verified{On: v.On.V, By: v.By.V, How: model.How(v.How.V), Pos: v.In(s.scope.file)}
	})
}

// dial reads a phone number, a national one as dialled in the supplier's country.
func (s *supplierScope) dial(p strictyaml.Value[scalar.Phone]) (string, model.PhoneKind) {
	if s.country == "" && !p.V.International() {
		if !s.raw.Country.IsZero() {
			return "", model.PhoneInvalid // the country stands there and is wrong, which has been said
		}
		s.report(p.Place, "`phone`: %q has no country code, and the supplier has no `country`: write +49 … or give the country", p.V)
	}
	if why := p.V.MissingPlus(s.country); why != "" {
		s.scope.reportNewlyRefused(p.Place, "`phone`: %q %s", p.V, why)
	}
	return p.V.Dial(s.country)
}
