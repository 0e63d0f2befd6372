package engine

import (
	"container/heap"
	"slices"
	"time"
)

// agenda keeps for each of many names at most one instant at which it is due.
type agenda struct {
	due  map[string]time.Time
	rows rows // some of them out of date: the map is right
}

// row is a name with the instant that it was once due at.
type row struct {
	at   time.Time
	name string
}

// set makes a name due at an instant, instead of any set before; never if it
// is zero.
func (a *agenda) set(name string, at time.Time) {
	if at.IsZero() {
		delete(a.due, name)
		return
	}
	if a.due == nil {
		a.due = map[string]time.Time{}
	}
	if before, ok := a.due[name]; ok && before.Equal(at) {
		return
	}
	a.due[name] = at
	heap.Push(&a.rows, row{at, name})
}

// next gives the first instant at which anything is due; zero for none.
func (a *agenda) next() time.Time {
	for len(a.rows) > 0 {
		top := a.rows[0]
		if at, ok := a.due[top.name]; ok && at.Equal(top.at) {
			return top.at
		}
		heap.Pop(&a.rows)
	}
	return time.Time{}
}

// pull takes out everything that is due, sorted by name.
func (a *agenda) pull(now time.Time) []string {
	var names []string
	for at := a.next(); !at.IsZero() && !at.After(now); at = a.next() {
		name := a.rows[0].name
		names = append(names, name)
		delete(a.due, name)
	}
	slices.Sort(names)
	return names
}

// rows is a heap, the earliest first.
type rows []row

func (r rows) Len() int           { return len(r) }
func (r rows) Less(i, j int) bool { return r[i].at.Before(r[j].at) }
func (r rows) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }

// Push is called by package heap.
func (r *rows) Push(x any) { *r = append(*r, x.(row)) }

// Pop is called by package heap.
func (r *rows) Pop() any {
	last := (*r)[len(*r)-1]
	*r = (*r)[:len(*r)-1]
	return last
}
