package strictyaml

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
)

// typed is one way in which people write a value, what is said about it, and whether the version before read it.
type typed struct {
	in    string
	want  string // the problem must contain it; empty: there is none
	newly bool
}

func checkTyped(t *testing.T, all []typed) {
	t.Helper()
	for _, test := range all {
		_, problems, _ := Decode[sample]("f.yaml", []byte(test.in), nil)
		if test.want == "" {
			if len(problems) > 0 {
				t.Errorf("%q: %v, want no problem", test.in, problems)
			}
			continue
		}
		if len(problems) != 1 || !strings.Contains(problems[0].String(), test.want) {
			t.Errorf("%q:\n got %v\nwant %q", test.in, problems, test.want)
			continue
		}
		if problems[0].NewlyRefused != test.newly {
			t.Errorf("%q: newly refused: %v, want %v", test.in, problems[0].NewlyRefused, test.newly)
		}
	}
}

func TestEmptyValues(t *testing.T) {
	checkTyped(t, []typed{
		{"name:\nsize: 1\n", "1:1: `name` has no value: write one after the colon, or delete the key", true},
		{"size: 1\nname:\n", "2:1: `name` has no value", true},
		{"name: # not known\n", "`name` has no value: everything after # is a comment; put the value in quotes, or delete the key", true},
		{"name: #88231\n", "put the value in quotes, name: \"#88231\", or delete the key", true},
		{"name:    \t# x\n", "everything after # is a comment", true},
		{"words:\nname: x\n", "1:1: `words` has no value", true},
		{"words: # all of them\nname: x\n", "`words` has no value: everything after #", true},
		{"when:\nname: x\n", "`when` has no value", true},
		{"rooms:\nname: x\n", "`rooms` has no value", true},
		{"children:\n", "`children` has no value", true},
		{"{name: , size: 1}\n", "1:2: `name` has no value", true},
		{"{size: 1, name}\n", "`name` has no value", true},
		{"day:\r\nsize: 1\r\n", "`day` has no value", true},
		{"password: #hunter2\n", "put the value in quotes, or delete the key", true},
		{"when: {rule: }\n", "1:8: `rule` has no value; it must have one", false},
		{"when: {rule: null}\n", "`rule` has no value; it must have one", false},
		{"words:\n  - a\n  -\n", "an item of the list is empty", false},
		{"name: ''\n", "it is empty", false},
		{"name: null\nsize: ~\nwords: []\nlabels: {}\nwhen: null\nday: Null\n", "", false},
		{"name: a#b\n", "", false},
		{"# a comment\nname: x # another\n---\n# nothing\n---\n", "", false},
	})
}

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	checkTyped(t, []typed{
		{"share: 900.000\n", `"900.000" can be read in two ways, which differ by a factor of 1,000: write 900000 or 900`, true},
		{"share: 2.500\n", "write 2500 or 2.5", true},
		{"share: 12.345\n", "write 12345 or 12.345", true},
		{"share: 1.000\n", "write 1000 or 1", true},
		{"share: 1e6\n", "is written with an exponent: write the number out, 1000000", true},
		{"share: 4.98955E+11\n", "write the number out, 498955000000", true},
		{"share: 2E-3\n", "write the number out, 0.002", true},
		{"share: 2,500\n", "can be read in two ways, which differ by a factor of 1,000: write 2500 or 2.5", false},
		{"share: 1,5\n", `got "1,5": write 1.5`, false},
		{"share: 0,110\n", "write 0.110", false},
		{"share: 2.700.000\n", "write 2700000", false},
		{"share: 2,700,000\n", "write 2700000", false},
		{"share: 2'700'000\n", "write 2700000", false},
		{"share: 2’700’000.50\n", "write 2700000.5", false},
		{"share: 2 700 000\n", "write 2700000", false},
		{"share: 2\u00a0700\u00a0000\n", "write 2700000", false},
		{"share: 2\u202f700,25\n", "write 2700.25", false},
		{"share: 1.234,56\n", "write 1234.56", false},
		{"share: 1,234.56\n", "write 1234.56", false},
		{"share: 2,70,000\n", "write 270000", false},
		{"share: 2_700_000\n", "write 2700000", false},
		{"share: 0x1F\n", "write 31", false},
		{"share: 0o17\n", "write 15", false},
		{"share: 007\n", "write 7", false},
		{"share: .5\n", "write 0.5", false},
		{"share: 5.\n", "write 5", false},
		{"share: +5\n", "write 5", false},
		{"share: 900 EUR\n", "write 900", false},
		{"share: €900\n", "write 900", false},
		{"share: 900,-\n", "write 900", false},
		{"share: \"2500\"\n", "write 2500", false},
		{"share: ２５\n", "write 25", false},
		{"share: about 5\n", "expected a number like 3 or 0.5", false},
		{"share: 5 or 6\n", "expected a number like 3 or 0.5", false},
		{"size: 1.000\n", "write 1000 or 1", false},
		{"size: 1.500\n", "write 1500", false},
		{"size: 1e3\n", "write 1000", false},
		{"size: 3,0\n", "expected a whole number", false},
		{"share: 0.110\n", "", false},
		{"share: 1234.567\n", "", false},
		{"share: 1.2345\n", "", false},
		{"share: 12.34\n", "", false},
		{"share: 2700000\nsize: 12\n", "", false},
		{"{share: 1,5, size: 3}\n", "1:9: `share`: inside { } a comma ends the value, so 1,5 is read as 1 and a second key 5: write 1.5", false},
		{"{share: 2,700,000, size: 3}\n", "so 2,700,000 is read as 2 and a second key 700: write 2700000", false},
		{"{share: 2,500}\n", "write 2500 or 2.5", false},
		{"{share: 2.700,50, size: 3}\n", "write 2700.5", false},
		{"{term: 1,5 months, size: 3}\n", "is read as 1 and a second key 5 months", false},
		{"{name: ACME, Inc., size: 3}\n", "is read as a second key: write name: \"ACME, Inc.\"", false},
		{"{password: abc, Def1, size: 3}\n", "put a value with a comma in quotes", false},
	})
}

// TestNoNumberIsReadAThousandTimesTooSmall reads each way in which two programs may differ: either the number is what everybody reads, or it is
// refused.
func TestNoNumberIsReadAThousandTimesTooSmall(t *testing.T) {
	for whole := range 1200 {
		for _, form := range []string{"%d.%03d", "%d,%03d", "%d'%03d", "%d_%03d", "%d %03d"} {
			text := fmt.Sprintf(form, whole, whole%1000)
			all, problems, _ := Decode[sample]("f.yaml", []byte("share: "+text+"\n"), nil)
			clear := strings.Contains(text, ".") && (whole == 0 || whole > 999)
			if (len(problems) == 0) != clear {
				t.Errorf("%s: %v", text, problems)
			}
			if clear && fmt.Sprintf("%d.%03d", whole, whole%1000) != fmt.Sprintf("%.3f", all[0].Share.V) {
				t.Errorf("%s is read as %v", text, all[0].Share.V)
			}
		}
	}
}

func TestQuantity(t *testing.T) {
	for text, want := range map[string]string{
		"40 kg": "", "0.5 l": "", "40": "", "a pallet": "", "1234.567 kg": "", "40-50 kg": "", "2 x 40 kg": "", "12V supplies": "", "1,2-dichloroethane": "", "0.110 kg": "",
		"1 500": "write 1500", "2.500 kg": "write 2500 or 2.5", "2.500kg": "write 2500 or 2.5", "2,500 kg": "write 2500 or 2.5", "1,5 t": "write 1.5",
		"2.700.000 pcs": "write 2700000", "2'700 kg": "write 2700", "10 000 l": "write 10000", "10\u00a0000 l": "write 10000", "10\u202f000 l": "write 10000",
		"1.234,56 kg": "write 1234.56", "1_000 kg": "write 1000", "1e3 kg": "1000", "0x40 kg": "write 64", "007 kg": "write 7",
	} {
		if got := Quantity(text); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestHiddenCharacters(t *testing.T) {
	checkTyped(t, []typed{
		{"name: \"AC\\u200bME\"\n", "`name`: \"AC\\u200bME\" has an invisible character after \"AC\" (zero-width space, U+200B); delete it", true},
		{"name: AC\u00adME\n", "soft hyphen, U+00AD", true},
		{"name: \"\\ufeffACME\"\n", "at its beginning (byte order mark, U+FEFF)", true},
		{"name: A\u202eEMC\n", "right-to-left override, U+202E", true},
		{"name: A\u202aEMC\u202c\n", "left-to-right embedding, U+202A", true},
		{"name: A\u2066B\u2069\n", "left-to-right isolate, U+2066", true},
		{"name: A\u2060B\n", "word joiner, U+2060", true},
		{"name: A\u200dB\n", "zero-width joiner, U+200D", true},
		{"name: A\u200cB\n", "zero-width non-joiner, U+200C", true},
		{"name: A\u200eB\n", "left-to-right mark, U+200E", true},
		{"name: A\u3164B\n", "Hangul filler, U+3164", true},
		{"name: A\U000e0041B\n", "U+E0041", true},
		{"notes: A\u200bB\n", "zero-width space", true},
		{"labels: {site: A\u200bB}\n", "zero-width space", true},
		{"words: [a, b\u200b]\n", "zero-width space", true},
		{"children: {id: a, email: \"abcd\\u200b\\u200b\"}\n", "`email`: \"abcd\\u200b\\u200b\" has an invisible character after \"abcd\" (zero-width space, U+200B); delete it: write \"abcd\"", true},
		{"day: \"2027-03-31\\u200b\"\n", "it has an invisible character (zero-width space, U+200B)", false},
		{"day: 2027–03–31\n", "write 2027-03-31; '–' (en dash, U+2013) is not the character on the keyboard", false},
		{"day: 2027‑03‑31\n", "write 2027-03-31; '‑' (no-break hyphen, U+2011)", false},
		{"size: 1\nna\u200bme: x\n", "unknown key `na\u200bme`; it has an invisible character (zero-width space, U+200B): write name", false},
		{"size: 1\n\u00a0name: x\n", "no-break space, U+00A0) is not the character on the keyboard: write name", false},
		{"size: 1\nnаme: x\n", "'а' (U+0430) is Cyrillic and only looks like 'a': write name", false},
		{"size: 1\nname:\u00a0x\nopen: true\n", "2:6: this is a no-break space, U+00A0, which is not a space to YAML: replace it by a space", false},
		{"size: 1\n# a\u2028name: x\n", "2:4: there is an invisible line break here (line separator, U+2028)", true},
		{"size: 1 # a\u0085name: x\n", "next line, U+0085", true},
		{"name: نامه\u200cای\n", "", false}, // Persian writes a non-joiner here
		{"name: क्\u200dष\n", "", false},
		{"name: \"👩\u200d🔬\"\n", "", false},
		{"name: שלום\u200f (IL)\n", "", false},
		{"name: Müller & Søn, 株式会社, Ελλάδα, Сибирь\n", "", false},
	})
}

func TestLooksAreNormalised(t *testing.T) {
	for in, want := range map[string]string{"A\u00a0B": "A B", "A\u202fB": "A B", "A‑B": "A-B", "Werk ２": "Werk 2", "A\u00a0": "A", "Ｗｅｒｋ": "Ｗｅｒｋ"} {
		all, problems, _ := Decode[sample]("f.yaml", []byte("name: \""+in+"\"\n"), nil)
		if len(problems) > 0 || all[0].Name.V != want {
			t.Errorf("%q is read as %q, %v, want %q", in, all[0].Name.V, problems, want)
		}
	}
}

func TestTypographicQuotes(t *testing.T) {
	checkTyped(t, []typed{
		{"name: “ACME”\n", "`name`: \"“ACME”\" is in typographic quotation marks, which are part of the text to YAML: write \"ACME\"", true},
		{"name: „ACME“\n", "write \"ACME\"", true},
		{"name: «ACME»\n", "write \"ACME\"", true},
		{"name: ‘ACME’\n", "write \"ACME\"", true},
		{"name: ’ACME’\n", "write \"ACME\"", true},
		{"name: ＂ACME＂\n", "write \"ACME\"", true},
		{"name: “ACME\n", "write \"ACME\"", true},
		{"name: \"“ACME”\"\n", "write \"ACME\"", true},
		{"notes: “Call before 10”\n", "write \"Call before 10\"", true},
		{"colour: “red”\n", "did you mean `red`?", false},
		{"day: “2027-03-31”\n", "write 2027-03-31", false},
		{"name: „Jupiter“ GmbH\n", "", false},
		{"name: ’t Hooft BV\n", "", false},
		{"name: L’Oréal\n", "", false},
		{"name: „A“ und „B“\n", "", false},
		{"notes: |\n  „Bitte vor 10 anrufen“\n", "", false},
	})
}

func TestDatesAsPeopleWriteThem(t *testing.T) {
	checkTyped(t, []typed{
		{"day: 01.02.2027\n", "expected a date like 2027-12-31; write 2027-02-01 or 2027-01-02", false},
		{"day: 12/01/2027\n", "write 2027-01-12 or 2027-12-01", false},
		{"day: 31.12.2027\n", "2027-12-31; write 2027-12-31", false},
		{"day: 12/31/2027\n", "; write 2027-12-31", false},
		{"day: 1.2.27\n", "write 2027-02-01 or 2027-01-02", false},
		{"day: 27-02-01\n", "write 2027-02-01 or 2001-02-27", false},
		{"day: 27-12-31\n", "; write 2027-12-31", false},
		{"day: 2027/12/31\n", "; write 2027-12-31", false},
		{"day: 2027.12.31\n", "; write 2027-12-31", false},
		{"day: 20271231\n", "; write 2027-12-31", false},
		{"day: 2027-1-5\n", "; write 2027-01-05", false},
		{"day: 2027-12-31T00:00:00Z\n", "; write 2027-12-31", false},
		{"day: 2027-12-31 00:00:00\n", "; write 2027-12-31", false},
		{"day: 31 Dec 2027\n", "; write 2027-12-31", false},
		{"day: Dec 31, 2027\n", "; write 2027-12-31", false},
		{"day: 31. Dezember 2027\n", "; write 2027-12-31", false},
		{"day: 1er mars 2027\n", "expected a date like 2027-12-31", false},
		{"day: 3 mars 2027\n", "; write 2027-03-03", false},
		{"day: 46387\n", "; write 2026-12-31", false},
		{"day: 5/5/2027\n", "; write 2027-05-05", false},
		{"day: next spring\n", "expected a date like 2027-12-31", false},
		{"day: 31.02.2027\n", "expected a date like 2027-12-31", false},
		{"day: 2027-02-30\n", "the last day of that month is 2027-02-28", false},
		{"day: 2027-12-31\n", "", false},
		{"day: \"2027-12-31\"\n", "", false},
	})
}

func TestBooleansAndNumbersAsText(t *testing.T) {
	checkTyped(t, []typed{
		{"open: yes\n", "write true", false},
		{"open: No\n", "write false", false},
		{"open: on\n", "write true", false},
		{"open: OFF\n", "write false", false},
		{"open: True\n", "write true", false},
		{"open: ja\n", "write true", false},
		{"open: 1\n", "write true", false},
		{"open: maybe\n", "expected true or false", false},
		{"name: 4.98955E+11\n", "a number that a spreadsheet has shortened, so its last digits are lost: copy it again as text", false},
		{"name: 0891234567\n", "put it in quotes: \"0891234567\"", false},
		{"name: 49891234567\n", "put it in quotes: \"49891234567\"", false},
		{"name: 12_000\n", "put it in quotes", false},
		{"name: \"4.98955E+11\"\n", "", false}, // what is in quotes is text
	})
}

func TestOpenQuotesAreReportedWhereTheyOpen(t *testing.T) {
	long := strings.Repeat("labels: {a: b}\n", 40)
	for name, test := range map[string]struct{ in, want string }{
		"at the end":             {"size: 1\nname: \"abc\nopen: true\n", "2:7"},
		"closed by the next":     {"name: \"abc\ncolour: \"red\"\nsize: 1\n", "1:7"},
		"single":                 {"name: 'abc\ncolour: 'red'\nsize: 1\n", "1:7"},
		"in a list":              {"words:\n  - \"a\n  - \"b\"\nname: x\n", "2:5"},
		"in braces":              {"when: {rule: \"a}\nname: \"x\"\n", "1:14"},
		"far above":              {"name: \"abc\n" + long + "colour: \"red\"\n", "1:7"},
		"behind closed ones":     {"name: \"a\"\nnotes: 'it''s \"x\"'\ncolour: \"red\nsize: 1\n", "3:9"},
		"behind a comment":       {"# don't \"\nname: \"a\nsize: 1\n", "2:7"},
		"behind text in a block": {"notes: |\n  don't \"\n  open\nname: \"a\nsize: 1\n", "4:7"},
		"behind an apostrophe":   {"name: Don't\ncolour: \"red\nsize: 1\n", "2:9"},
		"behind an escape":       {"name: \"a\\\"\"\ncolour: \"red\nsize: 1\n", "2:9"},
		"of a key":               {"\"name: x\nsize: 1\n", "1:1"},
	} {
		_, problems, _ := Decode[sample]("f.yaml", []byte(test.in), nil)
		if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), "f.yaml:"+test.want+": quotation marks are opened here") {
			t.Errorf("%s: %v, want one at %s", name, problems, test.want)
		}
	}
}

func TestExcerpts(t *testing.T) {
	for in, want := range map[string]string{
		"size: 1\nnmae: x\n":                                   "    2 | nmae: x\n      | ^",
		"name: x\nsize: 1.5\n":                                 "    2 | size: 1.5\n      |       ^",
		"{name: 株式会社, size: x}\n":                              "    1 | {name: 株式会社, size: x}\n      |                        ^",
		"{name: \"e\u0301\", size: x}\n":                       "    1 | {name: \"e\u0301\", size: x}\n      |                   ^",
		"{name: a,\tsize: x}\n":                                "    1 | {name: a,   size: x}\n      |                   ^",
		"name: \"a\u200b\"\n":                                  "    1 | name: \"a<U+200B>\"\n      |       ^",
		"\ufeffsize: x\n":                                      "    1 | size: x\n      |       ^",
		"size: x\r\n":                                          "    1 | size: x\n      |       ^",
		"labels: {" + strings.Repeat("a, ", 100) + "b: [1]}\n": "",
		"password: [hunter2]\n":                                "    1 | password: <secret>\n      |           ^",
		"labels: {token: hunter2, b: [x]}\n":                   "",
		"password: hunter2\n\nsize: x\n":                       "    3 | size: x\n      |       ^",
		"when:\n  url: https://x.example/hunter2\n  rule: x\n": "    2 |   url: https://<secret>\n      |   ^",
	} {
		_, problems, _ := Decode[sample]("f.yaml", []byte(in), nil)
		if len(problems) == 0 {
			t.Errorf("%q has no problem", in)
			continue
		}
		got := problems[0].Excerpt
		if strings.HasPrefix(in, "labels: {a") {
			if lines := strings.Split(got, "\n"); len(lines) != 2 || columns(lines[0]) > excerptWidth+12 || columns(lines[1]) > excerptWidth+12 {
				t.Errorf("a long line is shown as %q", got)
			}
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
	}
}

func TestProblemsBeyondTheLimitAreCounted(t *testing.T) {
	in := "name: x\n" + strings.Repeat("nmae: x\n", MaxProblems+234)
	_, problems, _ := Decode[sample]("f.yaml", []byte(in), nil)
	if len(problems) != MaxProblems+1 {
		t.Fatalf("%d problems are listed", len(problems))
	}
	last := problems[MaxProblems]
	if want := fmt.Sprintf("f.yaml:%d:1: 234 more errors begin here and are not listed", MaxProblems+2); last.String() != want || last.Omitted != 234 {
		t.Errorf("the last problem is %q, omitted %d, want %q", last, last.Omitted, want)
	}
}

func TestLongTexts(t *testing.T) {
	checkTyped(t, []typed{
		{"name: " + strings.Repeat("x", MaxText) + "\n", "", false},
		{"name: " + strings.Repeat("x", MaxText+1) + "\n", "it has 2001 characters: at most 2000 are allowed", true},
		{"notes: |\n  " + strings.Repeat("é", MaxProse+1) + "\n", "at most 50000 are allowed", true},
	})
}

func TestTheKeyForEditorsHasNoEffect(t *testing.T) {
	checkTyped(t, []typed{
		{"$schema: ./registry.schema.json\nname: x\n", "", false},
		{"$schema:\nname: x\n", "", false},
		{"name: x\nwhen: {$schema: x, rule: z}\n", "unknown key `$schema`", false},
	})
}

// TestNewlyRefusedValuesAreReadAsBefore holds the values behind problems that the version before did not have against what that version read.
func TestNewlyRefusedValuesAreReadAsBefore(t *testing.T) {
	all, problems, _ := Decode[sample]("f.yaml", []byte("name: “A\u200b”\nshare: 900.000\nsize:\nwords: [a\u00ad]\nlabels: {a: \"\\u202eb\"}\nnotes: “x”\n"), nil)
	if !model.OnlyNewlyRefused(problems) || len(problems) != 6 {
		t.Fatalf("problems %v", problems)
	}
	h := all[0]
	got := []any{h.Name.V, h.Name.Set, h.Share.V, h.Share.Set, h.Size.Set, h.Words[0].V, h.Labels.Entries[0].Value.V, string(h.Notes.V)}
	want := []any{"“A\u200b”", true, 900.0, true, false, "a\u00ad", "\u202eb", "“x”"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
