package supplierexport

import (
	"fmt"
	"slices"

	"supplierwatch/internal/model"
	"supplierwatch/internal/supplierlist"
)

// Table is a list of suppliers: a header and one row for each.
type Table struct {
	Rows    [][]string
	LeftOut []string // what has no column, a sentence each
}

// always are the columns that every list has, so that people see which can be filled in.
var always = []supplierlist.Field{
	{Key: supplierlist.KeyID},
	{Key: supplierlist.KeyName},
	{Key: supplierlist.KeyTier},
	{Key: supplierlist.KeyCountry},
	{Key: supplierlist.KeyCustomerNumber},
	{Role: model.RoleOrders, Part: supplierlist.PartEmail},
	{Role: model.RoleOrders, Part: supplierlist.PartPhone},
}

// Suppliers returns the list of a registry's suppliers. Columns that would be empty are left out.
func Suppliers(registry *model.Registry) Table {
	values := make([]map[supplierlist.Field]string, len(registry.Suppliers))
	used := map[supplierlist.Field]bool{}
	for _, f := range always {
		used[f] = true
	}
	var table Table
	for i, s := range registry.Suppliers {
		values[i] = valuesOf(s)
		for f := range values[i] {
			used[f] = true
		}
		table.LeftOut = append(table.LeftOut, further(s)...)
	}
	fields := slices.DeleteFunc(supplierlist.Fields(), func(f supplierlist.Field) bool { return !used[f] })
	header := make([]string, len(fields))
	for i, f := range fields {
		header[i] = f.String()
	}
	table.Rows = append(table.Rows, header)
	for _, v := range values {
		row := make([]string, len(fields))
		for i, f := range fields {
			row[i] = v[f]
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// valuesOf returns what the registry has about a supplier, by column.
func valuesOf(s *model.Supplier) map[supplierlist.Field]string {
	found := map[supplierlist.Field]string{}
	for key, text := range supplierlist.ValuesOf(s) {
		if text != "" {
			found[supplierlist.Field{Key: key}] = text
		}
	}
	for _, role := range model.Roles {
		c := firstFor(s, role)
		for _, part := range supplierlist.Parts {
			if c == nil {
				break
			}
			if text := supplierlist.PartOf(c, part); text != "" {
				found[supplierlist.Field{Role: role, Part: part}] = text
			}
		}
	}
	return found
}

// firstFor returns the first contact for a role, nil if there is none.
func firstFor(s *model.Supplier, role model.Role) *model.Contact {
	i := slices.IndexFunc(s.Contacts, func(c *model.Contact) bool { return slices.Contains(c.Roles, role) })
	if i < 0 {
		return nil
	}
	return s.Contacts[i]
}

// further lists the contacts that are not the first for any of their roles.
func further(s *model.Supplier) []string {
	var found []string
	for _, c := range s.Contacts {
		if !slices.ContainsFunc(c.Roles, func(role model.Role) bool { return firstFor(s, role) == c }) {
			found = append(found, fmt.Sprintf("contact %s of supplier %s is not in the list, which has one contact for each role", c.ID, s.ID))
		}
	}
	return found
}
