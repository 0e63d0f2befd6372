package checkformat_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/model"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// hostile is text that ends a line, an element, a cell or a command in one of the formats.
const hostile = "::error::x\r\n::set-output name=a::b ##[add-mask]y %0A ]]></failure><!-- --> | `code` @everyone #12 <script>alert(1)</script> \x00\x1b[31m\u202e\u2028\ufffe# TODO \\ \"q\" {a: b} www.evil.test http://evil.test :smile: $x$ ~~z~~"

func finding(rule string, severity model.Severity, supplier, message string, line int) model.Finding {
	subject := model.Subject{Kind: "contract", ID: "msa"}
	return model.Finding{
		Rule: rule, Severity: severity, Route: model.RoutePage, Supplier: supplier, Subject: subject, Occurrence: "2027-03-31", Message: message,
		Position: model.Position{File: "registry/a.yaml", Line: line, Column: 9}, Fingerprint: model.Fingerprint(rule, supplier, subject, "2027-03-31"),
		Advice: model.Advice{Headline: "Decide by 9 Dec: " + supplier, Do: []string{"Decide whether to keep it.", "Record it."}},
	}
}

func checkOf(findings ...model.Finding) checkformat.Check {
	c := checkformat.Check{
		Document: apidoc.CheckDocument{
			Version: 1, AsOf: time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC), Findings: findings, Errors: []model.Problem{}, Summary: &apidoc.Summary{Suppliers: 2},
		},
		Rules: []string{"contract-expired", "contract-notice-due"}, NotEvaluated: []string{"contact-bounced"},
		FailOn: model.Critical, Version: "0.1.0",
		Places: checkformat.Places{
			{File: "registry/a.yaml", Line: 3, Column: 9}: {Path: "lists/a b.yaml", Line: 3, Column: 9, EndLine: 3, EndColumn: 12, Byte: 11, EndByte: 14},
		},
	}
	c.Document.Summary.Count(findings)
	return c
}

// samples are the checks of the golden files.
func samples() map[string]checkformat.Check {
	known := finding("contract-expired", model.Critical, "old", "Expired.", 8)
	known.Known = true
	broken := checkOf()
	broken.Document.Summary = nil
	broken.Document.Errors = []model.Problem{
		{Position: model.Position{File: "registry/a.yaml", Line: 3, Column: 9}, Message: "unknown key `nmae`; did you mean `name`?"},
		{Position: model.Position{File: "registry"}, Message: "holds no registry: " + hostile},
	}
	some := checkOf(
		finding("contract-notice-due", model.Critical, "acme", "\"Supply agreement\" auto-renews on 2027-04-01.", 3),
		finding("contract-notice-due", model.Warning, "grüne-säure", "Über 90 % des Bestands.", 5),
		finding("contract-expired", model.Info, hostile, hostile, 0), known,
	)
	some.Compared = true
	diff := checkOf(finding("contract-expired", model.Critical, "acme", "Expired.", 3), known)
	diff.Compared = true
	diff.Document.Diff = &apidoc.Diff{
		Against: "main|" + hostile, New: 1, Unchanged: 1, Fixed: apidoc.Findings{finding("contract-expired", model.Warning, "old", hostile, 9)}, Removed: []string{"gone"},
	}
	cut := checkOf()
	cut.Unknown = "this host has no network access; the probes have no results"
	return map[string]checkformat.Check{
		"none":   checkOf(),
		"broken": broken,
		"cut":    cut,
		"some":   some,
		"diff":   diff,
	}
}

// failer is a test, or one case of a property.
type failer interface {
	Helper()
	Errorf(format string, values ...any)
	Fatalf(format string, values ...any)
	Error(values ...any)
	Fatal(values ...any)
}

func written(t failer, format string, c checkformat.Check) string {
	t.Helper()
	var out bytes.Buffer
	if err := checkformat.Write(&out, format, c); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestFormats(t *testing.T) {
	for name, c := range samples() {
		for _, format := range checkformat.Names() {
			t.Run(name+"."+format, func(t *testing.T) {
				got, file := written(t, format, c), filepath.Join("testdata", name+"."+format)
				if *update {
					if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if got != string(want) {
					t.Errorf("%s differs; got\n%s", file, got)
				}
				if again := written(t, format, c); again != got {
					t.Error("the second output differs from the first")
				}
			})
		}
	}
}

// many returns a check with so many findings, the least severe ones first.
func many(n int) checkformat.Check {
	severities := []model.Severity{model.Info, model.Warning, model.Critical}
	var all []model.Finding
	for i := range n {
		all = append(all, finding("contract-notice-due", severities[i*3/n], fmt.Sprintf("supplier-%d", i), strings.Repeat("A long message. ", 10), i+1))
	}
	return checkOf(all...)
}

func TestBounds(t *testing.T) {
	c := many(10_000)
	if text := written(t, checkformat.FormatNagios, c); len(text) > 4096 || strings.Count(text, "\n") != 1 {
		t.Errorf("nagios has %d bytes", len(text))
	}
	if text := written(t, checkformat.FormatMarkdown, c); len(text) > 65_536 || !strings.Contains(text, "rows not shown") {
		t.Errorf("markdown has %d bytes", len(text))
	}
	text := written(t, checkformat.FormatGitHub, c)
	for _, level := range []string{"error", "warning", "notice"} {
		if n := strings.Count(text, "::"+level+" "); n != 10 {
			t.Errorf("%d annotations of level %s", n, level)
		}
	}
	if !strings.Contains(text, "9970 results without an annotation") {
		t.Errorf("what is left out is not said: %s", text[len(text)-200:])
	}
	if summary := checkformat.GitHubSummary(c, 1<<20); len(summary) > 1<<20 || strings.Count(summary, "| critical |") < 3000 {
		t.Errorf("the summary has %d bytes", len(summary))
	}
	if summary := checkformat.GitHubSummary(c, 10); summary != "" {
		t.Errorf("no room, and yet %q", summary)
	}
	sarif := read(t, checkformat.FormatSARIF, written(t, checkformat.FormatSARIF, c))
	if len(sarif) != 5000 || sarif[0].severity != "error" || sarif[4999].severity != "warning" {
		t.Errorf("%d results", len(sarif))
	}
	if !strings.Contains(written(t, checkformat.FormatSARIF, c), "5000 results left out") {
		t.Error("SARIF does not say what is left out")
	}
}

func TestNagiosState(t *testing.T) {
	known := finding("contract-expired", model.Critical, "acme", "x", 1)
	known.Known = true
	noNetwork := finding("vantage-blind", model.Critical, "", "x", 1)
	for _, c := range []struct {
		name     string
		findings []model.Finding
		unknown  string
		want     int
	}{
		{"nothing", nil, "", checkformat.NagiosOK},
		{"info", []model.Finding{finding("a", model.Info, "x", "x", 1)}, "", checkformat.NagiosOK},
		{"warning", []model.Finding{finding("a", model.Warning, "x", "x", 1)}, "", checkformat.NagiosWarning},
		{"critical", []model.Finding{finding("a", model.Critical, "x", "x", 1), finding("a", model.Warning, "x", "x", 1)}, "", checkformat.NagiosCritical},
		{"known", []model.Finding{known}, "", checkformat.NagiosOK},
		{"no network", []model.Finding{noNetwork}, "no network", checkformat.NagiosUnknown},
		{"no network, critical", []model.Finding{finding("a", model.Critical, "x", "x", 1)}, "no network", checkformat.NagiosCritical},
	} {
		check := checkOf(c.findings...)
		check.Unknown = c.unknown
		if got := checkformat.NagiosState(check); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
	if got := checkformat.NagiosState(samples()["broken"]); got != checkformat.NagiosUnknown {
		t.Errorf("an error of the registry: %d", got)
	}
}

func TestGitHubLog(t *testing.T) {
	for text, want := range map[string]string{
		"plain\n":                    "plain\n",
		"::error::x\n":               ": :error::x\n",
		"a\n \t::stop-commands::x\n": "a\n \t: :stop-commands::x\n",
		"a ##[add-mask]b":            "a ## [add-mask]b",
		"a::b\n":                     "a::b\n",
		"\u00a0::error::x":           "\u00a0: :error::x",
	} {
		if got := checkformat.GitHubLog(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
