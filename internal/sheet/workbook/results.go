package workbook

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"
)

// noResult is what is wrong with a formula whose result is not in the workbook, as a predicate.
const noResult = "is a formula without a result in the file: open the workbook in a spreadsheet program and save it again"

// place is a row and a column, from 1.
type place struct{ row, column int }

// withoutResult returns the columns of formulas whose results a part with a sheet does not have, by row, such as those that a program has written which does
// not calculate. The library returns nothing for them, as for empty cells, and leaves them out at the end of a row.
func withoutResult(part *zip.File) (map[int][]int, error) {
	if has, err := hasFormulas(part); err != nil || !has {
		return nil, err
	}
	opened, err := part.Open()
	if err != nil {
		return nil, err
	}
	defer opened.Close()
	found := map[int][]int{}
	scan := formulaScan{decoder: xml.NewDecoder(bufio.NewReader(opened))}
	for {
		at, lacks, err := scan.next()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		if lacks {
			found[at.row] = append(found[at.row], at.column)
		}
	}
}

// hasFormulas reports whether a part may have formulas. Most lists have none, and reading all XML takes long.
func hasFormulas(part *zip.File) (bool, error) {
	opened, err := part.Open()
	if err != nil {
		return false, err
	}
	defer opened.Close()
	const chunk = 1 << 16
	buffer := make([]byte, 0, chunk)
	for {
		n, err := io.ReadFull(opened, buffer[len(buffer):chunk])
		buffer = buffer[:len(buffer)+n]
		for _, begin := range []string{"<f>", "<f ", "<f/", ":f>", ":f ", ":f/"} {
			if bytes.Contains(buffer, []byte(begin)) {
				return true, nil
			}
		}
		if err != nil {
			return false, nil
		}
		kept := copy(buffer[:2], buffer[len(buffer)-2:]) // what begins here may go on in the next piece
		buffer = buffer[:kept]
	}
}

// formulaScan reads the cells of a sheet.
type formulaScan struct {
	decoder *xml.Decoder
	at      place
}

// next reads up to the end of the next cell, and reports whether it has a formula and no result.
func (s *formulaScan) next() (at place, lacks bool, err error) {
	formula, result, isText := false, false, false
	for {
		token, err := s.decoder.Token()
		if err != nil {
			return at, false, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				s.at = place{row: numberOf(t, s.at.row+1)}
			case "c":
				s.at.column = columnOf(t, s.at.column+1)
				formula, result, isText = false, false, attribute(t, "t") == "str"
			case "f":
				formula = true
			case "v":
				text, err := s.text()
				if err != nil {
					return at, false, err
				}
				result = text || isText // an empty text is a result, and a missing one is not
			}
		case xml.EndElement:
			if t.Name.Local == "c" {
				return s.at, formula && !result, nil
			}
		}
	}
}

// text reads up to the end of an element, and reports whether text is in it.
func (s *formulaScan) text() (some bool, err error) {
	for {
		token, err := s.decoder.Token()
		if err != nil {
			return false, err
		}
		switch t := token.(type) {
		case xml.CharData:
			some = some || len(t) > 0
		case xml.EndElement:
			return some, nil
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// numberOf returns the number of a row, which need not be given.
func numberOf(e xml.StartElement, next int) int {
	if n, err := strconv.Atoi(attribute(e, "r")); err == nil {
		return n
	}
	return next
}

// columnOf returns the column of a cell, whose place need not be given.
func columnOf(e xml.StartElement, next int) int {
	if column, _, err := excelize.CellNameToCoordinates(attribute(e, "r")); err == nil {
		return column
	}
	return next
}
