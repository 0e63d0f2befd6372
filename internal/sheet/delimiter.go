package sheet

import "strings"

// delimiters are the characters that separate cells, the likeliest first: in countries with a decimal comma spreadsheets write semicolons.
const delimiters = ";\t,|"

// sampleRows is how many rows decide on the delimiter.
const sampleRows = 50

// delimiterOf returns the character that separates the cells of a text: the one that divides the first row into the most cells, where the rows below
// have as many. A list of one column has none, and gets a comma.
func delimiterOf(text string) byte {
	best, bestScore := byte(','), 0
	for i := range len(delimiters) {
		if score := scoreOf(text, delimiters[i]); score > bestScore {
			best, bestScore = delimiters[i], score
		}
	}
	return best
}

// scoreOf rates a delimiter. Rows that are as long as the first one count more than a long first row: commas are part of names too.
func scoreOf(text string, delimiter byte) int {
	p := parser{rest: text, delimiter: delimiter}
	first, same, rows := 0, 0, 0
	for rows < sampleRows && p.rest != "" {
		cells, err := p.record()
		if err != nil {
			break
		}
		if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
			continue
		}
		if rows++; rows == 1 {
			first = len(cells)
		}
		if len(cells) == first {
			same++
		}
	}
	if first < 2 {
		return 0
	}
	return same*1000/rows*MaxColumns + min(first, MaxColumns)
}
