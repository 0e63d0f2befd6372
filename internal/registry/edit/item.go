package edit

import (
	"fmt"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/proof"
	"supplierwatch/internal/registry/recordtarget"
	"supplierwatch/internal/yamlsplice"
)

// item is what a change is about, with its place in the file.
type item struct {
	change   Change
	supplier *model.Supplier
	path     yamlsplice.Path
	pos      model.Position
	content  []byte
}

// itemKeys are the keys under which the items of a supplier stand, by the kind of subject.
var itemKeys = map[model.SubjectKind]string{
	model.KindContact: "contacts", model.KindContract: "contracts", model.KindOrderWindow: "order_windows",
	model.KindSupply: "supplies",
}

// HasPlace reports whether the registry has a key for that kind of change about subjects of that kind.
func HasPlace(kind model.FactKind, about model.SubjectKind) bool {
	_, known := edits[kind]
	return known && (itemKeys[about] != "" || about == model.KindSession || about == model.KindSupplier)
}

// findItem returns the item that a change is about, and refuses what contradicts its present content.
func findItem(c Change, s *model.Supplier, content []byte) (*item, error) {
	key, index, err := c.item(s)
	if err != nil {
		return nil, err
	}
	x := &item{change: c, supplier: s, path: yamlsplice.Path{{Key: "suppliers", ID: s.ID}}, pos: s.Pos, content: content}
	if key != "" {
		x.path = append(x.path, yamlsplice.Step{Key: key, Index: index})
		x.pos = itemPos(s, key, index)
	}
	x.pos = x.at(x.pos)
	return x, x.check(index)
}

// item returns the key and the index of the item of a change in its supplier; key is empty for what concerns the supplier as a whole.
func (c Change) item(s *model.Supplier) (key string, index int, err error) {
	subject := c.Subject
	if subject.ID == "" {
		return "", 0, nil
	}
	if itemKeys[subject.Kind] == "" {
		return "", 0, ErrNoPlace
	}
	if index = slices.Index(recordtarget.ItemIDs(s, subject.Kind), subject.ID); index < 0 {
		return "", 0, fmt.Errorf("supplier %q has no %s %q", s.ID, subject.Kind, subject.ID)
	}
	return itemKeys[subject.Kind], index, nil
}

// outdated returns what the contact loses when its address or number is replaced: the verifications of the old one.
func (c Change) outdated(s *model.Supplier) yamlsplice.Removal {
	key, index, err := c.item(s)
	if c.Kind != model.FactChanged || key != "contacts" || err != nil {
		return yamlsplice.Removal{}
	}
	contact := s.Contacts[index]
	newEmail := c.Email != "" && !contact.HasAddress(c.Email)
	newPhone := c.Phone != "" && !contact.HasPhone(c.Phone)
	return yamlsplice.Removal{List: "verified", Indices: proof.Outdated(contact, newEmail, newPhone)}
}

func itemPos(s *model.Supplier, key string, index int) model.Position {
	switch key {
	case "contacts":
		return s.Contacts[index].Pos
	case "contracts":
		return s.Contracts[index].Pos
	case "supplies":
		return s.Supplies[index].Pos
	}
	return s.OrderWindows[index].Pos
}

// at returns where something below the item begins in the file, the given position where that cannot be found out.
func (x *item) at(otherwise model.Position, below ...yamlsplice.Step) model.Position {
	line, column, found := yamlsplice.Locate(x.content, slices.Concat(x.path, below))
	if !found {
		return otherwise
	}
	return model.Position{File: otherwise.File, Line: line, Column: column}
}

// check refuses a change that contradicts the present content of the item.
func (x *item) check(index int) error {
	switch c := x.change; c.Kind {
	case model.FactConfirmed:
		return x.findOrder(x.supplier.OrderWindows[index].Placed)
	case model.FactNoticeGiven:
		if old := x.supplier.Contracts[index].NoticeGiven; !old.IsZero() {
			at := x.at(x.pos, yamlsplice.Step{Key: "notice_given"})
			return fmt.Errorf("notice_given is already set to %s, at %s; correct it by hand if it is wrong", old, at)
		}
	case model.FactReviewed:
		return x.checkReview()
	}
	return nil
}

func (x *item) checkReview() error {
	old, review := x.supplier.Reviewed, yamlsplice.Step{Key: "reviewed"}
	switch {
	case old == nil:
	case old.On.After(x.change.On.Date):
		return fmt.Errorf("a later review is already recorded: %s, at %s", old.On, x.at(x.pos, review, yamlsplice.Step{Key: "on"}))
	case old.By != "" && x.change.By == "":
		return fmt.Errorf("the last review records who did it, at %s; say by whom this one was: --by", x.at(x.pos, review, yamlsplice.Step{Key: "by"}))
	}
	return nil
}

// findOrder adds the order that is confirmed to the path: the oldest unconfirmed one of the occurrence, with the reference if one is given.
func (x *item) findOrder(placed []model.Placed) error {
	c, found := x.change, -1
	for i, p := range placed {
		if p.Window != c.Window || p.Confirmed != (civil.Date{}) || c.Reference != "" && p.Reference != c.Reference {
			continue
		}
		if found < 0 || p.At.Date.Before(placed[found].At.Date) {
			found = i
		}
	}
	if found < 0 {
		return fmt.Errorf("the registry has no order of %s@%s that waits for a confirmation; record `placed` first", c.Subject, c.Window)
	}
	x.path = append(x.path, yamlsplice.Step{Key: "placed", Index: found})
	return nil
}

// byHand returns up with the lines that a person can add.
func (x *item) byHand(edit yamlsplice.Edit, why error) error {
	under := fmt.Sprintf("supplier %s", x.change.Supplier)
	if subject := x.change.Subject; subject.ID != "" {
		under = fmt.Sprintf("%s %s of %s", subject.Kind, subject.ID, under)
	}
	if x.change.Kind == model.FactConfirmed {
		under = fmt.Sprintf("`placed` of window %s in %s", x.change.Window, under)
	}
	return &ByHand{Position: x.pos, Under: under, Lines: edit.Lines("  "), Why: why}
}
