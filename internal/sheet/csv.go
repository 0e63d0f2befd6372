package sheet

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// ReadCSV returns the rows of a CSV file, by RFC 4180 with any line ends. Charset and delimiter are found out; a first line such as sep=; names the
// delimiter, as Excel reads it.
func ReadCSV(data []byte) (Rows, error) {
	text, err := Text(data)
	if err != nil {
		return nil, err
	}
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("the file is empty")
	}
	p := parser{rest: text}
	if named, rest, ok := namedDelimiter(text); ok {
		p.delimiter, p.rest = named, rest
	} else {
		p.delimiter = delimiterOf(text)
	}
	return p.rows, nil
}

// namedDelimiter reads the line sep=; before the first row.
func namedDelimiter(text string) (delimiter byte, rest string, ok bool) {
	line, rest, _ := strings.Cut(text, "\n")
	line = strings.Trim(strings.TrimSuffix(line, "\r"), `"`)
	if len(line) == 5 && strings.EqualFold(line[:4], "sep=") && line[4] < utf8.RuneSelf {
		return line[4], rest, true
	}
	return 0, text, false
}

// rows returns one row after the other.
func (p parser) rows(yield func(Row, error) bool) {
	for number := 1; p.rest != ""; number++ {
		fields, err := p.record()
		row := Row{Number: number, Cells: make([]Cell, len(fields))}
		for i, f := range fields {
			if row.Cells[i] = Unguarded(f); err == nil && len(f) > MaxCell && utf8.RuneCountInString(f) > MaxCell {
				err = PlaceError{Column: i + 1, Why: fmt.Sprintf("the cell has more than %d characters", MaxCell)}
			}
		}
		if err == nil && number > MaxRows {
			err = PlaceError{Column: 1, Why: fmt.Sprintf("the list has more than %d rows", MaxRows)}
		}
		var at PlaceError
		if errors.As(err, &at) {
			at.Row = number
			err = at
		}
		if !yield(row, err) || err != nil {
			return
		}
	}
}

// parser reads one record after the other.
type parser struct {
	rest      string
	delimiter byte
}

// record returns the fields up to the end of the line. An empty line is a record with one empty field, as in a spreadsheet.
func (p *parser) record() ([]string, error) {
	var fields []string
	for {
		f, err := p.field()
		if err != nil {
			return nil, PlaceError{Column: len(fields) + 1, Why: err.Error()}
		}
		if fields = append(fields, f); len(fields) > MaxColumns {
			return nil, PlaceError{Column: len(fields), Why: fmt.Sprintf("the row has more than %d cells", MaxColumns)}
		}
		if p.rest == "" || p.rest[0] != p.delimiter {
			p.endLine()
			return fields, nil
		}
		p.rest = p.rest[1:]
	}
}

// endLine skips a line break: LF, CR LF or CR.
func (p *parser) endLine() {
	if rest, ok := strings.CutPrefix(p.rest, "\r"); ok {
		p.rest = rest
	}
	p.rest = strings.TrimPrefix(p.rest, "\n")
}

// field reads the text of one cell.
func (p *parser) field() (string, error) {
	if strings.HasPrefix(p.rest, `"`) {
		return p.quoted()
	}
	end := p.endOfField(p.rest)
	text := p.rest[:end]
	p.rest = p.rest[end:]
	return text, nil
}

// endOfField returns where the next delimiter or line break is.
func (p *parser) endOfField(text string) int {
	for i := range len(text) {
		if c := text[i]; c == p.delimiter || c == '\n' || c == '\r' {
			return i
		}
	}
	return len(text)
}

// quoted reads a field in quotation marks, in which two of them are one.
func (p *parser) quoted() (string, error) {
	var b strings.Builder
	rest := p.rest[1:]
	for {
		end := strings.IndexByte(rest, '"')
		if end < 0 {
			return "", errors.New(`the quotation mark that opens this cell is not closed: write "" for one within the text`)
		}
		b.WriteString(rest[:end])
		rest = rest[end+1:]
		if !strings.HasPrefix(rest, `"`) {
			break
		}
		b.WriteByte('"')
		rest = rest[1:]
	}
	if p.endOfField(rest) > 0 {
		return "", errors.New(`text follows the quotation mark that closes the cell: write "" for one within the text`)
	}
	p.rest = rest
	return b.String(), nil
}
