package bulkedit

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/supplierlist"
	"supplierwatch/internal/yamlsplice"
)

// editsOf returns the edits of a supplier that the registry has, in the order in which they are written.
func editsOf(c supplierdiff.Change) []yamlsplice.Placed {
	supplier := yamlsplice.Path{{Key: "suppliers", ID: c.Old.ID}}
	var all []yamlsplice.Placed
	var keys []yamlsplice.Pair
	for _, k := range c.Keys {
		if k.Key == supplierlist.KeyERP {
			all = append(all, yamlsplice.Placed{Path: supplier, Edit: yamlsplice.Edit{Block: "identifiers", Set: []yamlsplice.Pair{text(k.Key, k.New)}}})
			continue
		}
		keys = append(keys, text(k.Key, k.New))
	}
	if len(keys) > 0 {
		all = append(all, yamlsplice.Placed{Path: supplier, Edit: yamlsplice.Edit{Set: keys}})
	}
	for _, contact := range c.Contacts {
		if contact.Index == supplierdiff.NewContact {
			all = append(all, yamlsplice.Placed{Path: supplier, Edit: yamlsplice.Edit{List: "contacts", Entry: contactPairs(contact)}})
			continue
		}
		path := append(supplier[:1:1], yamlsplice.Step{Key: "contacts", Index: contact.Index})
		all = append(all, yamlsplice.Placed{Path: path, Edit: yamlsplice.Edit{Set: partPairs(contact), Remove: yamlsplice.Removal{List: "verified", Indices: contact.Outdated}}})
	}
	return all
}

// itemOf returns the item of a new supplier.
func itemOf(c supplierdiff.Change) []yamlsplice.Pair {
	item := []yamlsplice.Pair{text(supplierlist.KeyID, c.Supplier)}
	for _, k := range c.Keys {
		if k.Key == supplierlist.KeyERP {
			item = append(item, yamlsplice.Pair{Key: "identifiers", Block: []yamlsplice.Pair{text(k.Key, k.New)}})
			continue
		}
		item = append(item, text(k.Key, k.New))
	}
	if len(c.Contacts) > 0 {
		contacts := yamlsplice.Pair{Key: "contacts"}
		for _, contact := range c.Contacts {
			contacts.List = append(contacts.List, contactPairs(contact))
		}
		item = append(item, contacts)
	}
	return item
}

func text[K ~string](key K, value string) yamlsplice.Pair {
	return yamlsplice.Pair{Key: string(key), Value: value}
}

// contactPairs returns the keys of a new contact.
func contactPairs(c supplierdiff.ContactChange) []yamlsplice.Pair {
	return append([]yamlsplice.Pair{rolesPair(c.Roles)}, partPairs(c)...)
}

// rolesPair writes one role as text and several as a list.
func rolesPair(roles []model.Role) yamlsplice.Pair {
	if len(roles) == 1 {
		return text("role", string(roles[0]))
	}
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = string(role)
	}
	return yamlsplice.Pair{Key: "roles", Texts: names}
}

func partPairs(c supplierdiff.ContactChange) []yamlsplice.Pair {
	pairs := make([]yamlsplice.Pair, len(c.Parts))
	for i, p := range c.Parts {
		pairs[i] = text(p.Part, p.New)
	}
	return pairs
}
