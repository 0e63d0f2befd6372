package report

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/sheet"
)

func TestHarmless(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"ACME", "ACME"},
		{"a=1", "a=1"},
		{"=HYPERLINK(A1)", "'=HYPERLINK(A1)"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "'\t=1"},
		{"-14", "'-14"},
		{"+49891234567", "+49891234567"},
		{"+4989123456+1", "'+4989123456+1"},
		{"+0891234567", "'+0891234567"},
		{"+4989123456789012", "'+4989123456789012"},
		{"+49 89 1234567", "'+49 89 1234567"},
		{"+49891234567\n", "'+49891234567\n"},
	} {
		if got := sheet.Guard(c.in); got != c.want {
			t.Errorf("Guard(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAgo(t *testing.T) {
	today := civil.NewDate(2026, 11, 22)
	clock := prose.Clock{Zone: time.UTC, Now: today.Start(time.UTC)}
	for days, want := range map[int]string{
		-1: "today", 0: "today", 1: "yesterday", 2: "2 days ago", 60: "60 days ago", 61: "2 months ago", 92: "3 months ago",
		364: "11 months ago", 365: "12 months ago", 729: "23 months ago", 731: "2 years ago", 3653: "10 years ago",
	} {
		if got := ago(today.AddDays(-days), time.UTC, clock); got != want {
			t.Errorf("%d days: %q, want %q", days, got, want)
		}
	}
}

func TestReach(t *testing.T) {
	today := civil.NewDate(2026, 11, 22)
	likely := 0.949
	for _, c := range []struct {
		reach apidoc.Reach
		want  string
	}{
		{apidoc.Reach{Ways: 2, LastAnswer: today.AddDays(-92), Likelihood: &likely}, "2 ways, last answer 3 months ago; likelihood 0.949"},
		{apidoc.Reach{Ways: 1, Likelihood: &likely}, "1 way, no answer on record; likelihood 0.949"},
		{apidoc.Reach{Ways: 2}, "2 ways, no answer on record; likelihood not known"},
		{apidoc.Reach{LastAnswer: today, Likelihood: new(float64)}, "no way to reach them that is not known to fail"},
	} {
		if got := reach(c.reach, prose.Clock{Zone: time.UTC, Now: today.Start(time.UTC)}); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// named is a report of one row about which nothing is known but its name.
func named(name string) apidoc.ExposureDocument {
	return apidoc.ExposureDocument{
		Version: 1, AsOf: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC), By: apidoc.BySupplier, Exposure: apidoc.Estimate{Of: 1},
		Rows: []apidoc.ExposureRow{{ID: "x", Name: name, Tier: "standard", Suppliers: []string{"x"}}},
	}
}

func written(t testing.TB, write func(io.Writer, apidoc.ExposureDocument) error, doc apidoc.ExposureDocument) string {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out, doc); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// plain returns a writer without a style.
func plain(write func(io.Writer, apidoc.ExposureDocument, Style) error) func(io.Writer, apidoc.ExposureDocument) error {
	return func(w io.Writer, doc apidoc.ExposureDocument) error { return write(w, doc, Style{}) }
}

func TestANameStaysText(t *testing.T) {
	doc := named("A|B <b>*x*</b>\n[y](z)\x1b[31m")
	if got, want := written(t, plain(ExposureMarkdown), doc), `| A\|B \<b\>\*x\*\</b\> \[y\](z) \[31m | standard | not estimated |`; !strings.Contains(got, want) {
		t.Errorf("Markdown is\n%s\nwant %s", got, want)
	}
	if got, want := written(t, plain(ExposureHTML), doc), `<td>A|B &lt;b&gt;*x*&lt;/b&gt; [y](z) [31m</td>`; !strings.Contains(got, want) {
		t.Errorf("HTML is\n%s\nwant %s", got, want)
	}
}

func TestWhatIsNotEstimatedIsNeverZero(t *testing.T) {
	for format, write := range map[string]func(io.Writer, apidoc.ExposureDocument) error{
		"text": plain(ExposureText), "markdown": plain(ExposureMarkdown), "csv": ExposureCSV, "html": plain(ExposureHTML),
	} {
		if got := written(t, write, named("A")); !strings.Contains(got, "not estimated") {
			t.Errorf("%s says nothing of it:\n%s", format, got)
		}
	}
	doc := named("A")
	doc.Rows[0].Exposure = &model.Money{Currency: "EUR"}
	if got := written(t, ExposureCSV, doc); !strings.Contains(got, ",0,EUR,") {
		t.Errorf("nothing to lose is zero:\n%s", got)
	}
}

// TestCSVReadsBack holds that every record has all columns and no cell is a formula, whatever suppliers are called.
func TestCSVReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[=+\-@\t]?["',; \n=a-z0-9]{0,12}`).Draw(t, "name")
		var out bytes.Buffer
		if err := ExposureCSV(&out, named(name)); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(&out).ReadAll()
		if err != nil || len(records) != 2 || len(records[1]) != len(exposureColumns) {
			t.Fatalf("%v, %v", records, err)
		}
		if got := records[1][1]; got != sheet.Guard(name) {
			t.Fatalf("name %q came back as %q", name, got)
		}
	})
}

// TestAReportByLineWithoutLinesNamesWhatIsMissing holds that the report does not only count to zero.
func TestAReportByLineWithoutLinesNamesWhatIsMissing(t *testing.T) {
	const hint = "The registry has no production lines: list them under `lines`"
	byLine, bySupplier := apidoc.ExposureDocument{By: apidoc.ByLine}, apidoc.ExposureDocument{By: apidoc.BySupplier}
	if got := totals(byLine)[0]; !strings.HasPrefix(got, hint) {
		t.Error(got)
	}
	byLine.Exposure.Of = 1
	for _, doc := range []apidoc.ExposureDocument{byLine, bySupplier} {
		if got := totals(doc)[0]; strings.Contains(got, hint) {
			t.Error(got)
		}
	}
}
