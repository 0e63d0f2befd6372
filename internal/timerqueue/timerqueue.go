// Package timerqueue holds for each of many names the instant at which it is due, and returns those that are due in the order of their instants.
package timerqueue

import (
	"container/heap"
	"slices"
	"time"
)

// Queue holds for each of many names at most one instant at which it is due.
type Queue struct {
	due     map[string]time.Time
	entries timerHeap // may hold outdated entries; due decides
}

// Set makes a name due at an instant, in place of the instant set before. A zero instant removes the name.
func (q *Queue) Set(name string, at time.Time) {
	if at.IsZero() {
		delete(q.due, name)
		return
	}
	if q.due == nil {
		q.due = map[string]time.Time{}
	}
	if before, ok := q.due[name]; ok && before.Equal(at) {
		return
	}
	q.due[name] = at
	heap.Push(&q.entries, timer{at, name})
}

// Next returns the first instant at which anything is due; zero if nothing is.
func (q *Queue) Next() time.Time {
	for len(q.entries) > 0 {
		top := q.entries[0]
		if at, ok := q.due[top.name]; ok && at.Equal(top.at) {
			return top.at
		}
		heap.Pop(&q.entries)
	}
	return time.Time{}
}

// Take removes and returns everything that is due, sorted by name.
func (q *Queue) Take(now time.Time) []string {
	var names []string
	for at := q.Next(); !at.IsZero() && !at.After(now); at = q.Next() {
		name := q.entries[0].name
		names = append(names, name)
		delete(q.due, name)
	}
	slices.Sort(names)
	return names
}

// timer is a name with an instant at which it is or was due.
type timer struct {
	at   time.Time
	name string
}

// timerHeap is ordered by instant, the earliest first.
type timerHeap []timer

func (h timerHeap) Len() int           { return len(h) }
func (h timerHeap) Less(i, j int) bool { return h[i].at.Before(h[j].at) }
func (h timerHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is called by package heap.
func (h *timerHeap) Push(x any) { *h = append(*h, x.(timer)) }

// Pop is called by package heap.
func (h *timerHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}
