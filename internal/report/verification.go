package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/sheet"
)

// VerificationText writes who would be asked, when and in what language, and who not and why.
func VerificationText(w io.Writer, doc apidoc.VerificationDocument, style Style) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s as of %s, mode %s\n", style.heading(prose.Count(len(doc.Asks), "mail")+" to suppliers"), style.instant(doc.AsOf), doc.Mode)
	for _, a := range doc.Asks {
		writeAsk(&out, a, style)
	}
	if len(doc.Skipped) > 0 {
		fmt.Fprintf(&out, "\n%s\n", style.heading("NOT WRITTEN TO"))
	}
	for _, s := range doc.Skipped {
		line := fmt.Sprintf("%s/%s: %s", clean(s.Supplier), clean(s.Contact), clean(s.Because))
		if s.Until != nil {
			line += "; until " + style.instant(*s.Until)
		}
		fmt.Fprintf(&out, "  %s\n", wrap(line, width-2, "    "))
	}
	_, err := w.Write(out.Bytes())
	return err
}

func writeAsk(out *bytes.Buffer, a apidoc.Ask, style Style) {
	what := "question"
	if a.Reminder > 0 {
		what = "reminder"
	}
	language := a.Language
	if a.Beside != "" {
		language += " and " + a.Beside
	}
	var who []string
	for _, c := range a.Contacts {
		who = append(who, clean(c.Supplier+"/"+c.Contact))
	}
	fmt.Fprintf(out, "\n%s  %s in %s, %s\n", style.heading(clean(a.Address)), what, language, prose.Instant(a.SendAt))
	about := "about " + strings.Join(who, ", ")
	if a.Team != "" {
		about += ", for " + clean(a.Team)
	}
	about += fmt.Sprintf("; an answer is in time until %s; not asked again before %s", prose.Instant(a.AnswerBy), a.NotBefore)
	fmt.Fprintf(out, "  %s\n", wrap(about, width-2, "  "))
}

// CallsText writes a list of calls for people, in the order in which to make them.
func CallsText(w io.Writer, doc apidoc.CallDocument, style Style) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s as of %s\n", style.heading(prose.Count(len(doc.Calls), "call")+" to make"), style.instant(doc.AsOf))
	for i, c := range doc.Calls {
		number := ""
		if c.CustomerNumber != "" {
			number = ", our customer number there: " + c.CustomerNumber
		}
		fmt.Fprintf(&out, "\n%3d. %s  %s\n", i+1, style.heading(clean(c.Phone)), clean(c.There))
		for _, line := range []string{
			whoIs(c) + ", " + c.SupplierName + number, "Ask: " + c.Question, "So far: " + c.LastAnswer,
			fmt.Sprintf("Then: supplierwatch record verified %s/contact/%s --how call", c.Supplier, c.Contact),
		} {
			fmt.Fprintf(&out, "     %s\n", wrap(clean(line), width-5, "     "))
		}
	}
	_, err := w.Write(out.Bytes())
	return err
}

func whoIs(c apidoc.Call) string {
	if c.Name != "" {
		return c.Name
	}
	return c.Contact
}

// callColumns heads the columns of a list of calls.
var callColumns = []string{"supplier", "supplier_name", "customer_number", "contact", "name", "phone", "there", "question", "last_answer", "due", "exposure"}

// CallsCSV writes a list of calls for a spreadsheet.
func CallsCSV(w io.Writer, doc apidoc.CallDocument, style sheet.Style) error {
	rows := [][]string{callColumns}
	for _, c := range doc.Calls {
		exposure := ""
		if c.Exposure != nil {
			exposure = c.Exposure.String()
		}
		row := []string{
			c.Supplier, c.SupplierName, c.CustomerNumber, c.Contact, c.Name, c.Phone, c.There, c.Question, c.LastAnswer, c.Due.String(), exposure,
		}
		for i := range row {
			row[i] = clean(row[i])
		}
		rows = append(rows, row)
	}
	return style.WriteCSV(w, rows)
}
