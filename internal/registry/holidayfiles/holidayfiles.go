// Package holidayfiles reads the files of holidays that the calendars of a registry name, each of them only once while it does not change.
package holidayfiles

import (
	"crypto/sha256"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/registry/holidayfile"
)

// MaxSize is the size up to which a file of holidays is read.
const MaxSize = 1 << 20

// Ref is a file of holidays as a calendar names it: its path is relative to the file of the calendar.
type Ref struct{ In, Name string }

// File is a file of holidays that was read.
type File struct {
	origin   files.File
	year     int // recurrences are followed from this year on
	problems []model.Problem

	Sum     [sha256.Size]byte
	Content holidayfile.File
}

// Set has the files of holidays that the calendars of a registry name. The zero Set has none.
type Set struct {
	ByRef    map[Ref]*File
	InOrder  []*File // each once
	Problems []model.Problem
}

// Add adds a file that a calendar names.
func (f *Set) Add(ref Ref, file *File) {
	if f.ByRef == nil {
		f.ByRef = map[Ref]*File{}
	}
	f.ByRef[ref] = file
	if !slices.Contains(f.InOrder, file) {
		f.InOrder = append(f.InOrder, file)
		f.Problems = append(f.Problems, file.problems...)
	}
}

// Read reads a file that is named beside another one, or takes it from the set if it has not changed.
func (f *Set) Read(beside files.File, listed []files.File, name string, year int) (*File, error) {
	origin, err := beside.Beside(listed, name)
	if err != nil {
		return nil, err
	}
	data, err := origin.ReadUpTo(MaxSize)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	for _, known := range f.InOrder {
		if known.origin.SamePlace(origin) && known.Sum == sum && known.year == year {
			return known, nil
		}
	}
	return parse(origin, data, year), nil
}

func parse(origin files.File, data []byte, year int) *File {
	file := &File{origin: origin, Sum: sha256.Sum256(data), year: year}
	content, mistakes := holidayfile.Read(data, year)
	file.Content = content
	for _, m := range mistakes {
		file.problems = append(file.problems, model.Problem{Position: model.Position{File: origin.Name, Line: m.Line, Column: 1}, Message: m.Message})
	}
	return file
}

// ThisYear returns the year from which recurrences of holidays are followed.
func ThisYear() int { return time.Now().Year() }
