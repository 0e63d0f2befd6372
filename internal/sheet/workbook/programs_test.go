package workbook

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/sheet"
)

const (
	mainNamespace     = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relationNamespace = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relationTypes     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// minimal returns the parts of a workbook with one sheet of which only the rows are given, in whatever way a program writes them: no docProps, no
// styles, no dimension.
func minimal(rows string) map[string]string {
	return map[string]string{
		"[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationTypes + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook ` + mainNamespace + ` ` + relationNamespace + `><sheets><sheet name="Lieferanten" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + relationTypes + `worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet ` + mainNamespace + `><sheetData>` + rows + `</sheetData></worksheet>`,
	}
}

// archived returns parts as a file.
func archived(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		part, err := w.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := part.Write([]byte(parts[name])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// shown writes rows as a test compares them.
func shown(rows []sheet.Row) string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, c := range row.Cells {
			text := c.Text
			if c.Changed != "" {
				text += "!" + c.Changed
			}
			if c.AsText {
				text = "'" + text
			}
			cells = append(cells, text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n")
}

// TestReadWhatOtherProgramsWrite reads workbooks with the traits of other programs than Excel.
func TestReadWhatOtherProgramsWrite(t *testing.T) {
	for name, x := range map[string]struct {
		rows   string
		change func(parts map[string]string)
		want   string
	}{
		"inline text": {rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t xml:space="preserve"> 0012 </t></is></c></row>`, want: "'Name|' 0012 "},
		"inline text in several formats": {
			rows: `<row r="1"><c r="A1" t="inlineStr"><is><r><t>AC</t></r><r><rPr><b/></rPr><t>ME</t></r></is></c></row>`, want: "'ACME",
		},
		"shared text in several formats, with a reading aid": {
			rows: `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`,
			change: func(parts map[string]string) {
				parts["xl/sharedStrings.xml"] = `<sst ` + mainNamespace + ` count="2" uniqueCount="2"><si><r><rPr><b/></rPr><t xml:space="preserve">Müller </t></r><r><t>&amp; Co</t></r></si>` +
					`<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si></sst>`
				parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], "</Relationships>", `<Relationship Id="rId2" Type="`+relationTypes+`sharedStrings" Target="sharedStrings.xml"/></Relationships>`, 1)
			},
			want: "'Müller & Co|'東京",
		},
		"absolute targets": {
			rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>`,
			change: func(parts map[string]string) {
				parts["_rels/.rels"] = strings.Replace(parts["_rels/.rels"], `"xl/`, `"/xl/`, 1)
				parts["xl/_rels/workbook.xml.rels"] = strings.Replace(parts["xl/_rels/workbook.xml.rels"], `"worksheets/`, `"/xl/worksheets/`, 1)
			},
			want: "'Name",
		},
		"prefixes for all names": {
			change: func(parts map[string]string) {
				parts["xl/worksheets/sheet1.xml"] = `<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Name</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`
			},
			want: "'Name",
		},
		"strict": {
			rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>`,
			change: func(parts map[string]string) {
				for name, text := range parts {
					parts[name] = strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
						"http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships").Replace(text)
				}
			},
			want: "'Name",
		},
		"cells without places": {rows: `<row><c t="inlineStr"><is><t>Name</t></is></c><c><v>7</v></c></row><row><c t="inlineStr"><is><t>ACME</t></is></c></row>`, want: "'Name|7\n'ACME"},
		"gaps":                 {rows: `<row r="2"><c r="B2" t="inlineStr"><is><t>Name</t></is></c><c r="D2"><v>7</v></c></row>`, want: "\n|'Name||7"},
		"truth values, errors, days by ISO 8601": {
			rows: `<row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1" t="d"><v>2026-03-01T00:00:00</v></c></row>`,
			want: `1!is a number that the workbook shows as "TRUE": format the column as text and write the value again|#REF!|2026-03-01T00:00:00`,
		},
		"formulas with results": {rows: `<row r="1"><c r="A1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>`, want: "'ab|2"},
		"formulas without results": {
			rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2</f></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v></v></c><c r="B3" t="str"><f>""</f><v></v></c></row>`,
			want: "'Name\n!" + noResult + "\n!" + noResult + "|",
		},
		"formulas without results at the end of a row": {
			rows: `<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>ACME</t></is></c><c r="B2"><f>A1</f></c></row><row r="3"><c r="C3" t="str"><f>A1</f></c></row>`,
			want: "'Name\n'ACME|!" + noResult + "\n||!" + noResult,
		},
	} {
		t.Run(name, func(t *testing.T) {
			parts := minimal(x.rows)
			if x.change != nil {
				x.change(parts)
			}
			rows, err := readAll(t, archived(t, parts))
			if got := shown(rows); err != nil || got != x.want {
				t.Errorf("%q, %v; want %q", got, err, x.want)
			}
		})
	}
}
