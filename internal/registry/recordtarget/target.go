// Package recordtarget reads the SUBJECT of commands and requests: what of a supplier something is recorded about.
package recordtarget

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/scalar"
	"supplierwatch/internal/strictyaml"
)

// Target is what a SUBJECT names: SUPPLIER, SUPPLIER/session or SUPPLIER/KIND/ID, of a window or a delivery with the day of one
// occurrence: SUPPLIER/order-window/ID@2026-09-01.
type Target struct {
	Supplier string
	Subject  model.Subject // a contact, contract, order window, delivery, supply, the sessions or the supplier itself
	Opens    civil.Date    // the day named after @; zero: none
}

// String returns the target as it was written.
func (t Target) String() string {
	text := model.SubjectRef{Supplier: t.Supplier, Subject: t.Subject}.String()
	if !t.Opens.IsZero() {
		text += "@" + t.Opens.String()
	}
	return text
}

// targetKinds are the kinds of what people record something about, and whether they have ids and occurrences.
var targetKinds = map[model.SubjectKind]struct{ id, occurs bool }{
	model.KindContact: {id: true}, model.KindContract: {id: true},
	model.KindOrderWindow: {id: true, occurs: true}, model.KindDelivery: {id: true, occurs: true},
	model.KindSupply:  {id: true},
	model.KindSession: {}, model.KindSupplier: {},
}

// targetKindNames are the kinds in the order in which messages list them.
var targetKindNames = []string{"contact", "contract", "order-window", "delivery", "supply", "session", "supplier"}

// Parse reads a SUBJECT by its form alone.
func Parse(text string) (Target, error) {
	path, day, dated := strings.Cut(text, "@")
	supplier, rest, _ := strings.Cut(path, "/")
	kind, name, named := strings.Cut(rest, "/")
	if kind == "" && !named {
		kind = string(model.KindSupplier)
	}
	t := Target{Supplier: supplier, Subject: model.SubjectKind(kind).Subject(name)}
	if scalar.CheckID(supplier) != nil || named && scalar.CheckID(name) != nil {
		return t, fmt.Errorf("read subject %q: expected SUPPLIER/KIND/ID with ids of small letters, digits and hyphens, such as acme/contact/orders", text)
	}
	form, known := targetKinds[t.Subject.Kind]
	switch {
	case !known:
		return t, fmt.Errorf("read subject %q: %q is not a kind of subject%s", text, kind, Suggestion(kind, targetKindNames))
	case form.id && !named:
		return t, fmt.Errorf("read subject %q: which %s? Expected %s/%s/ID", text, kind, supplier, kind)
	case !form.id && named:
		return t, fmt.Errorf("read subject %q: a supplier has one %s; expected %s/%s", text, kind, supplier, kind)
	case dated && !form.occurs:
		return t, fmt.Errorf("read subject %q: only an order-window and a delivery have days, after @", text)
	}
	if dated {
		opens, err := civil.ParseDate(day)
		if err != nil {
			return t, fmt.Errorf("read subject %q: %q %s", text, day, strictyaml.InvalidDate(day))
		}
		t.Opens = opens
	}
	return t, nil
}

// Resolve finds the supplier of a target and sees that it has what the target names. A former id of the supplier is replaced by its
// present one.
func (t *Target) Resolve(r *model.Registry) (*model.Supplier, error) {
	s := r.Supplier(t.Supplier)
	if s == nil {
		ids := make([]string, len(r.Suppliers))
		for i, x := range r.Suppliers {
			ids[i] = x.ID
		}
		return nil, fmt.Errorf("there is no supplier %q%s", t.Supplier, Suggestion(t.Supplier, ids))
	}
	t.Supplier = s.ID
	if ids := ItemIDs(s, t.Subject.Kind); t.Subject.ID != "" && !slices.Contains(ids, t.Subject.ID) {
		return nil, fmt.Errorf("supplier %q has no %s %q%s", s.ID, t.Subject.Kind, t.Subject.ID, Suggestion(t.Subject.ID, ids))
	}
	return s, nil
}

// longestList is up to how many known names a message is made: beyond, looking for the nearest would take too long.
const longestList = 20_000

// Suggestion returns which of the known words may have been meant by one that is none of them, or which there are, as the end of a sentence.
func Suggestion(word string, known []string) string {
	if near, ok := strictyaml.Suggest(word, known[:min(len(known), longestList)]); ok {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	switch {
	case len(known) == 0:
		return "; there is none"
	case len(known) == 1:
		return fmt.Sprintf("; the only one is %q", known[0])
	case len(known) > 8:
		return ""
	}
	return "; expected one of " + strings.Join(known, ", ")
}

// ItemIDs returns the ids of a supplier's items of one kind, in the order in which they stand.
func ItemIDs(s *model.Supplier, kind model.SubjectKind) []string {
	var ids []string
	switch kind {
	case model.KindContact:
		for _, x := range s.Contacts {
			ids = append(ids, x.ID)
		}
	case model.KindContract:
		for _, x := range s.Contracts {
			ids = append(ids, x.ID)
		}
	case model.KindOrderWindow:
		for _, x := range s.OrderWindows {
			ids = append(ids, x.ID)
		}
	case model.KindDelivery:
		for _, x := range s.Deliveries {
			ids = append(ids, x.ID)
		}
	case model.KindSupply:
		for _, x := range s.Supplies {
			ids = append(ids, x.ID)
		}
	}
	return ids
}
