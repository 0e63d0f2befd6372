package strictyaml

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

type colour string

func (colour) Words() []string { return []string{"red", "green", "blue"} }

type even string

func (e *even) UnmarshalText(b []byte) error {
	if len(b)%2 != 0 {
		return errors.New("is not of even length")
	}
	*e = even(b)
	return nil
}

type when struct {
	Place
	Day  Value[civil.Date] `yaml:",alone"`
	Rule Value[string]     `yaml:"rule,required"`
}

type child struct {
	Place
	ID    Value[string] `yaml:"id,required"`
	Email Value[even]   `yaml:"email"`
	Phone Value[string] `yaml:"phone"`
}

func (child) Shape() Shape {
	return Shape{AnyOf: [][]string{{"email", "phone"}}}
}

type sample struct {
	Name     Value[string]        `yaml:"name"`
	Notes    Value[Prose]         `yaml:"notes"`
	Size     Value[int]           `yaml:"size"`
	Share    Value[float64]       `yaml:"share"`
	Open     Value[bool]          `yaml:"open"`
	Colour   Value[colour]        `yaml:"colour"`
	Day      Value[civil.Date]    `yaml:"day"`
	Term     Value[civil.Period]  `yaml:"term"`
	Password Value[string]        `yaml:"password"`
	When     *when                `yaml:"when"`
	Words    []Value[string]      `yaml:"words"`
	Children []child              `yaml:"children"`
	Rooms    Table[child]         `yaml:"rooms"`
	Labels   Table[Value[string]] `yaml:"labels"`
	Ends     Value[string]        `yaml:"ends"`
	Begins   Value[string]        `yaml:"begins"`
}

func (sample) Shape() Shape { return Shape{Apart: [][]string{{"begins", "ends"}}} }

func messages(problems []model.Problem) []string {
	var all []string
	for _, p := range problems {
		all = append(all, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Message))
	}
	return all
}

func TestProblems(t *testing.T) {
	for name, test := range map[string]struct {
		in   string
		want []string
	}{
		"unknown key":          {"size: 1\nnmae: x", []string{"2:1 unknown key `nmae`; did you mean `name`?"}},
		"unknown key far":      {"when: {x: 1, rule: z}", []string{"1:8 unknown key `x`; known here are rule"}},
		"duplicate key":        {"name: x\nsize: 1\nname: y", []string{"3:1 duplicate key `name` (first used on line 1)"}},
		"octal":                {"name: 012", []string{"1:7 `name`: \"012\" is read as another number by some programs; put it in quotes: \"012\""}},
		"number as text":       {"name: 12", []string{"1:7 `name`: \"12\" is a number, not text; put it in quotes: \"12\""}},
		"float as text":        {"name: 529900e10", []string{"1:7 `name`: \"529900e10\" is a number, not text; put it in quotes: \"529900e10\""}},
		"norway":               {"name: NO", []string{"1:7 `name`: \"NO\" means true or false in YAML, not text; put it in quotes: \"NO\""}},
		"date as text":         {"name: 2026-01-01", []string{"1:7 `name`: \"2026-01-01\" is a date, not text; put it in quotes: \"2026-01-01\""}},
		"sexagesimal":          {"name: 12:30:45", []string{"1:7 `name`: \"12:30:45\" is read as another number by some programs; put it in quotes: \"12:30:45\""}},
		"empty text":           {"name: ' '", []string{"1:7 `name`: it is empty; leave the key out or write something"}},
		"two lines":            {`name: "a\nb"`, []string{"1:7 `name`: it must be one line"}},
		"nul escape":           {`notes: "a\0b"`, []string{"1:8 `notes`: it contains control characters"}},
		"yes":                  {"open: yes", []string{"1:7 `open`: expected true or false without quotes, got \"yes\": write true"}},
		"quoted true":          {`open: "true"`, []string{"1:7 `open`: expected true or false without quotes, got \"true\": write true"}},
		"fraction":             {"size: 1.5", []string{"1:7 `size`: expected a whole number like 3, not negative and without quotes, got \"1.5\": write a whole number, such as 1 or 2"}},
		"negative":             {"share: -1", []string{"1:8 `share`: expected a number like 3 or 0.5, not negative and without quotes, got \"-1\""}},
		"infinite":             {"share: .inf", []string{"1:8 `share`: expected a number like 3 or 0.5, not negative and without quotes, got \".inf\""}},
		"huge":                 {"share: 1e400\nsize: 99999999999999999999", []string{"1:8 `share`: \"1e400\" is too large a number", "2:7 `size`: \"99999999999999999999\" is too large a number"}},
		"word":                 {"colour: grene", []string{"1:9 `colour`: \"grene\" is not one of red, green, blue; did you mean `green`?"}},
		"no such day":          {"day: 2026-02-30", []string{"1:6 `day`: \"2026-02-30\" is not a valid date: the last day of that month is 2026-02-28"}},
		"month 13":             {"day: 2026-13-01", []string{"1:6 `day`: \"2026-13-01\" is not a valid date: there are 12 months, and the month comes second"}},
		"day 0":                {"day: 2026-12-00", []string{"1:6 `day`: \"2026-12-00\" is not a valid date: days begin with 01"}},
		"year 0":               {"day: 0000-12-01", []string{"1:6 `day`: \"0000-12-01\" is not a valid date: years begin with 0001"}},
		"german date":          {"day: 31.12.2026", []string{"1:6 `day`: \"31.12.2026\" is not a valid date: expected a date like 2027-12-31; write 2026-12-31"}},
		"period without unit":  {"term: 90", []string{"1:7 `term`: \"90\" is not a valid period: the unit is missing, e.g. 90 days"}},
		"negative period":      {"term: -3 months", []string{"1:7 `term`: \"-3 months\" is not a valid period: a period cannot be negative, e.g. 3 months or 14 days"}},
		"list for text":        {"name: [a]", []string{"1:7 `name`: expected text, got a list"}},
		"text for block":       {"children: x", []string{"1:11 `children`: expected a block with keys such as `id`, `email` or `phone`, got the text \"x\""}},
		"list for block":       {"when: [x]", []string{"1:7 `when`: expected a block with keys such as `rule`, got a list"}},
		"list in list":         {"words: [[a]]", []string{"1:9 `words`: expected text, got a list"}},
		"empty item":           {"words: [a, ]\nchildren: [~]", []string{"2:12 `children`: an item of the list is empty"}},
		"list at the top":      {"- a", []string{"1:1 expected a block with keys such as `name`, `notes` or `size`, got a list"}},
		"required":             {"children:\n  - email: abcd", []string{"2:5 `id` is missing here"}},
		"required null":        {"children: {id: , phone: a}", []string{"1:12 `id` has no value; it must have one"}},
		"any of":               {"children:\n  - {id: a, email: }", []string{"2:13 `email` has no value: write one after the colon, or delete the key", "2:5 `email` or `phone` is missing here"}},
		"apart":                {"begins: a\nends: b", []string{"2:7 `begins` and `ends` contradict each other: write one of them"}},
		"own text":             {"children: {id: x, email: abc}", []string{"1:26 `email`: \"abc\" is not of even length"}},
		"secret":               {"password: [hunter2]\nsize: https://u:hunter2@x.example", []string{"1:11 `password`: expected text, got a list", "2:7 `size`: expected a whole number like 3, not negative and without quotes, got <secret>"}},
		"secret in a URL":      {"size: https://h.example/?token=hunter2", []string{"1:7 `size`: expected a whole number like 3, not negative and without quotes, got \"https://h.example/?token=<secret>\""}},
		"secret in a sentence": {"size: Passwort hunter2", []string{"1:7 `size`: expected a whole number like 3, not negative and without quotes, got \"Passwort <secret>\""}},
		"cut token":            {"size: eyJhbGciOi.eyJzdWIi.hunter2", []string{"1:7 `size`: expected a whole number like 3, not negative and without quotes, got \"<secret>\""}},
		"table of text":        {"rooms: x", []string{"1:8 `rooms`: expected names with something under each, got the text \"x\""}},
		"table names":          {"rooms: {012: {id: a, phone: b}, no: {id: a, phone: b}}\nlabels: {'': x}", []string{"1:9 `rooms`: the name 012 is read as another number by some programs; put it in quotes: \"012\"", "1:33 `rooms`: the name no means true or false in YAML, not text; put it in quotes: \"no\"", "2:10 `labels`: a name is empty"}},
		"merge":                {"when: &a {rule: x}\nrooms: {a: {<<: *a, id: b, phone: c}}", []string{"2:13 merging blocks with << is not supported: write the keys out"}},
		"tag":                  {"name: !!str 12", []string{"1:7 tags such as !!str are not supported: remove it"}},
		"own tag":              {"name: !secret 12", []string{"1:7 tags such as !secret are not supported: remove it"}},
		"key of a list":        {"[a]: b", []string{"1:1 a key must be a word, got a list"}},
		"empty file":           {"", nil},
		"comment only":         {"# nothing\n", nil},
		"empty document":       {"name: a\n---\n---\nname: b", nil},
		"utf-16":               {"\xff\xfea\x00", []string{"1:1 the file is written in UTF-16: save it as UTF-8"}},
		"latin-1":              {"name: x\nname: M\xfcnchen", []string{"2:8 the byte 0xFC is not UTF-8: save the file as UTF-8"}},
		"nul":                  {"name: a\x00", []string{"1:8 there is a NUL character here: this is not a text file"}},
		"control":              {"name: a\x07", []string{"1:8 remove the control character U+0007"}},
		"reference unresolved": {"name: {env: X}", []string{"1:7 `name`: expected text, got a block of keys"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems, _ := Decode[sample]("f.yaml", []byte(test.in), nil)
			if diff := cmp.Diff(test.want, messages(problems)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSyntaxErrorsNameTheLine(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"indentation":   {"children:\n  - id: a\n    phone: b\n   email: c\nname: x\n", "4:4 an item of the list"},
		"key":           {"children:\n  - id: a\n    phone: b\nsize: 1\n  name: x\n", "5:3 unexpected colon"},
		"quote between": {"when:\n  rule: \"a\" b\nname: x\n", "2:3 a key is expected"},
		"tab":           {"children:\n\t- id: a\n", "2:2 a tab"},
		"colon":         {"name: a: b", "1:1 unexpected colon"},
		"bracket":       {"name: x\nwords: [a, b\nsize: 1\n", "2:8 the list that begins here"},
		"brace":         {"name: x\n\nwhen: {rule: b\n", "3:7 the block that begins here"},
		"inner list":    {"name: x\nwhen: {rule: \"]\", words: [a, b} # ]\nsize: 1\n", "2:26 the list that begins here"},
		"inner block":   {"name: x\nwhen: {rule: {a: b}, on: {c: d\nsize: 1\n", "2:26 the block that begins here"},
		"tab after":     {"name: x\nchildren:\n  - id: a\n \tphone: b\n", "4:2 there is a tab"},
		"two commas":    {"name: x\nwords: [a,, b]\nsize: 1\n", "2:1 a value is expected"},
		"quote":         {"size: 1\nname: \"abc\n", "2:7 quotation marks are opened"},
		"escape":        {"size: 1\nname: \"a\\q\"\n", "2:1 a backslash"},
		"alias":         {"size: 1\nname: *a\n", "2:7 the alias *a refers"},
		"at":            {"name: x\nwords:\n  - @a\n", "3:3 a tab, @"},
		"no colon":      {"name: x\nsize\nopen: true\n", "2:1 a colon is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			_, problems, _ := Decode[sample]("f.yaml", []byte(test.in), nil)
			got := messages(problems)
			if len(got) != 1 || !strings.HasPrefix(got[0], test.want) {
				t.Errorf("problems = %q, want one that begins with %q", got, test.want)
			}
		})
	}
}

func TestValues(t *testing.T) {
	in := "\ufeffname: ACME\nnotes: |\n  a\n  b\nsize: 3\nshare: 0.5\nopen: true\ncolour: red\nday: 2026-12-31\nterm: 3 months\n" +
		"when: 2026-01-02\nwords: one\nchildren: {id: a, phone: '1'}\nrooms:\n  x: {id: b, email: abcd}\nlabels: {site: fab2}\n"
	all, problems, _ := Decode[sample]("f.yaml", []byte(in), nil)
	if len(problems) != 0 || len(all) != 1 {
		t.Fatalf("%d documents, problems %v", len(all), problems)
	}
	h := all[0]
	if h.Name.V != "ACME" || h.Name.Line != 1 || h.Notes.V != "a\nb\n" || h.Size.V != 3 || h.Share.V != 0.5 || !h.Open.V || h.Colour.V != "red" {
		t.Errorf("scalars = %+v", h)
	}
	if h.Day.V.String() != "2026-12-31" || h.Term.V.Months != 3 || h.When.Day.V.String() != "2026-01-02" {
		t.Errorf("dates = %v %v %v", h.Day.V, h.Term.V, h.When.Day.V)
	}
	if len(h.Words) != 1 || h.Words[0].V != "one" || len(h.Children) != 1 || h.Children[0].Place != (Place{13, 11}) {
		t.Errorf("lists = %+v %+v", h.Words, h.Children)
	}
	if e := h.Rooms.Entries; len(e) != 1 || e[0].Name != "x" || e[0].Place != (Place{15, 3}) || e[0].Value.Email.V != "abcd" {
		t.Errorf("rooms = %+v", e)
	}
	if e := h.Labels.Entries; len(e) != 1 || e[0].Value.V != "fab2" {
		t.Errorf("labels = %+v", e)
	}
}

func TestNullIsLeftOut(t *testing.T) {
	all, problems, _ := Decode[sample]("f.yaml", []byte("name: null\nsize: null\nwhen: ~\nwords: null\nchildren: []\n"), nil)
	if len(problems) != 0 {
		t.Fatalf("problems %v", problems)
	}
	h := all[0]
	if h.Name.Set || h.Size.Set || h.When != nil || h.Words != nil || h.Children == nil || len(h.Children) != 0 {
		t.Errorf("got %+v", h)
	}
}

func TestSeveralDocumentsAndJSON(t *testing.T) {
	all, problems, _ := Decode[sample]("f.yaml", []byte("name: a\n---\n{\"name\": \"b\"}\n"), nil)
	if len(problems) != 0 || len(all) != 2 || all[1].Name.V != "b" {
		t.Errorf("documents %+v, problems %v", all, problems)
	}
	all, problems, _ = Decode[sample]("f.json", []byte("{\n\t\"name\": \"\\ud83d\\ude00 \\\\ud83d\", \"words\": [\"a\\/b\"]}"), nil)
	if len(problems) != 0 || len(all) != 1 || all[0].Name.V != "😀 \\ud83d" || all[0].Words[0].V != "a/b" {
		t.Errorf("documents %+v, problems %v", all, problems)
	}
}

func TestReferencesAreResolved(t *testing.T) {
	resolve := func(kind, name string) (string, error) {
		if name == "LOST" {
			return "", errors.New("the environment variable LOST is not set")
		}
		return map[string]string{"env NAME": "ACME", "file size": "12", "env DAY": "tomorrow"}[kind+" "+name], nil
	}
	all, problems, _ := Decode[sample]("f.yaml", []byte("name: {env: NAME}\nsize: {file: size}\npassword: {env: LOST}\nday: {env: DAY}\n"), resolve)
	if h := all[0]; h.Name.V != "ACME" || h.Name.From != FromReference || h.Size.V != 12 {
		t.Errorf("got %+v", h)
	}
	want := []string{
		"3:11 `password`: the environment variable LOST is not set",
		"4:6 `day`: the value of env DAY is not a valid date: expected a date like 2027-12-31",
	}
	if diff := cmp.Diff(want, messages(problems)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestNestingAndAliasesAreBounded(t *testing.T) {
	deep := "name: " + strings.Repeat("[", 200) + strings.Repeat("]", 200)
	bomb := "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		bomb += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 10), ","))
	}
	loop := "children: &a\n  - id: x\n    email: *a\n"
	deeper := "name: " + strings.Repeat("[", 20_000)
	for in, want := range map[string]string{deeper: "nested more than 100", deep: "nested more than 100", bomb: "repeat more than 10000", loop: "nested more than 100"} {
		_, problems, _ := Decode[sample]("f.yaml", []byte(in), nil)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("problems = %v, want one with %q", problems, want)
		}
	}
	all, problems, _ := Decode[sample]("f.yaml", []byte("words: &w [a, b]\nchildren: {id: x, phone: &p '1'}\nname: *p\n"), nil)
	if len(problems) != 0 || all[0].Name.V != "1" {
		t.Errorf("a plain alias: %v %v", all, problems)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"tier", "name", "order_windows", "notice", "notice_theirs"}
	for word, want := range map[string]string{
		"teir": "tier", "Name": "name", "order-windows": "order_windows", "notcie": "notice", "nottice": "notice", "zzz": "", "email": "", "": "",
		"ord": "order_windows", "Order-W": "order_windows", "notice-th": "notice_theirs", "noticed": "notice", "or": "", "windows": "",
	} {
		if got, _ := Suggest(word, known); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", word, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"name: x", "a: [b, {c: d}]\n---\n- e", "words: &a [*a]", "name: \"\\ud83d\"", "\ufeffname: 1\r\nsize: 2", "name: |\n\tx", "? a\n: b"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, problems, _ := Decode[sample]("f.yaml", data, nil)
		// YAML ends lines in more ways than one.
		lines := 1 + strings.Count(string(data), "\n") + strings.Count(string(data), "\r") +
			strings.Count(string(data), "\u0085") + strings.Count(string(data), "\u2028") + strings.Count(string(data), "\u2029")
		for _, p := range problems {
			if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Message == "" {
				t.Errorf("problem %+v in a file of %d lines", p, lines)
			}
		}
	})
}
