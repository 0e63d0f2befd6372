package registry

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/files"
	"supplierwatch/internal/registry/holidayfile"
)

// maxHolidayFile is the size up to which a file of holidays is read.
const maxHolidayFile = 1 << 20

// holidayRef is a file of holidays as a calendar names it: its path is relative to the file of the calendar.
type holidayRef struct{ in, name string }

// holidayFile is a file of holidays that was read.
type holidayFile struct {
	origin   files.File
	sum      [sha256.Size]byte
	year     int // recurrences are followed from this year on
	content  holidayfile.File
	problems []model.Problem
}

// holidayFiles are the files of holidays that the calendars of a registry name.
type holidayFiles struct {
	byRef    map[holidayRef]*holidayFile
	inOrder  []*holidayFile // each once
	problems []model.Problem
}

// readHolidayFiles reads the files that the calendars name, and parses only what has changed since the last time.
func readHolidayFiles(sources []*source, listed []files.File, last holidayFiles, year int) holidayFiles {
	found := holidayFiles{byRef: map[holidayRef]*holidayFile{}}
	for _, s := range sources {
		for _, named := range s.holidayFiles() {
			ref := holidayRef{s.file, named.V}
			if found.byRef[ref] != nil {
				continue
			}
			file, err := last.read(s.origin, listed, named.V, year)
			if err != nil {
				found.problems = append(found.problems, model.Problem{
					Position: named.In(s.file), Message: fmt.Sprintf("`file`: %q cannot be read: %s", named.V, files.Reason(err)),
				})
				continue
			}
			found.add(ref, file)
		}
	}
	return found
}

func (f *holidayFiles) add(ref holidayRef, file *holidayFile) {
	f.byRef[ref] = file
	if !slices.Contains(f.inOrder, file) {
		f.inOrder = append(f.inOrder, file)
		f.problems = append(f.problems, file.problems...)
	}
}

// read reads one file, or takes it from the last time.
func (f *holidayFiles) read(beside files.File, listed []files.File, name string, year int) (*holidayFile, error) {
	origin, err := beside.Beside(listed, name)
	if err != nil {
		return nil, err
	}
	data, err := origin.ReadUpTo(maxHolidayFile)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	for _, known := range f.inOrder {
		if known.origin.SamePlace(origin) && known.sum == sum && known.year == year {
			return known, nil
		}
	}
	return parseHolidayFile(origin, data, year), nil
}

func parseHolidayFile(origin files.File, data []byte, year int) *holidayFile {
	file := &holidayFile{origin: origin, sum: sha256.Sum256(data), year: year}
	content, mistakes := holidayfile.Read(data, year)
	file.content = content
	for _, m := range mistakes {
		file.problems = append(file.problems, model.Problem{Position: model.Position{File: origin.Name, Line: m.Line, Column: 1}, Message: m.Message})
	}
	return file
}

// holidayFiles returns the files that the calendars of a source name.
func (s *source) holidayFiles() []text {
	var named []text
	for _, d := range s.docs {
		for _, calendar := range d.Calendars.Entries {
			for _, h := range calendar.Value.Holidays {
				if h.File.Set {
					named = append(named, h.File)
				}
			}
		}
	}
	return named
}

// thisYear is the year from which recurrences of holidays are followed.
func thisYear() int { return time.Now().Year() }
