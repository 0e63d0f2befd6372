package yamlsplice

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// Placed is an edit of the block that a path leads to.
type Placed struct {
	Path Path
	Edit Edit
}

// EditError is the reason why one of several edits cannot be written.
type EditError struct {
	Placed Placed
	Err    error
}

// Error returns the reason.
func (e *EditError) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e *EditError) Unwrap() error { return e.Err }

// SpliceAll returns the text with several edits, no two of them of the same block. It parses the text once before and once after all edits, so that many
// edits of a large file take as long as one. Either all are written, or none is.
func SpliceAll(data []byte, all []Placed) ([]byte, error) {
	t, documents, err := editable(data)
	if err != nil {
		return nil, err
	}
	w, index := &writer{text: t}, itemIndex{}
	blocks := make([]*yaml.Node, len(all))
	for i, p := range all {
		if blocks[i], err = index.find(documents, p.Path); err == nil {
			err = w.edit(blocks[i], p.Edit)
		}
		if err != nil {
			return nil, &EditError{Placed: p, Err: err}
		}
	}
	after, err := t.patched(w.patches)
	if err != nil {
		return nil, err
	}
	for i, p := range all {
		p.Edit.apply(blocks[i])
	}
	return after, sameAs(documents, after)
}

// sameAs compares the new text with the documents that it is to hold.
func sameAs(documents []*yaml.Node, after []byte) error {
	got, err := parse(after)
	if err != nil || !slices.EqualFunc(documents, got, equal) {
		return Unsafe{why: "the result would say something else than what was to be recorded"}
	}
	return nil
}

// itemIndex holds the items of the lists at the top of the documents by their ids, so that each of many is found at once.
type itemIndex map[string]map[string]*yaml.Node

// find does what Path.find does.
func (index itemIndex) find(documents []*yaml.Node, p Path) (*yaml.Node, error) {
	if len(p) == 0 || p[0].ID == "" {
		return p.find(documents)
	}
	if index[p[0].Key] == nil {
		index[p[0].Key] = itemsByID(documents, p[0].Key)
	}
	item := index[p[0].Key][p[0].ID]
	if item == nil {
		return p.find(documents) // which returns why
	}
	return p[1:].follow(item)
}

// itemsByID returns the items of a list in all documents by their ids. Those of a list that is not safe to edit are left out.
func itemsByID(documents []*yaml.Node, key string) map[string]*yaml.Node {
	found := map[string]*yaml.Node{}
	for _, root := range documents {
		under, err := slotOf(root, key)
		if err != nil || shared(root) != nil {
			continue
		}
		for _, n := range items(under.value) {
			id, err := slotOf(n, "id")
			if err == nil && id.value != nil && found[id.value.Value] == nil && shared(n) == nil {
				found[id.value.Value] = n
			}
		}
	}
	return found
}
