package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// TestFromHeader marks rows that are surely a header with H, and those that may be one with m.
func TestFromHeader(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"H a b":                        "1H 2a 3b",
		"t - H a":                      "3H 4a",
		"m H a":                        "2H 3a",
		"m a b":                        "1m 2a 3b",
		"a b c":                        "1a 2b 3c",
		"H a H b":                      "1H 2a 3H 4b",
		"t m a":                        "row 2, column 1: row 2 looks like the header: delete the rows above it",
		"t H a H b":                    "row 4, column 1: rows 2 and 4 both look like the header: keep one table in the list, with its header in the first row",
		strings.Repeat("t ", 29) + "H": "30H",
		"t a !":                        "1t 2a row 3, column 1: damaged",
		"t H !":                        "2H row 3, column 1: damaged",
		"H !":                          "1H row 2, column 1: damaged",
	} {
		var got []string
		for row, err := range FromHeader(marked(in), func(r Row) HeaderLikeness {
			return map[string]HeaderLikeness{"H": SurelyHeader, "m": MaybeHeader}[r.Cells[0].Text]
		}) {
			if err != nil {
				got = append(got, err.Error())
				break
			}
			got = append(got, fmt.Sprint(row.Number, row.Cells[0].Text))
		}
		for i := range got {
			got[i] = strings.Replace(got[i], " ", "", map[bool]int{true: 0, false: 1}[strings.Contains(got[i], "column")])
		}
		if joined := strings.Join(got, " "); joined != want {
			t.Errorf("%q: %q, want %q", in, joined, want)
		}
	}
	for row := range FromHeader(marked("t H a b"), func(r Row) HeaderLikeness { return map[string]HeaderLikeness{"H": SurelyHeader}[r.Cells[0].Text] }) {
		if row.Number == 3 {
			break // a reader that stops gets no more rows
		}
	}
}

// marked returns rows of one word each; a mark of exclamation is an error.
func marked(in string) Rows {
	return func(yield func(Row, error) bool) {
		for i, word := range strings.Fields(in) {
			if word == "!" {
				yield(Row{}, PlaceError{Row: i + 1, Column: 1, Why: "damaged"})
				return
			}
			if !yield(Row{Number: i + 1, Cells: []Cell{{Text: word}}}, nil) {
				return
			}
		}
	}
}
