package checkformat_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"

	"supplierwatch/internal/checkformat"
	"supplierwatch/internal/model"
)

// result is one finding as a consumer reads it.
type result struct{ rule, severity, message, path string }

// readers read the formats again, each in the simplest way; the formats with prose or limits have tests of their own.
var readers = map[string]func(t failer, text string) []result{
	checkformat.FormatSARIF: readSARIF, checkformat.FormatJUnit: readJUnit, checkformat.FormatGitHub: readGitHub, checkformat.FormatGitLab: readGitLab,
	checkformat.FormatTAP: readTAP, checkformat.FormatRDJSON: readRDJSON, checkformat.FormatMarkdown: readMarkdown,
}

func read(t failer, format, text string) []result {
	t.Helper()
	return readers[format](t, text)
}

func decode(t failer, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func readSARIF(t failer, text string) []result {
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
					}
				}
			}
		}
	}
	decode(t, text, &log)
	var all []result
	for _, r := range log.Runs[0].Results {
		if log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Fatalf("rule %d is not %s", r.RuleIndex, r.RuleID)
		}
		path, err := url.Parse(r.Locations[0].PhysicalLocation.ArtifactLocation.URI)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, result{r.RuleID, r.Level, r.Message.Text, path.Path})
	}
	if strings.Contains(text, `: ""`) {
		t.Errorf("an empty string:\n%s", text)
	}
	return all
}

func readJUnit(t failer, text string) []result {
	var report struct {
		Tests  int `xml:"tests,attr"`
		Suites []struct {
			Tests int `xml:"tests,attr"`
			Cases []struct {
				Name    string `xml:"name,attr"`
				Class   string `xml:"classname,attr"`
				Failure *struct {
					Text string `xml:",chardata"`
				} `xml:"failure"`
				Output *string `xml:"system-out"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(text), &report); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	var all []result
	count := 0
	for _, s := range report.Suites {
		names := map[string]bool{}
		for _, c := range s.Cases {
			if count++; names[c.Name] {
				t.Errorf("two cases named %q", c.Name)
			}
			names[c.Name] = true
			details := c.Output
			if c.Failure != nil {
				details = &c.Failure.Text
			}
			if details != nil {
				first, _, _ := strings.Cut(*details, "\n")
				all = append(all, detailed(t, c.Class, first))
			}
		}
	}
	if count == 0 || count != report.Tests {
		t.Errorf("%d cases, %d counted", count, report.Tests)
	}
	return all
}

// detailed reads PATH:LINE:COLUMN: SEVERITY: MESSAGE.
func detailed(t failer, rule, line string) result {
	parts := regexp.MustCompile(`^(.*?):\d+:\d+: (critical|warning|info): (.*)$`).FindStringSubmatch(line)
	if parts == nil {
		t.Fatalf("no place in %q", line)
	}
	return result{rule, parts[2], parts[3], parts[1]}
}

// readGitHub reads the log as the runner does: each line that begins with :: after blanks is a command, and so is ##[ anywhere else.
func readGitHub(t failer, text string) []result {
	var all []result
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "::") {
			if strings.Contains(line, "##[") {
				t.Errorf("a command in %q", line)
			}
			continue
		}
		head, message, _ := strings.Cut(line[2:], "::")
		level, properties, _ := strings.Cut(head, " ")
		r := result{severity: level}
		for property := range strings.SplitSeq(properties, ",") {
			if name, value, _ := strings.Cut(property, "="); name == "file" {
				r.path = unescapeGitHub(value)
			}
		}
		r.message, _, _ = strings.Cut(unescapeGitHub(message), "\n")
		all = append(all, r)
	}
	return all
}

func unescapeGitHub(text string) string {
	return strings.NewReplacer("%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",", "%25", "%").Replace(text)
}

func readGitLab(t failer, text string) []result {
	var issues []struct {
		Description string
		Check       string `json:"check_name"`
		Fingerprint string
		Severity    string
		Location    struct {
			Path  string
			Lines struct{ Begin int }
		}
	}
	decode(t, text, &issues)
	if issues == nil {
		t.Error("null")
	}
	var all []result
	seen := map[string]bool{}
	for _, i := range issues {
		if seen[i.Fingerprint] || i.Location.Lines.Begin < 1 || strings.HasPrefix(i.Location.Path, "./") {
			t.Errorf("not as GitLab wants it: %+v", i)
		}
		seen[i.Fingerprint] = true
		all = append(all, result{i.Check, i.Severity, i.Description, i.Location.Path})
	}
	return all
}

func readTAP(t failer, text string) []result {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "TAP version 14" {
		t.Fatalf("begins with %q", lines[0])
	}
	plan, err := strconv.Atoi(strings.TrimPrefix(lines[1], "1.."))
	if err != nil {
		t.Fatalf("no plan: %q", lines[1])
	}
	var all []result
	tests, rule := 0, ""
	for i := 2; i < len(lines); i++ {
		if begun := regexp.MustCompile(`^(?:not )?ok (\d+) - ([a-z-]+): `).FindStringSubmatch(lines[i]); begun != nil {
			tests++
			if rule = begun[2]; begun[1] != strconv.Itoa(tests) {
				t.Errorf("test %d is %q", tests, lines[i])
			}
			continue
		}
		if lines[i] != "  ---" {
			t.Fatalf("neither a test nor its details: %q", lines[i])
		}
		end := i + slices.Index(lines[i:], "  ...")
		var details struct{ Message, Severity, File string }
		if err := yaml.Unmarshal([]byte(strings.Join(lines[i+1:end], "\n")), &details); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		all = append(all, result{rule, details.Severity, details.Message, details.File})
		i = end
	}
	if tests != plan {
		t.Errorf("%d tests of %d", tests, plan)
	}
	return all
}

func readRDJSON(t failer, text string) []result {
	var report struct {
		Diagnostics []struct {
			Message  string
			Severity string
			Code     struct{ Value string }
			Location struct{ Path string }
		}
	}
	decode(t, text, &report)
	var all []result
	for _, d := range report.Diagnostics {
		all = append(all, result{d.Code.Value, d.Severity, d.Message, d.Location.Path})
	}
	return all
}

// readMarkdown reads the rows of the table.
func readMarkdown(t failer, text string) []result {
	if !strings.HasPrefix(text, checkformat.MarkdownMarker+"\n") {
		t.Errorf("no marker: %q", text)
	}
	_, table, _ := strings.Cut(text, "| --- | --- | --- |\n")
	var all []result
	for line := range strings.SplitSeq(table, "\n") {
		if !strings.HasPrefix(line, "| ") {
			continue
		}
		cells := cellEnds.Split(strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |"), -1)
		if len(cells) != 3 {
			t.Errorf("%d cells: %q", len(cells), line)
		}
		all = append(all, result{severity: cells[0]})
	}
	return all
}

var cellEnds = regexp.MustCompile(` \| `)

// severityWords are the words for critical, warning and info in each format.
var severityWords = map[string][3]string{
	checkformat.FormatSARIF: {"error", "warning", "note"}, checkformat.FormatGitHub: {"error", "warning", "notice"},
	checkformat.FormatGitLab: {"critical", "major", "minor"}, checkformat.FormatRDJSON: {"ERROR", "WARNING", "INFO"},
}

func drawText(t *rapid.T, name string) string {
	return rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("::#[]|`@%\r\n\\<>&\"'- aA1.,")), 1, 40, -1), rapid.Just(hostile)).Draw(t, name)
}

// visible returns a text as all formats show it, found in another way than theirs.
func visible(text string) string {
	var out []rune
	for _, r := range text {
		switch {
		case r < ' ' || r >= 0x7f && r < 0xa0 || r == 0x2028 || r == 0x2029 || r >= 0xfdd0 && r <= 0xfdef || r&0xffff >= 0xfffe:
			out = append(out, ' ')
		case r == 0x61c || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069:
		case !utf8.ValidRune(r):
			out = append(out, utf8.RuneError)
		default:
			out = append(out, r)
		}
	}
	return strings.TrimSpace(string(out))
}

// TestEachFormatCanBeReadAgain checks that each output is well-formed and has the findings of the check, whatever their text is.
func TestEachFormatCanBeReadAgain(t *testing.T) {
	ranks := []model.Severity{model.Critical, model.Warning, model.Info}
	rapid.Check(t, func(rt *rapid.T) {
		var findings []model.Finding
		for i := range rapid.IntRange(0, 9).Draw(rt, "n") {
			rule := rapid.SampledFrom([]string{"contract-expired", "contract-notice-due", "contact-bounced"}).Draw(rt, "rule")
			f := finding(rule, rapid.SampledFrom(ranks).Draw(rt, "severity"), drawText(rt, "supplier"), "x"+drawText(rt, "message"), i)
			f.Advice.Headline = drawText(rt, "headline")
			findings = append(findings, f)
		}
		c := checkOf(findings...)
		for format := range readers {
			got := read(rt, format, written(rt, format, c))
			var want []result
			for _, f := range findings {
				r := result{f.Rule, string(f.Severity), visible(f.Message), "registry/a.yaml"}
				if f.Position.Line == 3 {
					r.path = "lists/a b.yaml"
				}
				if words, differ := severityWords[format]; differ {
					r.severity = words[f.Severity.Rank()]
				}
				switch format {
				case checkformat.FormatGitHub:
					r.rule = ""
				case checkformat.FormatMarkdown:
					r.rule, r.message, r.path = "", "", ""
				}
				want = append(want, r)
			}
			compare := func(a, b result) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }
			slices.SortFunc(got, compare)
			slices.SortFunc(want, compare)
			if !slices.Equal(got, want) {
				rt.Fatalf("%s: got\n%q\nwant\n%q", format, got, want)
			}
		}
		if line := written(rt, checkformat.FormatNagios, c); strings.Count(line, "\n") != 1 || strings.Count(line, "|") != 1 || len(line) > 4096 {
			rt.Fatalf("nagios: %q", line)
		}
	})
}
