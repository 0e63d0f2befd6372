package supplierlist

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/sheet"
)

var germany = Known{Tiers: []string{"critical", "important", "standard"}, Teams: []string{"purchasing"}, Country: "DE"}

func read(tb testing.TB, text string, mapping Mapping, known Known) List {
	tb.Helper()
	rows, err := sheet.ReadCSV([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return Read("v.csv", rows, mapping, known)
}

func problems(list List) []string {
	var all []string
	for _, p := range list.Problems {
		all = append(all, p.String())
	}
	return all
}

func TestReadNamesEveryBadCell(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"exponent", "Name;Kundennummer\nA;4,98955E+11", `v.csv:2:2: Kundennummer: "4,98955E+11" is a number that a spreadsheet has shortened`},
		{"a date in a name", "Name\n01. Mrz", `v.csv:2:1: Name: "01. Mrz" is a date`},
		{"decimals", "Name;Kundennummer\nA;88231,00", `v.csv:2:2: Kundennummer: "88231,00" is a number with decimals`},
		{"an address", "Name;E-Mail\nA;a@", `v.csv:2:2: E-Mail: "a@" is not a valid mail address`},
		{"two addresses", "Name;E-Mail\nA;\"a@b.example; c@b.example\"", `v.csv:2:2: E-Mail: "a@b.example; c@b.example" is not a valid mail address: there are several`},
		{"a lost zero", "Name;Telefon\nA;891234567", `v.csv:2:2: Telefon: "891234567" begins neither with + nor with 0`},
		{"a lost plus", "Name;Telefon\nA;49 7755 91155", `v.csv:2:2: Telefon: "49 7755 91155" begins neither with + nor with 0: write "+49 7755 91155"`},
		{"not a number", "Name;Telefon\nA;abc", `v.csv:2:2: Telefon: "abc" is not a valid phone number`},
		{"not a number, without its country", "Name;Telefon\nA;12", `v.csv:2:2: Telefon: "12" `},
		{"a number of a country that is wrong", "Name;Land;Telefon\nA;Absurdistan;1234567", `v.csv:2:2: Land: "Absurdistan" is not a valid country`},
		{"a country", "Name;Land\nA;Absurdistan", `v.csv:2:2: Land: "Absurdistan" is not a valid country`},
		{"a tier", "Name;Tier\nA;critcal", "v.csv:2:2: Tier: there is no tier \"critcal\"; did you mean `critical`?"},
		{"a team", "Name;Owner\nA;buying", `v.csv:2:2: Owner: there is no team "buying"; expected one of purchasing`},
		{"an id", "id;Name\nA B;A", `v.csv:2:1: id: "A B" is not a valid id`},
		{"an invisible character", "Name\nA\u200bB", `v.csv:2:1: Name: `},
		{"two lines", "Name\n\"A\nB\"", `v.csv:2:1: Name: it must be one line`},
		{"twice", "Name\nA\n\nA", `v.csv:4:1: Name: "A" is in row 2 already; if these are two suppliers, add a column`},
		{"twice the id", "id;Name\na;A\na;B", `v.csv:3:1: id: "a" is in row 2 already`},
		{"no name", "Name;Land\n;DE", `v.csv:2:1: the row has neither a name nor an id`},
		{"no id can be made", "Name;Land\n東京;JP", `v.csv:2:1: Name: no id can be made from "東京"`},
		{"too many cells", "Name;Land\nA;DE;x", `v.csv:2:3: the row has more cells than the header, which has 2`},
		{"two columns", "Name;Firma\nA;B", `v.csv:1:2: "Firma" holds the same as "Name" in column 1 (name)`},
		{"no header", "A;B\nC;D", `v.csv:1:1: no column holds the name or the id of the supplier: the first row holds "A", "B"`},
		{"an empty first row", "\nA;B\nC;D", `v.csv:1:1: the first row is empty`},
		{"one column below a title", "Unsere Liste\n\nName\nA", `v.csv:3:1: row 3 looks like the header: delete the rows above it`},
		{"two tables", "Titel\nName;Land\nA;DE\n\nName;Telefon\nB;12", `v.csv:5:1: rows 2 and 5 both look like the header: keep one table`},
		{"a wrong cell below a title", "Titel;\n;\nName;E-Mail\nA;a@", `v.csv:4:2: E-Mail: "a@" is not a valid mail address`},
		{"two columns below a title", "Titel;;\nName;Firma;Land\nA;B;DE", `v.csv:2:2: "Firma" holds the same as "Name" in column 1 (name)`},
		{"only a name of a contact", "Name;Ansprechpartner\nA;Berg", `v.csv:2:2: Ansprechpartner: "Berg" has neither an address nor a phone number`},
		{"nothing closed", "Name;Land\nA;\"DE\n", `v.csv:2:2: the quotation mark that opens this cell is not closed`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := problems(read(t, tt.in, Mapping{}, germany))
			if len(got) != 1 || !strings.HasPrefix(got[0], tt.want) {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestReadWithoutACountry(t *testing.T) {
	got := problems(read(t, "Name;Telefon\nA;089 1234567", Mapping{}, Known{}))
	if len(got) != 1 || !strings.Contains(got[0], "has no country code, and the supplier has no country") {
		t.Errorf("%q", got)
	}
}

func TestReadTakesWhatIsMeant(t *testing.T) {
	list := read(t, "Firma;Stufe;Land;Kunden-Nr.;E-Mail;Telefon;E-Mail Qualität;Umsatz\n"+
		" Größe\u00a0AG ;Kritisch;deutschland;=\"0012\";o@g.example;\"'+49 89 1234567\";q@g.example;12\n\n"+
		"ACME;important;CHE;'=1;;;;\n", Mapping{}, germany)
	if len(list.Problems) > 0 || len(list.Entries) != 2 {
		t.Fatalf("%q", problems(list))
	}
	var got []string
	for _, e := range list.Entries {
		for _, key := range Keys {
			got = append(got, e.Text(key))
		}
		for _, c := range e.Contacts {
			got = append(got, string(c.Role), c.Text(PartEmail), c.Text(PartPhone))
		}
	}
	want := []string{
		"", "Größe AG", "critical", "DE", "0012", "", "", "", "orders", "o@g.example", "+49 89 1234567", "quality", "q@g.example", "",
		"", "ACME", "important", "CH", "=1", "", "", "",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if list.Entries[1].Pos.Line != 4 || !slices.Equal(list.Skipped, []Skipped{{"Umsatz", "not a known column"}}) {
		t.Errorf("row %d, skipped %q", list.Entries[1].Pos.Line, list.Skipped)
	}
}

func TestReadWithAMapFile(t *testing.T) {
	mapping, wrong := ReadMapping("sap.yaml", []byte("version: 1\n"+
		"columns: {LIFNR: erp, NAME1: name, LAND1: country, TELF1: orders phone, ABC: tier, ORT01: skip}\nvalues: {tier: {A: critical}}\nall: {language: de}\n"))
	if len(wrong) > 0 {
		t.Fatal(wrong)
	}
	list := read(t, "LIFNR;NAME1;ORT01;LAND1;TELF1;ABC;Name\n0000100234;Berg AG;Bern;CH;031 3221111;a;x\n", mapping, germany)
	if len(list.Problems) > 0 || len(list.Entries) != 1 {
		t.Fatalf("%q", problems(list))
	}
	e := list.Entries[0]
	if e.Text(KeyERP) != "0000100234" || e.Text(KeyTier) != "critical" || e.Text(KeyLanguage) != "de" || e.Text(KeyName) != "Berg AG" || e.Contacts[0].Text(PartPhone) != "031 3221111" {
		t.Errorf("%+v", e)
	}
	if !slices.Equal(list.Skipped, []Skipped{{"Name", "not a known column"}}) {
		t.Errorf("skipped %q", list.Skipped)
	}
	missing := problems(read(t, "LIFNR;NAME1\n1;A\n", mapping, germany))
	if len(missing) != 3 || missing[0] != "sap.yaml:2:36: `columns`: v.csv has no column \"LAND1\"" {
		t.Errorf("%q", missing)
	}
}

func TestReadMappingRefuses(t *testing.T) {
	for in, want := range map[string]string{
		"version: 1\ncolumns: {A: orders emial}\n":    "m.yaml:2:14: `columns`: \"orders emial\" is not a field; did you mean `orders email`?",
		"version: 1\ncolumns: {A: name, a: id}\n":     "m.yaml:2:20: `columns`: \"a\" and \"A\" are the same header",
		"version: 1\ncolumns: {A: name}\nall: {x: z}": "m.yaml:3:7: \"x\" is not a field of suppliers",
		"version: 2\ncolumns: {A: name}":              "m.yaml:1:10: `version`: this program reads version 1",
		"version: 1\ncolumns: {}\n":                   "m.yaml:1:1: the map file names no column",
	} {
		_, got := ReadMapping("m.yaml", []byte(in))
		if len(got) != 1 || !strings.HasPrefix(got[0].String(), want) {
			t.Errorf("%q: %v, want %s", in, got, want)
		}
	}
}

// TestReadIsBounded reads 100,000 rows, of which only the entries remain in memory.
func TestReadIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 100,000 rows")
	}
	var b strings.Builder
	b.WriteString("id;name;country;customer number;orders email;orders phone\n")
	const count = 100_000
	for i := range count {
		fmt.Fprintf(&b, "s%d;Supplier %d;DE;%07d;orders@s%d.example;+49 89 1%06d\n", i, i, i, i, i)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	list := read(t, b.String(), Mapping{}, germany)
	runtime.GC()
	runtime.ReadMemStats(&after)
	if len(list.Entries) != count || len(list.Problems) > 0 {
		t.Fatalf("%d entries, %d problems", len(list.Entries), len(list.Problems))
	}
	if perRow := (int64(after.HeapAlloc) - int64(before.HeapAlloc)) / count; perRow > 4_000 {
		t.Errorf("%d bytes for each row", perRow)
	}
	runtime.KeepAlive(list)
}

// TestManyProblemsAreCounted lists so many problems and counts the rest.
func TestManyProblemsAreCounted(t *testing.T) {
	list := read(t, "Name;Land\n"+strings.Repeat("01. Mrz;Absurdistan\n", 2*maxProblems), Mapping{}, germany)
	if len(list.Problems) != maxProblems+1 || list.Problems[maxProblems].Omitted != 3*maxProblems {
		t.Errorf("%d problems, the last one counts %d", len(list.Problems), list.Problems[len(list.Problems)-1].Omitted)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("id;name;Land;Telefon\na;A;DE;089 1\n")
	f.Add("Name,E-Mail\n\"\\u0000\x85\u2028\ufeff\",a@b\n")
	f.Add("name\n\x7f\ud7ff�\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := sheet.ReadCSV([]byte(text))
		if err != nil {
			return
		}
		list := Read("v.csv", rows, Mapping{}, germany)
		for _, p := range list.Problems {
			if p.File != "v.csv" || p.Line < 1 || p.Column < 1 || p.Message == "" {
				t.Fatalf("%+v", p)
			}
		}
	})
}

func TestATableThatCannotBeReadIsNotCalledEmpty(t *testing.T) {
	damaged := func(yield func(sheet.Row, error) bool) { yield(sheet.Row{}, errors.New("it is not a workbook")) }
	want := []string{"v.csv:1:1: it is not a workbook"}
	if got := problems(Read("v.csv", damaged, Mapping{}, germany)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
