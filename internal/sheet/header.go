package sheet

import "fmt"

// HeaderLikeness is how much a row looks like the header of a table.
type HeaderLikeness int

// How much a row looks like a header.
const (
	NotHeader    HeaderLikeness = iota
	MaybeHeader                 // one of the columns is known, which a title or a value may be too
	SurelyHeader                // the columns that a table needs are known
)

// maxAbove is among how many rows the header is looked for: exports have titles, dates and empty rows above it.
const maxAbove = 30

// FromHeader returns the rows from the header on, which need not be the first row: the only one of the first rows that is surely a header. Where several
// are, that is an error. Where none is, all rows are returned, unless another one than the first may be the header, which is an error that names it.
func FromHeader(rows Rows, likeness func(Row) HeaderLikeness) Rows {
	return func(yield func(Row, error) bool) {
		s := headerSearch{likeness: likeness, yield: yield}
		for row, err := range rows {
			if !s.next(row, err) {
				return
			}
		}
		s.decide()
	}
}

// headerSearch holds the first rows back until it is clear which of them is the header.
type headerSearch struct {
	likeness func(Row) HeaderLikeness
	yield    func(Row, error) bool
	held     []Row
	decided  bool
}

// next takes one row, and reports whether more are wanted.
func (s *headerSearch) next(row Row, err error) bool {
	if s.decided {
		return s.yield(row, err)
	}
	if err != nil {
		return s.decide() && s.yield(row, err)
	}
	s.held = append(s.held, row)
	if first := len(s.held) == 1 && s.likeness(row) == SurelyHeader; first || len(s.held) == maxAbove {
		return s.decide()
	}
	return true
}

// decide passes the rows on that were held back, from the header on.
func (s *headerSearch) decide() bool {
	if s.decided {
		return true
	}
	s.decided = true
	begin, err := s.header()
	if err != nil {
		s.yield(Row{}, err)
		return false
	}
	for _, row := range s.held[begin:] {
		if !s.yield(row, nil) {
			return false
		}
	}
	s.held = nil
	return true
}

// header returns the index of the header among the rows.
func (s *headerSearch) header() (int, error) {
	var sure, maybe []int
	for i, row := range s.held {
		switch s.likeness(row) {
		case SurelyHeader:
			sure = append(sure, i)
		case MaybeHeader:
			maybe = append(maybe, i)
		}
	}
	switch {
	case len(sure) == 1 || len(sure) > 1 && sure[0] == 0:
		return sure[0], nil
	case len(sure) > 1:
		first, second := s.held[sure[0]].Number, s.held[sure[1]].Number
		return 0, PlaceError{Row: second, Column: 1, Why: fmt.Sprintf("rows %d and %d both look like the header: keep one table in the list, with its header in the first row", first, second)}
	case len(maybe) > 0 && maybe[0] > 0:
		at := s.held[maybe[0]].Number
		return 0, PlaceError{Row: at, Column: 1, Why: fmt.Sprintf("row %d looks like the header: delete the rows above it", at)}
	}
	return 0, nil
}
