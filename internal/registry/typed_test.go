package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// TestLookAlikesAreErrors has a character in each place of addresses and hosts that only looks like the usual one. The daemon still reads them.
func TestLookAlikesAreErrors(t *testing.T) {
	for entry, want := range map[string]string{
		`contacts: {role: orders, email: "оrders@acme.example"}`:                  "`email`: \"оrders@acme.example\" can be taken for another: \"оrders\" mixes Cyrillic and Latin letters: 'о' (U+043E) is Cyrillic; write \"orders@acme.example\"",
		`contacts: {role: orders, email: "orders@acme．example"}`:                  "which looks like \".\" and is another character; write \"orders@acme.example\"",
		`contacts: {role: orders, email: "in–fo@acme.example"}`:                   "write \"in-fo@acme.example\"",
		`endpoints: {id: e, kind: http, target: "https://pоrtal.acme.example/x"}`: "`target`: its host can be taken for another: \"pоrtal\" mixes",
		`endpoints: {id: e, kind: tcp, target: "edi.acmе.example:5555"}`:          "`target`: its host can be taken for another: \"acmе\" mixes",
		`contacts: {role: orders, email: "почта@пример.рф"}`:                      "",
		`contacts: {role: orders, email: "info@münchen.de"}`:                      "",
		`endpoints: {id: e, kind: http, target: "https://пример.рф/x"}`:           "",
		`endpoints: {id: e, kind: tcp, target: "[2001:db8::1]:443"}`:              "",

		`order_windows: {title: yearly, yearly: {opens: 09-01, closes: 09-30}, confirmation: {mailbox: m, within: 1 day, from: "*@аcme.example", subject: [x]}}`: "`from`: \"*@аcme.example\" can be taken for another",
	} {
		text := "version: 1\nteams: {p: {email: p@buyer.example}}\nmailboxes: {m: {address: m@buyer.example}}\nsuppliers:\n  - {id: acme, name: A, country: DE, " + entry + "}\n"
		dir := write(t, map[string]string{"a.yaml": text})
		r, problems := Load([]string{dir})
		if want == "" {
			if r == nil {
				t.Errorf("%s: %s", entry, lines(problems))
			}
			continue
		}
		if r != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, want) || problems[0].Excerpt == "" {
			t.Errorf("%s: %s, want %q", entry, lines(problems), want)
		}
		if before, _ := (&Loader{LikeBefore: true}).Load([]string{dir}); before == nil {
			t.Errorf("%s: the daemon does not start", entry)
		}
	}
}

// TestUnlikelyYearsAreErrors writes each kind of date in an unlikely year. The daemon still reads them.
func TestUnlikelyYearsAreErrors(t *testing.T) {
	for entry, want := range map[string]string{
		"contracts: {title: A, ends: 0026-11-30, renewal: none}":                                                                        "`ends`: \"0026-11-30\" is not a likely date: the year is 0026; write 2026-11-30 if 2026 is meant",
		"contracts: {title: A, ends: 2927-11-30, renewal: none}":                                                                        "the year is 2927, and years after 2199 are not accepted",
		"contracts: {title: A, ends: 9999-12-31, renewal: none}":                                                                        "",
		"order_windows: {title: yearly, opens: 2026-09-01, closes: 2026-09-30, placed: {window: 2026-09-01, at: 0207-01-01T10:00:00Z}}": "the year is 0207, and years before 1900",
		"supplies: {item: x, placed: {at: 0207-01-01}}":                                                                                 "years before 1900",
	} {
		text := "version: 1\nteams: {p: {email: p@buyer.example}}\nsuppliers:\n  - {id: acme, name: A, " + entry + "}\n"
		dir := write(t, map[string]string{"a.yaml": text})
		r, problems := Load([]string{dir})
		if want == "" && r == nil || want != "" && (r != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, want)) {
			t.Errorf("%s: %s, want %q", entry, lines(problems), want)
		}
		if before, _ := (&Loader{LikeBefore: true}).Load([]string{dir}); before == nil {
			t.Errorf("%s: the daemon does not start", entry)
		}
	}
	dir := write(t, map[string]string{"a.yaml": "version: 1\ncalendars: {c: {closed: [2026-12-24/2926-12-31]}}\n"})
	if r, problems := Load([]string{dir}); r != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, "the year is 2926") {
		t.Errorf("closed days: %s", lines(problems))
	}
}

// TestContractsThatTheVersionBeforeReadWrongly has days that never come where one is meant that comes, and renewals of business days, which were
// left out. The daemon still reads them.
func TestContractsThatTheVersionBeforeReadWrongly(t *testing.T) {
	for entry, want := range map[string]string{
		"starts: 9999-12-31, term: 12 months, renewal: none":                                         "`starts`: 9999-12-31 is the date of what never comes",
		"ends: 2027-12-31, renewal: none, terminated: {by: them, ends: 9999-12-31}":                  "write the last day in force, or delete `terminated`",
		"ends: 2027-12-31, renewal: manual, renewed: {until: 9999-01-01}":                            "write `open_ended: true` in place of the renewal",
		"ends: 9999-12-31, notice: 3 months":                                                         "",
		"ends: 2027-12-31, renewal: automatic, renewal_term: 20 business days, notice: 1 month":      "`renewal_term`: \"20 business days\" is not a valid length of a renewal",
		"ends: 2027-12-31, renewal: automatic, renewal_term: 1 month 5 business days, notice: 1 day": "business days are not counted here; write days, weeks, months or years",
		"ends: 2027-12-31, renewal: automatic, renewal_term: 1 year 6 months, notice: 1 day":         "",
		"ends: 2027-12-31, renewal: none, terminated: {by: us, ends: 2027-12-31}":                    "`by`: expected them, got \"us\"",
	} {
		text := "version: 1\nteams: {p: {email: p@buyer.example}}\nsuppliers:\n  - {id: acme, name: A, contracts: {" + entry + "}}\n"
		dir := write(t, map[string]string{"a.yaml": text})
		r, problems := Load([]string{dir})
		if want == "" && r == nil || want != "" && (r != nil || len(problems) != 1 || !strings.Contains(problems[0].Message, want)) {
			t.Errorf("%s: %s, want %q", entry, lines(problems), want)
		}
		before, _ := (&Loader{LikeBefore: true}).Load([]string{dir})
		if before == nil != strings.Contains(entry, "by: us") {
			t.Errorf("%s: read by the daemon: %v", entry, before != nil)
		}
	}
}

// TestAFileWithoutTextIsAnError refuses what a full disk leaves of a file: its suppliers would be watched no longer.
func TestAFileWithoutTextIsAnError(t *testing.T) {
	for _, blank := range []string{"", "\n\n", " \r\n\t", "\ufeff", "\ufeff\n"} {
		r, problems := Load([]string{write(t, map[string]string{"a.yaml": blank, "b.yaml": "version: 1\n"})})
		if r != nil || len(problems) != 1 || !strings.Contains(problems[0].String(), "a.yaml:1:1: the file has no text: restore its content if writing it failed") {
			t.Errorf("%q: %s", blank, lines(problems))
		}
	}
}

// TestEmptyFilesAreSkipped skips a file without a document beside others. A registry without any is an error.
func TestEmptyFilesAreSkipped(t *testing.T) {
	const whole = "version: 1\nteams: {p: {email: p@buyer.example}}\n"
	for _, empty := range []string{"# later\n", "---\n# later\n---\n", "\ufeff# later", "null\n", "---\n...\n"} {
		r, problems := Load([]string{write(t, map[string]string{"a.yaml": empty, "b.yaml": whole})})
		if r == nil || len(problems) > 0 || len(r.Teams) != 1 {
			t.Errorf("%q: %s", empty, lines(problems))
		}
		dir := write(t, map[string]string{"a.yaml": empty, "b.yaml": "# nothing"})
		if r, problems := Load([]string{dir}); r != nil || len(problems) != 1 || !strings.HasSuffix(problems[0].String(), "a.yaml:1:1: the registry is empty: none of its 2 files has a document") {
			t.Errorf("%q twice: %s", empty, lines(problems))
		}
		if r, problems := Load([]string{filepath.Join(dir, "a.yaml")}); r != nil || len(problems) != 1 || problems[0].Message != strictyaml.EmptyFile {
			t.Errorf("%q alone: %s", empty, lines(problems))
		}
	}
}

// TestAllFilesTogetherAreLimited has files that are small enough each, and too large together. None of them is parsed.
func TestAllFilesTogetherAreLimited(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": "version: 1\nnonsense: [\n", "b.yaml": "version: 1\n", "c.yaml": "", "d.yaml": "", "e.yaml": ""})
	for name, size := range map[string]int64{"a.yaml": 60 << 20, "b.yaml": 55 << 20, "c.yaml": 50 << 20, "d.yaml": 50 << 20, "e.yaml": 45 << 20} {
		if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
			t.Fatal(err)
		}
	}
	const want = "/a.yaml:1:1: the 5 files of the registry have 260 MB in all, and at most 256 MB are allowed; this is the largest, with 60 MB: move what does not belong to the registry elsewhere"
	r, problems := Load([]string{dir})
	if r != nil || len(problems) != 1 || !strings.HasSuffix(problems[0].String(), want) {
		t.Errorf("%s", lines(problems))
	}
	if model.OnlyNewlyRefused(problems) {
		t.Error(fmt.Sprint(problems))
	}
}
