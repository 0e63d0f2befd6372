package paging

import "sort"

// Order is how a list is sorted.
type Order[T, K any] struct {
	Key     func(T) K // what it is sorted by, as a cursor keeps it
	Item    func(K) T // an item with a key
	Compare func(a, b T) int
}

// Page is the part of a list that a query asks for.
type Page[T any] struct {
	rest   []T // of the list, from the first item of the page
	limit  int
	cursor func(written int) string
}

// Select returns the page of a sorted list.
func (o Order[T, K]) Select(q Query, items []T) (Page[T], error) {
	at, ok, err := decode[K](q)
	if err != nil {
		return Page[T]{}, err
	}
	first := 0
	if ok {
		last := o.Item(at.Key)
		first = sort.Search(len(items), func(i int) bool { return o.Compare(items[i], last) >= 0 })
		for range at.Same {
			if first < len(items) && o.Compare(items[first], last) == 0 {
				first++
			}
		}
	}
	cursor := func(written int) string {
		last := first + written - 1
		same := 1
		for same <= last && o.Compare(items[last-same], items[last]) == 0 {
			same++
		}
		return encode(position[K]{List: q.list, Key: o.Key(items[last]), Same: same})
	}
	return Page[T]{rest: items[first:], limit: q.Limit, cursor: cursor}, nil
}

// Begun returns the page that begins with some items of a list in which no two items have the same key. If there are more of them than the limit of the
// query, others follow.
func Begun[T, K any](q Query, items []T, key func(T) K) Page[T] {
	return Page[T]{rest: items, limit: q.Limit, cursor: func(written int) string {
		return encode(position[K]{List: q.list, Key: key(items[written-1]), Same: 1})
	}}
}

// Len returns how many items the page has.
func (p Page[T]) Len() int { return min(p.limit, len(p.rest)) }

// At returns an item of the page.
func (p Page[T]) At(i int) any { return &p.rest[i] }

// Next returns the cursor of the page that follows some items of this one; nil if no item follows them.
func (p Page[T]) Next(written int) *string {
	if written == 0 || written >= len(p.rest) {
		return nil
	}
	cursor := p.cursor(written)
	return &cursor
}
