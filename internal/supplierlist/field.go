package supplierlist

import (
	"strings"

	"supplierwatch/internal/model"
)

// Key is what a column holds about the supplier as a whole, named as in the registry.
type Key string

// The keys of a supplier that a list can hold.
const (
	KeyID             Key = "id"
	KeyName           Key = "name"
	KeyTier           Key = "tier"
	KeyCountry        Key = "country"
	KeyCustomerNumber Key = "customer_number"
	KeyLanguage       Key = "language"
	KeyOwner          Key = "owner"
	KeyERP            Key = "erp"
)

// Keys lists them in the order in which they are exported.
var Keys = []Key{KeyID, KeyName, KeyTier, KeyCountry, KeyCustomerNumber, KeyLanguage, KeyOwner, KeyERP}

// Part is what a column holds about a contact.
type Part string

// The parts of a contact.
const (
	PartName  Part = "name"
	PartEmail Part = "email"
	PartPhone Part = "phone"
)

// Parts lists them in the order in which they are exported.
var Parts = []Part{PartName, PartEmail, PartPhone}

// Field is what a column holds: a key of the supplier, or a part of the contact for a role.
type Field struct {
	Key  Key
	Role model.Role
	Part Part
}

// String returns the field as headers and map files write it: customer number, orders email.
func (f Field) String() string {
	if f.Key != "" {
		return strings.ReplaceAll(string(f.Key), "_", " ")
	}
	return string(f.Role) + " " + string(f.Part)
}

// isCode reports whether the value is a code and not text that people read.
func (f Field) isCode() bool { return f.Key != KeyName && f.Part != PartName }

// Fields lists every field.
func Fields() []Field {
	var all []Field
	for _, key := range Keys {
		all = append(all, Field{Key: key})
	}
	for _, role := range model.Roles {
		for _, part := range Parts {
			all = append(all, Field{Role: role, Part: part})
		}
	}
	return all
}
