package checkformat

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// MarkdownMarker is the first line of a comment: by it, the comment of an earlier run is found and replaced.
const MarkdownMarker = "<!-- supplierwatch check -->"

// mostCommentBytes is below what code hosts take as one comment: 65,536 characters at GitHub.
const mostCommentBytes = 60000

// markdown writes a comment for a pull request.
func markdown(c Check) ([]byte, error) { return []byte(c.markdown(mostCommentBytes)), nil }

// markdown returns the comment in at most so many bytes; nothing where not even its beginning fits.
func (c Check) markdown(most int) string {
	head := MarkdownMarker + "\n### supplierwatch\n\n" + c.markdownCounts() + "\n"
	rows := c.markdownRows()
	if len(rows) > 0 {
		head += "\n| Severity | Finding | Place |\n| --- | --- | --- |\n"
	}
	const reserve = 200 // for the line that counts what is left out
	size := len(head) + reserve
	if size > most {
		return ""
	}
	var out strings.Builder
	out.WriteString(head)
	for i, row := range rows {
		if size += len(row); size > most {
			fmt.Fprintf(&out, "\n%s not shown: the least severe ones.\n", prose.Count(len(rows)-i, "row"))
			break
		}
		out.WriteString(row)
	}
	return out.String()
}

// markdownCounts returns how many findings there are.
func (c Check) markdownCounts() string {
	if c.broken() {
		return "**" + c.problemCount() + ".**"
	}
	fresh := c.fresh()
	text := fmt.Sprintf("**%s** (%s)", prose.Count(len(fresh), "finding"), counted(fresh))
	if c.Compared {
		text = fmt.Sprintf("**%d new** (%s), %s%d unchanged", len(fresh), counted(fresh), fixedCount(c.Document.Diff), len(c.Document.Findings)-len(fresh))
	}
	text += "."
	if n := len(c.NotEvaluated); n > 0 {
		text += " " + prose.Count(n, "rule") + " not evaluated for lack of facts."
	}
	return text
}

func (c Check) markdownRows() []string {
	var rows []string
	for _, p := range problemsOf(c) {
		rows = append(rows, markdownRow("error", markdownText(p.message), p.place))
	}
	for _, f := range c.fresh() {
		rows = append(rows, markdownRow(string(f.Severity), markdownFinding(f), c.Places.of(f.Position)))
	}
	if d := c.Document.Diff; d != nil {
		for _, f := range d.Fixed {
			rows = append(rows, fmt.Sprintf("| fixed | %s | |\n", markdownText(f.Message)))
		}
		for _, id := range d.Removed {
			rows = append(rows, fmt.Sprintf("| removed | Supplier %s is no longer watched. | |\n", markdownText(id)))
		}
	}
	return rows
}

// fixedCount returns how many findings are gone, before another count.
func fixedCount(d *apidoc.Diff) string {
	if d == nil {
		return ""
	}
	return fmt.Sprintf("%d fixed, ", len(d.Fixed))
}

// markdownFinding returns the headline of a finding, its message and its first step.
func markdownFinding(f model.Finding) string {
	text := markdownText(f.Message)
	if h := apidoc.Headline(f); h != f.Message {
		text = "**" + markdownText(h) + "** " + text
	}
	if len(f.Advice.Do) > 0 {
		text += " *" + markdownText(f.Advice.Do[0]) + "*"
	}
	return text
}

func markdownRow(severity, text string, p Place) string {
	return fmt.Sprintf("| %s | %s | %s |\n", severity, text, markdownText(p.Path)+":"+strconv.Itoa(p.Line))
}

// mostCellBytes keeps one cell of hostile length from displacing all others.
const mostCellBytes = 1000

// markdownText writes a text so that it shows as it is: no markup, no HTML, no link, no mention of a person or an issue.
func markdownText(text string) string {
	var out strings.Builder
	text = cut(plain(text), mostCellBytes)
	for i, r := range text {
		next, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		switch {
		case strings.ContainsRune("\\`*_[]<>#|~$^&", r), i == 0 && strings.ContainsRune("+-=", r), r == ':' && markupAfterColon(next),
			r == '.' && strings.HasSuffix(strings.ToLower(text[:i]), "www"):
			out.WriteRune('\\')
			out.WriteRune(r)
		default:
			out.WriteRune(r)
		}
		if strings.ContainsRune("@#!%~$&", r) && (unicode.IsLetter(next) || unicode.IsDigit(next) || next == '"' || next == '-' || next == '_') {
			out.WriteRune(wordJoiner)
		}
	}
	return out.String()
}

// wordJoiner is not seen; behind an @ it keeps a name from being mentioned.
const wordJoiner = '\u2060'

// markupAfterColon reports whether a colon begins the slashes of an address or the name of a picture.
func markupAfterColon(next rune) bool {
	return next == '/' || next == '_' || next == '+' || next == '-' || unicode.IsLetter(next) || unicode.IsDigit(next)
}
