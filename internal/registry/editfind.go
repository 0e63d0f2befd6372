package registry

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// edition is a change on its way into a file.
type edition struct {
	*source
	change Change
	kind   kindOfChange
	raw    *rawSupplier
	pos    model.Position // of the item
	key    string         // under which the item stands; empty: the supplier itself
	index  int
}

// seek finds what a change is about in the documents of a file.
func seek(s *source, c Change, supplier *model.Supplier, kind kindOfChange) (*edition, error) {
	key, index, err := c.item(supplier)
	if err != nil {
		return nil, err
	}
	x := &edition{source: s, change: c, kind: kind, key: key, index: index}
	for d := range s.docs {
		for i := range s.docs[d].Suppliers {
			if raw := &s.docs[d].Suppliers[i]; string(raw.ID.V) == c.Supplier {
				x.raw = raw
			}
		}
	}
	if x.raw == nil {
		return nil, fmt.Errorf("edit %s: supplier %q does not stand in it any more", s.file, c.Supplier)
	}
	x.pos = x.place().In(s.file)
	return x, x.check()
}

// place gives where the item begins.
func (x *edition) place() strictyaml.Place {
	switch x.key {
	case "contacts":
		return x.raw.Contacts[x.index].Place
	case "contracts":
		return x.raw.Contracts[x.index].Place
	case "order_windows":
		return x.raw.OrderWindows[x.index].Place
	}
	return x.raw.Place
}

// check sees what stands at the item already.
func (x *edition) check() error {
	switch c := &x.change; c.Kind {
	case model.FactConfirmed:
		return x.findOrder(x.raw.OrderWindows[x.index].Placed)
	case model.FactNoticeGiven:
		if old := x.raw.Contracts[x.index].NoticeGiven; old.Set {
			return fmt.Errorf("notice_given stands there already, as %s, at %s; correct it by hand if it is wrong", old.V, old.In(x.file))
		}
	case model.FactReviewed:
		switch old := x.raw.Reviewed; {
		case old == nil:
		case old.On.V.After(c.On.Date):
			return fmt.Errorf("a later review stands there already, of %s, at %s", old.On.V, old.On.In(x.file))
		case old.By.Set && c.By == "":
			return fmt.Errorf("the last review names who did it, at %s; say by whom this one was: --by", old.By.In(x.file))
		}
	}
	return nil
}

// findOrder finds the order that is confirmed: the oldest one of the occurrence that is not, and bears the reference if one is given.
func (x *edition) findOrder(placed []rawPlaced) error {
	c, found := &x.change, -1
	for i, p := range placed {
		if p.Window.V != c.Window || p.Confirmed.Set || c.Reference != "" && p.Reference.V != c.Reference {
			continue
		}
		if found < 0 || p.At.V.Date.Before(placed[found].At.V.Date) {
			found = i
		}
	}
	if found < 0 {
		return fmt.Errorf("no order of %s@%s stands in the registry that waits for a confirmation; record `placed` first", c.Subject, c.Window)
	}
	c.order = found
	return nil
}

// byHand gives up with the lines that a person can add.
func (x *edition) byHand(why error) error {
	under := fmt.Sprintf("supplier %s", x.change.Supplier)
	if x.key != "" {
		kind, name, _ := strings.Cut(x.change.Subject, "/")
		under = fmt.Sprintf("%s %s of %s", kind, name, under)
	}
	if x.change.Kind == model.FactConfirmed {
		under = fmt.Sprintf("`placed` of window %s in %s", x.change.Window, under)
	}
	return &ByHand{Position: x.pos, Under: under, Lines: x.kind.step(x.change).byHand("  "), Why: why}
}

// spliced gives the new content of the file.
func (x *edition) spliced(data []byte) ([]byte, error) {
	s, err := newScript(data)
	if err != nil {
		return nil, err
	}
	item, err := x.node(data)
	if err != nil {
		return nil, err
	}
	w := &writer{script: s}
	if err := w.step(item, x.kind.step(x.change)); err != nil {
		return nil, err
	}
	return s.patched(w.patches)
}

// step writes a step into an item.
func (w *writer) step(item *yaml.Node, s step) error {
	block := item
	if s.in != "" {
		inner, err := slotOf(item, s.in)
		if err != nil {
			return err
		}
		if inner.empty() {
			return w.fill(item, inner, s.in, s.whole(notationOf(item)))
		}
		block = inner.value
	}
	if s.list != "" {
		return w.add(block, s.list, s.entry)
	}
	return w.set(block, s.set)
}

// whole writes the block of a step that is missing.
func (s step) whole(style notation) string {
	if s.list != "" {
		return "{" + style.key(s.list) + "[" + style.block(s.entry) + "]}"
	}
	return style.block(s.set)
}

// node finds the item among the nodes of the file.
func (x *edition) node(data []byte) (*yaml.Node, error) {
	supplier, err := supplierNode(data, x.change.Supplier)
	if err != nil || x.key == "" {
		return supplier, err
	}
	item, err := itemNode(supplier, x.key, x.index)
	if err != nil || x.change.Kind != model.FactConfirmed {
		return item, err
	}
	return itemNode(item, "placed", x.change.order)
}

// supplierNode finds the supplier with that id.
func supplierNode(data []byte, id string) (*yaml.Node, error) {
	stream := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var document yaml.Node
		err := stream.Decode(&document)
		if errors.Is(err, io.EOF) {
			return nil, unclear{why: "the supplier's id is not written as a plain value"}
		}
		if err != nil {
			return nil, unclear{why: "the file is JSON with codes that YAML does not have"}
		}
		root := document.Content[0]
		suppliers, err := slotOf(root, "suppliers")
		if err != nil {
			return nil, err
		}
		for _, n := range items(suppliers.value) {
			if s, err := slotOf(n, "id"); err == nil && s.value != nil && s.value.Value == id {
				return n, shared(root, n)
			}
		}
	}
}

// itemNode finds an item of a list, or the one that stands alone.
func itemNode(block *yaml.Node, key string, index int) (*yaml.Node, error) {
	s, err := slotOf(block, key)
	if err != nil {
		return nil, err
	}
	all := items(s.value)
	if index >= len(all) {
		return nil, unclearAt(block, "%s does not hold what it is expected to hold", key)
	}
	return all[index], shared(all[index])
}

func items(n *yaml.Node) []*yaml.Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	}
	return []*yaml.Node{n}
}
