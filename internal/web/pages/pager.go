package pages

import (
	"errors"
	"net/http"
	"strconv"
)

// pager is the part of a list that one page shows, and the addresses of the parts beside it.
type pager struct {
	Label           string // what the list holds, for screen readers
	First, Last, Of int    // numbers of the entries, from 1
	Previous, Next  string // addresses; empty: there is none
}

// pagedRows returns the part of a list that a request asks for as paged does, each entry as a page shows it. The others are not prepared: there may be
// many thousand.
func pagedRows[T, R any](r *http.Request, query, label string, all []T, size int, row func(T) R) ([]R, pager) {
	some, p := paged(r, query, label, all, size)
	rows := make([]R, len(some))
	for i, x := range some {
		rows[i] = row(x)
	}
	return rows, p
}

// paged returns the part of a list that a request asks for by a number in its query, from 1, and the pager. A number beyond the list is the last.
func paged[T any](r *http.Request, query, label string, all []T, size int) ([]T, pager) {
	p := newPager(r, query, label, len(all), size)
	return all[max(p.First-1, 0):p.Last], p
}

// newPager returns the pager of a list with a number of entries.
func newPager(r *http.Request, query, label string, entries, size int) pager {
	pages := max(1, (entries+size-1)/size)
	n := min(pageNumber(r, query), pages)
	from, to := (n-1)*size, min(n*size, entries)
	p := pager{Label: label, First: min(from+1, to), Last: to, Of: entries}
	if n > 1 {
		p.Previous = pageAddress(r, query, n-1)
	}
	if n < pages {
		p.Next = pageAddress(r, query, n+1)
	}
	return p
}

// pageNumber returns the number of the part that a request asks for, from 1.
func pageNumber(r *http.Request, query string) int {
	n, err := strconv.Atoi(r.URL.Query().Get(query))
	if err != nil && !errors.Is(err, strconv.ErrRange) { // out of range, it is the nearest number
		n = 1
	}
	return max(n, 1)
}

// pageAddress returns the address of another part of a list, with the rest of the query as it is.
func pageAddress(r *http.Request, query string, n int) string {
	values := r.URL.Query()
	values.Del("done")
	values.Set(query, strconv.Itoa(n))
	return "?" + values.Encode()
}
