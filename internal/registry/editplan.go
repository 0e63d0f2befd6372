package registry

import (
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// step is one thing to write into an item: keys that get a value, or one more entry of a list.
type step struct {
	in    string // a block under the item, made where it is missing; empty: the item itself
	set   []pair
	list  string
	entry []pair
}

// kindOfChange says what is written for a kind of change, and what must be read afterwards.
type kindOfChange struct {
	step   func(c Change) step
	expect func(s *rawSupplier, item int, c Change)
}

// kindsOfChange has no kind for which the model has no place: what was tried and failed is no part of a registry.
var kindsOfChange = map[model.FactKind]kindOfChange{
	model.FactVerified: {
		step: func(c Change) step {
			return step{list: "verified", entry: pairs(dayPair("on", c.On.Date), textPair("by", c.By), textPair("how", string(c.How)))}
		},
		expect: func(s *rawSupplier, i int, c Change) {
			v := rawVerified{On: said(c.On.Date), By: worded(c.By), How: said(how(c.How))}
			s.Contacts[i].Verified = append(s.Contacts[i].Verified, v)
		},
	},
	model.FactRequested: {
		step: func(c Change) step {
			return step{list: "requested", entry: pairs(dayPair("window", c.Window), momentPair("at", c.On), textPair("reference", c.Reference))}
		},
		expect: func(s *rawSupplier, i int, c Change) {
			r := rawRequested{Window: said(c.Window), At: said(moment{c.On}), Reference: worded(c.Reference)}
			s.OrderWindows[i].Requested = append(s.OrderWindows[i].Requested, r)
		},
	},
	model.FactPlaced: {
		step: func(c Change) step {
			return step{list: "placed", entry: pairs(dayPair("window", c.Window), momentPair("at", c.On), textPair("reference", c.Reference))}
		},
		expect: func(s *rawSupplier, i int, c Change) {
			p := rawPlaced{Window: said(c.Window), At: said(moment{c.On}), Reference: worded(c.Reference)}
			s.OrderWindows[i].Placed = append(s.OrderWindows[i].Placed, p)
		},
	},
	model.FactWaived: {
		step: func(c Change) step {
			return step{list: "waived", entry: pairs(dayPair("window", c.Window), textPair("because", c.Because), textPair("by", c.By))}
		},
		expect: func(s *rawSupplier, i int, c Change) {
			w := rawWaived{Window: said(c.Window), Because: worded(strictyaml.Prose(c.Because)), By: worded(c.By)}
			s.OrderWindows[i].Waived = append(s.OrderWindows[i].Waived, w)
		},
	},
	model.FactConfirmed: {
		step: func(c Change) step { return step{set: pairs(dayPair("confirmed", c.On.Date))} },
		expect: func(s *rawSupplier, i int, c Change) {
			s.OrderWindows[i].Placed[c.order].Confirmed = said(c.On.Date)
		},
	},
	model.FactKeep: {
		step: func(c Change) step {
			entry := pairs(dayPair("until", c.Until), dayPair("on", c.On.Date), textPair("by", c.By), textPair("because", c.Because))
			return step{list: "kept", entry: entry}
		},
		expect: func(s *rawSupplier, i int, c Change) {
			k := rawKept{Until: said(c.Until), On: said(c.On.Date), By: worded(c.By), Because: worded(strictyaml.Prose(c.Because))}
			s.Contracts[i].Kept = append(s.Contracts[i].Kept, k)
		},
	},
	model.FactRenewed: {
		step: func(c Change) step {
			return step{list: "renewed", entry: pairs(dayPair("until", c.Until), dayPair("on", c.On.Date))}
		},
		expect: func(s *rawSupplier, i int, c Change) {
			s.Contracts[i].Renewed = append(s.Contracts[i].Renewed, rawRenewed{Until: said(c.Until), On: said(c.On.Date)})
		},
	},
	model.FactNoticeGiven: {
		step:   func(c Change) step { return step{set: pairs(dayPair("notice_given", c.On.Date))} },
		expect: func(s *rawSupplier, i int, c Change) { s.Contracts[i].NoticeGiven = said(c.On.Date) },
	},
	model.FactSessionHeld: {
		step: func(c Change) step {
			return step{in: "sessions", list: "held", entry: pairs(dayPair("on", c.On.Date))}
		},
		expect: func(s *rawSupplier, _ int, c Change) {
			if s.Sessions == nil {
				s.Sessions = &rawSessions{}
			}
			s.Sessions.Held = append(s.Sessions.Held, rawSession{On: said(c.On.Date)})
		},
	},
	model.FactTold: {
		step: func(c Change) step {
			return step{list: "they_know", entry: pairs(textPair("mailbox", c.Mailbox), dayPair("on", c.On.Date))}
		},
		expect: func(s *rawSupplier, _ int, c Change) {
			s.TheyKnow = append(s.TheyKnow, rawTold{Mailbox: worded(c.Mailbox), On: said(c.On.Date)})
		},
	},
	model.FactReviewed: {
		step: func(c Change) step {
			return step{in: "reviewed", set: pairs(dayPair("on", c.On.Date), textPair("by", c.By))}
		},
		expect: func(s *rawSupplier, _ int, c Change) {
			s.Reviewed = &rawReviewed{On: said(c.On.Date), By: worded(c.By)}
		},
	},
	model.FactChanged: {
		step: func(c Change) step {
			return step{set: pairs(textPair("name", c.Name), textPair("email", c.Email), textPair("phone", c.Phone))}
		},
		expect: func(s *rawSupplier, i int, c Change) {
			x := &s.Contacts[i]
			x.Name = instead(x.Name, c.Name)
			x.Email = instead(x.Email, address(c.Email))
			x.Phone = instead(x.Phone, phone(c.Phone))
		},
	},
}

// said is a value as it is read from a file.
func said[T any](v T) strictyaml.Value[T] { return strictyaml.Value[T]{V: v, Set: true} }

// worded is a text as it is read from a file; one that is empty is left out.
func worded[T ~string](v T) strictyaml.Value[T] { return strictyaml.Value[T]{V: v, Set: v != ""} }

// instead gives the new text, or the old one where there is no new one.
func instead[T ~string](old strictyaml.Value[T], v T) strictyaml.Value[T] {
	if v == "" {
		return old
	}
	return said(v)
}

// byHand writes a step as people can copy it.
func (s step) byHand(indent string) string {
	lines := s.lines()
	if s.in != "" {
		for i := range lines {
			lines[i] = "  " + lines[i]
		}
		lines = append([]string{s.in + ":"}, lines...)
	}
	return indent + strings.Join(lines, "\n"+indent)
}

func (s step) lines() []string {
	if s.list != "" {
		return []string{s.list + ":", "  - " + plainly.block(s.entry)}
	}
	lines := make([]string, len(s.set))
	for i, p := range s.set {
		lines[i] = plainly.pair(p)
	}
	return lines
}

// keys under which the items of a supplier stand, by the kind of subject.
var itemKeys = map[string]string{"contact": "contacts", "contract": "contracts", "order-window": "order_windows"}

// HasPlace reports whether the model has a key for that kind of change about subjects of that kind.
func HasPlace(kind model.FactKind, subject string) bool {
	_, known := kindsOfChange[kind]
	return known && (itemKeys[subject] != "" || subject == "session" || subject == "supplier")
}

// item finds the item that a change is about, as the place in its list; key is empty for what concerns the supplier as a whole.
func (c Change) item(s *model.Supplier) (key string, index int, err error) {
	kind, name, found := strings.Cut(c.Subject, "/")
	if !found {
		return "", 0, nil
	}
	if itemKeys[kind] == "" {
		return "", 0, ErrNoPlace
	}
	if index = slices.Index(itemIDs(s, kind), name); index < 0 {
		return "", 0, fmt.Errorf("supplier %q has no %s %q", s.ID, kind, name)
	}
	return itemKeys[kind], index, nil
}
