package sheet

import "strings"

// delimiters are the characters that separate cells, the likeliest first: in countries with a decimal comma spreadsheets write semicolons.
const delimiters = ";\t,|"

// sampleRows is how many rows decide on the delimiter.
const sampleRows = 50

// delimiterOf returns the character that separates the cells of a text: the one that divides the first row into the most cells, where the rows below
// have as many. A row that the rows below do not resemble is a title above the table, and the next one decides. A list of one column has no delimiter, and
// gets a comma.
func delimiterOf(text string) byte {
	usual, _ := bestDelimiter(text)
	for rest, above := text, 0; rest != "" && above < maxAbove; above++ {
		if best, fits := bestDelimiter(rest); fits {
			return best
		}
		_, rest, _ = strings.Cut(rest, "\n")
	}
	return usual
}

// bestDelimiter returns the delimiter that fits best, and reports whether most rows are not longer than the first one and have several
// cells too.
func bestDelimiter(text string) (best byte, fits bool) {
	best = ','
	bestScore := 0
	for i := range len(delimiters) {
		if score, similar := scoreOf(text, delimiters[i]); score > bestScore {
			best, bestScore, fits = delimiters[i], score, similar
		}
	}
	return best, fits
}

// scoreOf rates a delimiter. Rows that are as long as the first one count more than a long first row: commas are part of names too.
func scoreOf(text string, delimiter byte) (score int, similar bool) {
	p := parser{rest: text, delimiter: delimiter}
	first, same, shorter, rows := 0, 0, 0, 0
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
		switch {
		case len(cells) == first:
			same++
		case len(cells) > 1 && len(cells) < first:
			shorter++
		}
	}
	if first < 2 {
		return 0, false
	}
	return same*1000/rows*MaxColumns + min(first, MaxColumns), 2*(same+shorter) > rows
}
