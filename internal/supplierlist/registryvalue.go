package supplierlist

import "supplierwatch/internal/model"

// ValuesOf returns what the registry has under the keys that a list can hold.
func ValuesOf(s *model.Supplier) map[Key]string {
	values := map[Key]string{
		KeyID: s.ID, KeyName: s.Name, KeyCountry: s.Country, KeyCustomerNumber: s.CustomerNumber,
		KeyLanguage: s.Language, KeyERP: s.Identifiers[string(KeyERP)],
	}
	if s.Tier != nil {
		values[KeyTier] = s.Tier.ID
	}
	if s.Owner != nil {
		values[KeyOwner] = s.Owner.ID
	}
	return values
}

// PartOf returns a part of a contact as the registry has it; empty if it has none.
func PartOf(c *model.Contact, part Part) string {
	switch part {
	case PartEmail:
		return c.Email
	case PartPhone:
		return c.Phone
	}
	if c.Name == c.ID {
		return "" // a contact without a name is called by its id
	}
	return c.Name
}
