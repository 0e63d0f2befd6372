package cache

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/structcodec"
)

// Sum is the SHA-256 of a content.
type Sum = [sha256.Size]byte

// Organisation is what the files of a registry define together, apart from the suppliers, and what suppliers refer to.
type Organisation struct {
	key        Sum
	references structcodec.References
}

// NewOrganisation returns the organisation of a registry, which need not have suppliers. The key differs for different contents of whatever the
// organisation was made of. The calendar is the one of suppliers that have no other.
func NewOrganisation(key Sum, r *model.Registry, calendar *civil.Calendar) *Organisation {
	o := &Organisation{key: key}
	o.references.Add(calendar)
	addSorted(o, r.Calendars)
	addSorted(o, r.Tiers)
	addSorted(o, r.Lines)
	addSorted(o, r.Teams)
	for _, id := range slices.Sorted(maps.Keys(r.Teams)) {
		o.references.Add(r.Teams[id].Calendar)
	}
	for _, m := range r.Mailboxes {
		o.references.Add(m)
	}
	return o
}

func addSorted[K cmp.Ordered, V any](o *Organisation, values map[K]V) {
	for _, id := range slices.Sorted(maps.Keys(values)) {
		o.references.Add(values[id])
	}
}
