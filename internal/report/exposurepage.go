package report

import (
	"fmt"
	"html/template"
	"io"

	"supplierwatch/internal/apidoc"
)

// exposurePage is one file without scripts, pictures or anything to fetch, so
// that it can be mailed and printed.
var exposurePage = template.Must(template.New("exposure").Parse(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Exposure by {{.By}}</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #ccc; padding: .4em .8em; text-align: left; vertical-align: top; }
td:nth-child(3), td:nth-child(4) { text-align: right; white-space: nowrap; }
</style>
</head>
<body>
<h1>Exposure by {{.By}}</h1>
<p>As of {{.AsOf}}.</p>
<ul>{{range .Totals}}
<li>{{.}}</li>{{end}}
</ul>
<table>
<thead><tr>{{range .Columns}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>{{range .Rows}}
<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>{{end}}
</tbody>
</table>
</body>
</html>
`))

// ExposureHTML writes the exposure report as a page that needs no other files.
func ExposureHTML(w io.Writer, doc apidoc.ExposureDocument, style Style) error {
	page := struct {
		By              apidoc.Grouping
		AsOf            string
		Totals, Columns []string
		Rows            [][]string
	}{By: doc.By, AsOf: style.instant(doc.AsOf), Totals: totals(doc), Columns: exposureHeadings(doc.By)}
	for _, row := range doc.Rows {
		page.Rows = append(page.Rows, exposureCells(row, style.clock(doc.AsOf)))
	}
	if err := exposurePage.Execute(w, page); err != nil {
		return fmt.Errorf("write HTML: %w", err)
	}
	return nil
}
