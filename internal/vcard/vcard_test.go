package vcard

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	second "github.com/emersion/go-vcard"
	"golang.org/x/text/encoding/charmap"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/sheet"
	"supplierwatch/internal/supplierdiff"
	"supplierwatch/internal/supplierlist"
)

// cells returns what each row holds, as FIELD=VALUE.
func cells(tb testing.TB, data string) ([][]string, Table, error) {
	tb.Helper()
	table, err := Read([]byte(data))
	if err != nil {
		return nil, table, err
	}
	var rows [][]string
	var header sheet.Row
	for row := range table.Rows {
		if header.Number == 0 {
			header = row
			continue
		}
		var found []string
		for i, c := range row.Cells {
			if c.Text != "" {
				found = append(found, header.Cells[i].Text+"="+c.Text)
			}
		}
		rows = append(rows, found)
	}
	return rows, table, nil
}

func TestRead(t *testing.T) {
	latin, err := charmap.ISO8859_1.NewEncoder().String("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=ISO-8859-1:Müller\r\nORG;CHARSET=ISO-8859-1:Größe AG\r\nEMAIL;INTERNET:o@g.example\r\nEND:VCARD\r\n")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name, in string
		want     [][]string
	}{
		{
			"2.1 of Outlook", "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BC=\r\nller\r\n" +
				"ORG;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Gr=C3=B6=C3=9Fe=20AG;Vertrieb\r\nTEL;WORK;FAX:+49 221 99\r\nTEL;WORK;VOICE:+49 221 1234567\r\nEMAIL;PREF;INTERNET:o@g.example\r\n" +
				"ADR;WORK;PREF:;;Weg 1;K=F6ln;;50667;Deutschland\r\nPHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQ\r\n SkZJRg==\r\n\r\nEND:VCARD\r\n",
			[][]string{{"name=Größe AG", "country=Deutschland", "orders name=Jörg Müller", "orders email=o@g.example", "orders phone=+49 221 1234567"}},
		},
		{"2.1 in Latin 1", latin, [][]string{{"name=Größe AG", "orders name=Müller", "orders email=o@g.example"}}},
		{
			"N without FN", "BEGIN:VCARD\nVERSION:3.0\nN:Doe\\, Jr.;Jane;;Dr.;\nORG:ACME\nEMAIL:j@acme.example\nEND:VCARD\n",
			[][]string{{"name=ACME", "orders name=Dr. Jane Doe, Jr.", "orders email=j@acme.example"}},
		},
		{
			"3.0 of Apple", "BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:ACME\\, Inc.\nORG:ACME\\, Inc.;\nitem1.EMAIL;type=INTERNET;type=pref:q@acme.example\nitem1.X-ABLabel:_$!<Work>!$_\n" +
				"TITLE:Quality\nTEL;type=WORK:+1 212 555 0100\nEND:VCARD\n",
			[][]string{{"name=ACME, Inc.", "quality email=q@acme.example", "quality phone=+1 212 555 0100"}},
		},
		{
			"4.0, two cards of one supplier", "BEGIN:VCARD\nVERSION:4.0\nFN:Desk\nORG:ACME\nEMAIL;PREF=2:b@acme.example\nEMAIL;PREF=1:a@acme.example\nTEL;VALUE=uri;TYPE=\"work,voice\":tel:+49-89-1234567\nEND:VCARD\n" +
				"BEGIN:VCARD\nVERSION:4.0\nFN:Berg\nORG:acme\nCATEGORIES:Qualität,Notfall\nEMAIL:mailto:q@acme.example\nLANG:de\nEND:VCARD\n",
			[][]string{{
				"name=ACME", "language=de", "orders name=Desk", "orders email=a@acme.example", "orders phone=+49-89-1234567",
				"quality name=Berg", "quality email=q@acme.example", "escalation name=Berg", "escalation email=q@acme.example",
			}},
		},
		{"folded", "BEGIN:VCARD\nVERSION:3.0\nFN:ACME Chem\n icals\nEMAIL:a@ac\n\tme.example\nEND:VCARD\n", [][]string{{"name=ACME Chemicals", "orders email=a@acme.example"}}},
		{"no contact", "BEGIN:VCARD\nVERSION:3.0\nORG:ACME\nEND:VCARD\n", [][]string{{"name=ACME"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, err := cells(t, tt.in)
			if err != nil || !slices.EqualFunc(got, tt.want, func(a, b []string) bool {
				slices.Sort(a)
				slices.Sort(b)
				return slices.Equal(a, b)
			}) {
				t.Errorf("%q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"FN:x":                "row 1, column 1: the file has no card",
		"BEGIN:VCARD\nFN:x\n": "row 1, column 1: the card has no END:VCARD: the file",
		"BEGIN:VCARD\nFN:x\nBEGIN:VCARD\nEND:VCARD\n":                                                        "row 1, column 1: the card has no END:VCARD",
		"BEGIN:VCARD\nEMAIL:a@b.example\nEND:VCARD\n":                                                        "row 1, column 1: the card has neither ORG nor FN",
		"BEGIN:VCARD\nFN;ENCODING=QUOTED-PRINTABLE:=4\nEND:VCARD\n":                                          `row 2, column 1: FN: "=4" is not valid quoted-printable`,
		"BEGIN:VCARD\nFN;QUOTED-PRINTABLE;CHARSET=x:=41\nEND:VCARD\n":                                        `row 2, column 1: FN: the character set "x" is not known`,
		"BEGIN:VCARD\nFN:A\nEMAIL:a@b.example\nEND:VCARD\nBEGIN:VCARD\nFN:A\nEMAIL:c@b.example\nEND:VCARD\n": "row 5, column 1: another card of the same organization is already the contact for orders",
	} {
		if _, _, err := cells(t, in); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

const hostile = `version: 1
teams: {buying: {email: b@buyer.example}}
suppliers:
  - id: acme
    name: "Größe; Söhne, \\ \"Köln\" und noch viele weitere Wörter, damit diese Zeile gefaltet werden muß"
    country: DE
    owner: buying
    customer_number: "0012345"
    identifiers: {erp: "4711"}
    contacts:
      - {roles: [orders, quality], name: "Müller; Jörg", email: orders@acme.example, phone: "+49 221 1234567"}
      - {role: escalation, phone: "0221 98765432"}
  - {id: empty, name: Empty}
`

func loaded(tb testing.TB) *model.Registry {
	tb.Helper()
	l, problems := new(registry.Loaded).With("r.yaml", []byte(hostile))
	if len(problems) > 0 {
		tb.Fatal(problems)
	}
	return l.Registry
}

// TestWrittenCardsAreReadAgain imports an export: nothing changes.
func TestWrittenCardsAreReadAgain(t *testing.T) {
	for _, version := range Versions {
		var b bytes.Buffer
		r := loaded(t)
		if err := Write(&b, r, version); err != nil {
			t.Fatal(err)
		}
		table, err := Read(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		list := supplierlist.Read("r.vcf", table.Rows, supplierlist.Mapping{}, supplierlist.Known{})
		difference := supplierdiff.Compare(r, []supplierlist.List{list})
		if len(list.Problems)+len(difference.Problems)+len(difference.Changes)+len(table.Skipped) > 0 || difference.Unchanged != 2 {
			t.Errorf("version %s: %v, %+v", version, list.Problems, difference)
		}
	}
}

// TestWrittenCardsAreReadByAnotherLibrary reads them with go-vcard.
func TestWrittenCardsAreReadByAnotherLibrary(t *testing.T) {
	for _, version := range Versions {
		var b bytes.Buffer
		if err := Write(&b, loaded(t), version); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\r\n") {
			if len(line) > maxLine || strings.Contains(line, "\n") {
				t.Errorf("the line %q is not folded", line)
			}
		}
		decoder := second.NewDecoder(&b)
		var got []string
		for {
			card, err := decoder.Decode()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, card.Value("VERSION"), card.Value("UID"), card.Value("EMAIL"), card.Value("TEL"), strings.Join(card.Categories(), " "))
		}
		want := []string{
			version + ".0", "acme/orders@supplierwatch", "orders@acme.example", "+49 221 1234567", "orders quality",
			version + ".0", "acme/escalation@supplierwatch", "", "0221 98765432", "escalation",
			version + ".0", "empty@supplierwatch", "", "", "",
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{"BEGIN:VCARD\nFN:x\nEMAIL;ENCODING=QUOTED-PRINTABLE:=41=\n\nEND:VCARD", "BEGIN:VCARD\r\nitem1.TEL;TYPE=\"a,b\":+1\r\n 2\r\nORG:\\;;x\r\nEND:VCARD\r\n", "BEGIN:VCARD\n:\n;:\nEND:VCARD"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read(data)
		if err != nil {
			return
		}
		list := supplierlist.Read("r.vcf", table.Rows, supplierlist.Mapping{}, supplierlist.Known{Country: "DE"})
		for _, p := range list.Problems {
			if table.Line(p.Line, p.Column) < 1 {
				t.Fatalf("%+v", p)
			}
		}
	})
}
