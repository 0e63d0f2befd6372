package supplierdiff

import (
	"supplierwatch/internal/model"
	"supplierwatch/internal/supplierlist"
)

// identify returns the supplier of the registry that an entry is about, nil for a new one, and its id. ok is false where that is not certain.
func (c *comparer) identify(e *supplierlist.Entry) (s *model.Supplier, id string, ok bool) {
	if id := e.Text(supplierlist.KeyID); id != "" {
		if s := c.byID[id]; s != nil {
			return s, s.ID, true
		}
		return nil, id, true
	}
	if s := c.byERP[e.Text(supplierlist.KeyERP)]; s != nil {
		return s, s.ID, true
	}
	return c.byNameOf(e)
}

// byNameOf identifies an entry without an id and without a known number.
func (c *comparer) byNameOf(e *supplierlist.Entry) (s *model.Supplier, id string, ok bool) {
	name, number := e.Values[supplierlist.KeyName], e.Values[supplierlist.KeyERP]
	if name.Text == "" {
		c.report(number.Pos, "%s: the registry has no supplier with the number %q, and the row has no name for a new one", number.Header, number.Text)
		return nil, "", false
	}
	same := c.sameName(name.Text, number.Text)
	switch {
	case len(same) == 1:
		return same[0], same[0].ID, true
	case len(same) > 1:
		c.report(name.Pos, "%s: the registry has %d suppliers with this name, %s and %s: add a column `id`", name.Header, len(same), same[0].ID, same[1].ID)
		return nil, "", false
	}
	return c.newID(name, number)
}

// sameName returns the suppliers with that name whose number is not another one.
func (c *comparer) sameName(name, number string) []*model.Supplier {
	var same []*model.Supplier
	for _, s := range c.byName[supplierlist.FoldName(name)] {
		if known := s.Identifiers[string(supplierlist.KeyERP)]; known == "" || number == "" {
			same = append(same, s)
		}
	}
	return same
}

// newID makes the id of a new supplier: from its name or, where another supplier has that id, from name and number.
func (c *comparer) newID(name, number supplierlist.Value) (s *model.Supplier, id string, ok bool) {
	id = supplierlist.IDOf(name.Text)
	other := c.byID[id]
	_, taken := c.taken[id]
	if id == "" || other != nil || taken {
		suffix := supplierlist.IDOf(number.Text)
		switch {
		case suffix == "" && other != nil:
			c.report(name.Pos, "%s: the id that follows from %q, %s, belongs to %q in the registry: add a column `id`", name.Header, name.Text, id, other.Name)
			return nil, "", false
		case suffix == "" && id == "":
			c.report(name.Pos, "%s: no id can be made from %q: add a column `id`", name.Header, name.Text)
			return nil, "", false
		case suffix == "":
			return nil, id, true // which is reported as a repetition
		}
		id = supplierlist.IDOf(name.Text + " " + number.Text)
	}
	if other := c.byID[id]; other != nil {
		c.report(name.Pos, "%s: the id that follows from %q, %s, belongs to %q in the registry: add a column `id`", name.Header, name.Text, id, other.Name)
		return nil, "", false
	}
	return nil, id, true
}
