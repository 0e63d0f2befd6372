package yamlsplice

import (
	"cmp"
	"errors"
	"slices"
)

// patch puts text in place of the bytes from one offset up to another; where the two are the same, it inserts.
type patch struct {
	from, to int
	text     string
}

// patched applies patches. Those that insert at the same offset stay in their order.
func (t *text) patched(patches []patch) ([]byte, error) {
	slices.SortStableFunc(patches, func(a, b patch) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	at := 0
	for _, p := range patches {
		if p.from < at || p.to < p.from || p.to > len(t.data) {
			return nil, errors.New("apply patches: two of them touch the same bytes")
		}
		out = append(append(out, t.data[at:p.from]...), p.text...)
		at = p.to
	}
	return append(out, t.data[at:]...), nil
}
