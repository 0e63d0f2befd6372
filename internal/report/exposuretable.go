package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/sheet"
)

// ExposureMarkdown writes the exposure report as a page with one table. Whatever
// a registry holds stays text: it neither ends a cell nor becomes markup.
func ExposureMarkdown(w io.Writer, doc apidoc.ExposureDocument, style Style) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "# Exposure by %s\n\nAs of %s.\n\n", doc.By, style.instant(doc.AsOf))
	for _, line := range totals(doc) {
		fmt.Fprintf(&out, "- %s\n", line)
	}
	fmt.Fprintf(&out, "\n| %s |\n", strings.Join(exposureHeadings(doc.By), " | "))
	fmt.Fprint(&out, "| --- | --- | ---: | ---: | --- | --- | --- | --- |\n")
	for _, row := range doc.Rows {
		cells := exposureCells(row, style.clock(doc.AsOf))
		for i, c := range cells {
			cells[i] = markup.ReplaceAllString(c, `\$0`)
		}
		fmt.Fprintf(&out, "| %s |\n", strings.Join(cells, " | "))
	}
	_, err := w.Write(out.Bytes())
	return err
}

// markup are the characters that mean something inside a cell of Markdown.
var markup = regexp.MustCompile("[\\\\`*_\\[\\]<>&|~#]")

// exposureHeadings are the headings of the table that people read.
func exposureHeadings(by apidoc.Grouping) []string {
	title := "Supplier"
	if by == apidoc.ByLine {
		title = "Line"
	}
	return []string{title, "Tier", "Exposure", "Margin, days", "Stops on", "Reachability", "Findings", "Next deadline"}
}

// exposureCells returns the cells of a row under exposureHeadings. Unknown values are empty.
func exposureCells(row apidoc.ExposureRow, clock prose.Clock) []string {
	cells := []string{
		clean(row.Name), clean(row.Tier), estimated(row.Exposure), number(row.Margin), row.StopsOn.String(), "", counted(row.Findings), "",
	}
	if row.Reach != nil {
		cells[5] = reach(*row.Reach, clock) + proven(row.Coverage)
	}
	if row.Next != nil {
		cells[7] = next(*row.Next, clock)
	}
	return cells
}

// exposureColumns are the columns of the table for spreadsheets. A cell that is
// not known is empty; only the exposure says so in words, since a sum over it
// would take an empty one for nothing.
var exposureColumns = []string{
	"id", "name", "tier", "suppliers", "exposure", "currency", "margin_days", "stops_on", "ways", "last_answer", "likelihood",
	"covered", "covered_of", "critical", "warning", "info", "next_due", "next_days_left", "next_supplier", "next_subject", "next_kind",
}

// ExposureCSV writes one record for each row, by RFC 4180.
func ExposureCSV(w io.Writer, doc apidoc.ExposureDocument) error {
	records := [][]string{exposureColumns}
	for _, row := range doc.Rows {
		records = append(records, exposureRecord(row))
	}
	return sheet.Plain.WriteCSV(w, records)
}

func exposureRecord(row apidoc.ExposureRow) []string {
	record := []string{row.ID, row.Name, row.Tier, strings.Join(row.Suppliers, " ")}
	if row.Exposure != nil {
		record = append(record, row.Exposure.Amount(), row.Exposure.Currency)
	} else {
		record = append(record, "not estimated", "")
	}
	record = append(record, number(row.Margin), row.StopsOn.String())
	record = append(record, reachCells(row.Reach)...)
	for _, n := range []int{row.Coverage.Covered, row.Coverage.Of, row.Findings.Critical, row.Findings.Warning, row.Findings.Info} {
		record = append(record, strconv.Itoa(n))
	}
	if n := row.Next; n != nil {
		record = append(record, n.Due.String(), strconv.Itoa(n.DaysLeft), n.Supplier, n.Subject.String(), string(n.Kind))
	} else {
		record = append(record, "", "", "", "", "")
	}
	return record
}

func reachCells(r *apidoc.Reach) []string {
	if r == nil {
		return []string{"", "", ""}
	}
	likelihood := ""
	if r.Likelihood != nil {
		likelihood = strconv.FormatFloat(*r.Likelihood, 'f', 3, 64)
	}
	return []string{strconv.Itoa(r.Ways), r.LastAnswer.String(), likelihood}
}

func number(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
