package reuse

import "reflect"

// Memory lends what lists and blocks are read into, and takes all of it back at once. A nil Memory lends what is never taken back.
type Memory struct {
	byType map[reflect.Type]*lent // of the list, or of the pointer to a block
	all    []*lent
}

// List returns a list of n empty items.
func (m *Memory) List(t reflect.Type, n int) reflect.Value {
	if m == nil || n == 0 {
		return reflect.MakeSlice(t, n, n)
	}
	l := m.of(t)
	from := l.take(n)
	return l.items.Slice3(from, from+n, from+n)
}

// Block returns a pointer to an empty block.
func (m *Memory) Block(t reflect.Type) reflect.Value {
	if m == nil {
		return reflect.New(t.Elem())
	}
	l := m.of(t)
	at := l.take(1)
	return l.items.Index(at).Addr()
}

// of returns what is lent for lists of a type, or for pointers of a type.
func (m *Memory) of(t reflect.Type) *lent {
	if l := m.byType[t]; l != nil {
		return l
	}
	l := &lent{slice: t}
	if t.Kind() == reflect.Pointer {
		l.slice = reflect.SliceOf(t.Elem())
	}
	if m.byType == nil {
		m.byType = map[reflect.Type]*lent{}
	}
	m.byType[t], m.all = l, append(m.all, l)
	return l
}

// TakeBack takes back all that was lent, and empties it.
func (m *Memory) TakeBack() {
	for _, l := range m.all {
		for ; l.used > 0; l.used-- {
			l.items.Index(l.used - 1).SetZero()
		}
	}
}

// lent has items of one type, of which the first ones are lent.
type lent struct {
	slice reflect.Type
	items reflect.Value
	size  int
	used  int
}

// leastLent is for how many items memory is allocated at first.
const leastLent = 4

// take lends n items and returns the index of the first. Where there are too few, it goes on with a larger slice: what was lent stays where it is.
func (l *lent) take(n int) int {
	if l.used+n > l.size {
		l.size, l.used = max(leastLent, 2*l.size, n), 0
		l.items = reflect.MakeSlice(l.slice, l.size, l.size)
	}
	from := l.used
	l.used += n
	return from
}
