package sheet

import (
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"
)

// table reads a whole CSV file, as texts.
func table(tb testing.TB, data string) (rows [][]string, numbers []int, err error) {
	tb.Helper()
	all, err := ReadCSV([]byte(data))
	if err != nil {
		return nil, nil, err
	}
	for row, wrong := range all {
		if wrong != nil {
			return rows, numbers, wrong
		}
		cells := make([]string, len(row.Cells))
		for i, c := range row.Cells {
			cells[i] = c.Text
		}
		rows, numbers = append(rows, cells), append(numbers, row.Number)
	}
	return rows, numbers, nil
}

func TestReadCSV(t *testing.T) {
	tests := []struct {
		name, in string
		want     [][]string
	}{
		{"commas", "id,name\na,A\n", [][]string{{"id", "name"}, {"a", "A"}}},
		{"semicolons with commas within", "id;name\na;A, B\nb;C, D, E\n", [][]string{{"id", "name"}, {"a", "A, B"}, {"b", "C, D, E"}}},
		{"tabs", "id\tname\na\tA;B\n", [][]string{{"id", "name"}, {"a", "A;B"}}},
		{"bars", "id|name\na|A\n", [][]string{{"id", "name"}, {"a", "A"}}},
		{"the header has a comma in quotes", "\"Name, Ort\";Land\nA;DE\n", [][]string{{"Name, Ort", "Land"}, {"A", "DE"}}},
		{"one column", "name\nACME\n", [][]string{{"name"}, {"ACME"}}},
		{"sep", "sep=|\r\nid,x|name\r\na|A\r\n", [][]string{{"id,x", "name"}, {"a", "A"}}},
		{"byte order mark", "\ufeffid;name\n", [][]string{{"id", "name"}}},
		{"quotation marks", "id,name\na,\"A \"\"B\"\", C\"\n", [][]string{{"id", "name"}, {"a", `A "B", C`}}},
		{"a quotation mark within", "id,name\na,5\" pipe\n", [][]string{{"id", "name"}, {"a", `5" pipe`}}},
		{"a line break within", "id,name\na,\"A\r\nB\"\nb,B\n", [][]string{{"id", "name"}, {"a", "A\r\nB"}, {"b", "B"}}},
		{"old Mac", "id,name\ra,A\r", [][]string{{"id", "name"}, {"a", "A"}}},
		{"no line end", "id,name\na,A", [][]string{{"id", "name"}, {"a", "A"}}},
		{"an empty last cell", "id,name\na,", [][]string{{"id", "name"}, {"a", ""}}},
		{"empty lines keep their number", "id,name\n\na,A\n", [][]string{{"id", "name"}, {""}, {"a", "A"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, numbers, err := table(t, tt.in)
			if err != nil || !slices.EqualFunc(got, tt.want, slices.Equal) {
				t.Errorf("%q, %v, want %q", got, err, tt.want)
			}
			for i, n := range numbers {
				if n != i+1 {
					t.Errorf("row %d has the number %d", i+1, n)
				}
			}
		})
	}
}

func TestReadCSVRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", "the file is empty"},
		{"blanks", " \r\n", "the file is empty"},
		{"an open quotation mark", "id,name\na,\"A\nb,B\n", "row 2, column 2: the quotation mark that opens this cell is not closed"},
		{"text behind one", "id,name\n\"a\"b,B\n", "row 2, column 1: text follows the quotation mark"},
		{"NUL", "id,name\na\x00,B\n", "line 2 has a NUL character: this is not a text file: save the list again as CSV UTF-8"},
		{"many columns", strings.Repeat("x,", MaxColumns+1), "row 1, column 1001: the row has more than 1000 cells"},
		{"a long cell", "id,name\na," + strings.Repeat("ä", MaxCell+1), "row 2, column 2: the cell has more than 32767 characters"},
		{"half a character of UTF-16", "\xff\xfei\x00d", "ends within a character"},
		{"UTF-8 is announced", "\xef\xbb\xbfid;M\xfcller\n", "line 1 is not valid UTF-8"},
		{"two charsets", "id;M\xfcller\nb;Größe\n", "line 2 is UTF-8, and other lines are not"},
		{"no charset", "id;\x81\n", "line 1 has a byte (0x81) that is neither"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, _, err := table(t, tt.in); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

func TestEveryCharsetIsFound(t *testing.T) {
	const text = "Lieferant;Straße\nMüller & Söhne;Größenweg 5 – „links“\n"
	encode := map[string]func(string) (string, error){
		"UTF-8":              func(s string) (string, error) { return s, nil },
		"UTF-8 with mark":    func(s string) (string, error) { return "\ufeff" + s, nil },
		"Windows-1252":       charmap.Windows1252.NewEncoder().String,
		"UTF-16LE with mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String,
		"UTF-16BE with mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String,
		"UTF-16LE":           unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String,
		"UTF-16BE":           unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String,
	}
	for name, encoded := range encode {
		t.Run(name, func(t *testing.T) {
			data, err := encoded(text)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := Text([]byte(data)); err != nil || got != text {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// TestReadCSVAsTheStandardLibrary compares with encoding/csv, whose rules are those of RFC 4180.
func TestReadCSVAsTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 5).Draw(t, "width")
		cell := rapid.StringOf(rapid.RuneFrom([]rune("ab\",;\t\n '=+-@ä|")))
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, width, width), 1, 8).Draw(t, "rows")
		delimiter := rapid.SampledFrom([]rune(delimiters)).Draw(t, "delimiter")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = delimiter, rapid.Bool().Draw(t, "CRLF")
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		p := parser{rest: b.String(), delimiter: byte(delimiter)}
		for _, want := range rows {
			fields, err := p.record()
			var got []string
			for _, f := range fields {
				got = append(got, strings.ReplaceAll(f, "\r\n", "\n"))
			}
			if err != nil || !slices.Equal(got, want) {
				t.Fatalf("%q, %v, want %q", got, err, want)
			}
		}
	})
}

func TestGuardedCellsComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("'=+-@\ta1\""))).Draw(t, "text")
		guarded := Guard(text)
		if got := Unguarded(guarded).Text; got != text && !strings.HasPrefix(guarded, `="`) {
			t.Fatalf("%q is guarded as %q and read as %q", text, guarded, got)
		}
		if looksLikeFormula(guarded) && !e164.MatchString(guarded) {
			t.Fatalf("%q is guarded as %q", text, guarded)
		}
	})
}

func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{"id,name\na,\"A\"\n", "sep=;\na;b", "\xff\xfea\x00;\x00", "a;b\r\"", "\ufeffid\tname\n=\"0012\"\t'=1\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadCSV(data)
		if err != nil {
			return
		}
		last := 0
		for row, err := range rows {
			if err != nil {
				if _, ok := errors.AsType[PlaceError](err); !ok {
					t.Fatalf("%v has no place", err)
				}
				return
			}
			if row.Number != last+1 || len(row.Cells) == 0 {
				t.Fatalf("row %d follows %d, with %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
			for _, c := range row.Cells {
				c.DamagedCode()
			}
		}
	})
}

// TestTheDelimiterIsThatOfTheTable finds the delimiter below titles, also below those with another one in them.
func TestTheDelimiterIsThatOfTheTable(t *testing.T) {
	const table = "Name;Land;Ort\nA, B;DE;Bonn\nC;CH;\n"
	for text, want := range map[string]byte{
		table:                               ';',
		"Unsere Liste\n\n" + table:          ';',
		"Liste, Stand 30.11.\n\n" + table:   ';',
		"Liste\tStand, heute\r\n" + table:   ';',
		"Name\nA, B\nC, D\n":                ',',
		"Name\nA; B\nC\nD\nE\n":             ',',
		"Name;Land;a;b\nA;DE\nB;CH\nC;AT;x": ';',
		"x":                                 ',',
	} {
		if got := delimiterOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
