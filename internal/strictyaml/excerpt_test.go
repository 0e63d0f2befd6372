package strictyaml

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"supplierwatch/internal/model"
)

// TestExcerptsHideSecretsAlone shows all of a line but what may be a secret, and no line at all whose place is in one.
func TestExcerptsHideSecretsAlone(t *testing.T) {
	const random = "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA" // as programs make it
	for in, want := range map[string]string{
		"when: {rule: x, password: hunter2, sise: 1}":                     "",
		"when: {sise: 1, password: hunter2, b: c}":                        "when: {sise: 1, password: <secret>",
		"when: {password: \"hun,ter2\", sise: 1}":                         "when: {password: <secret>, sise: 1}",
		"when: {password: {file: smtp.pw}, sise: 1}":                      "when: {password: {file: smtp.pw}, sise: 1}",
		"when: {rule: " + random + ", sise: 1}":                           "when: {rule: <secret>, sise: 1}",
		"when: {rule: \"https://u:pw@h.example\", sise: 1}":               "when: {rule: \"https://<secret>@h.example\", sise: 1}",
		"when: {rule: \"https://h.example/?token=hunter2&b=1\", sise: 1}": "when: {rule: \"https://h.example/?token=<secret>&b=1\", sise: 1}",
		"when: {rule: \"Portal, Passwort hunter2\", sise: 1}":             "when: {rule: \"Portal, Passwort <secret>\", sise: 1}",
		"when: {rule: Bearer abc, sise: 1}":                               "",
		"when: {rule: SHA256:" + random + ", sise: 1}":                    "when: {rule: SHA256:" + random + ", sise: 1}",
		"sise: Donaudampfschifffahrtsgesellschaft":                        "sise: Donaudampfschifffahrtsgesellschaft",
		"sise: " + strings.Repeat("x", 40):                                "sise: " + strings.Repeat("x", 40),
		"sise: registry/suppliers/2027/acme-photoresist/main":             "sise: registry/suppliers/2027/acme-photoresist/main",
		"pwd: x\n  sise: x":                                               "",
	} {
		text := "name: x\n" + in
		line := strings.Count(text, "\n") + 1
		before, _, _ := strings.Cut(text[strings.LastIndex(text, "\n")+1:], "sise")
		problems := []model.Problem{{Position: model.Position{File: "f", Line: line, Column: len([]rune(before)) + 1}}}
		Excerpts([]byte(text), problems)
		if at := strings.Index(want, "sise"); want != "" {
			want = "    2 | " + want + "\n      | " + strings.Repeat(" ", at) + "^"
		}
		if diff := cmp.Diff(want, problems[0].Excerpt); diff != "" {
			t.Errorf("%q (-want +got):\n%s", in, diff)
		}
		if strings.Contains(problems[0].Excerpt, "ter2") {
			t.Errorf("%q shows a secret", in)
		}
	}
}

// TestLongLinesAreCutAroundTheCaret has a line of any length, of letters of one, two and no columns, and of tabs, with a mistake in it.
func TestLongLinesAreCutAroundTheCaret(t *testing.T) {
	for _, filling := range []string{"x", "word ", "株", "e\u0301", "ש", "\t", "\u202e", "a\u200b"} {
		for _, n := range []int{0, 1, 30, 65, 66, 67, 100, 3000, 20_000} {
			before, after := strings.Repeat(filling, n), strings.Repeat(filling, 500)
			line := before + "§" + after
			problems := []model.Problem{{Position: model.Position{File: "f", Line: 1, Column: len([]rune(before)) + 1}}}
			Excerpts([]byte(line+"\n"), problems)
			shown, caret, found := strings.Cut(problems[0].Excerpt, "\n")
			if !found {
				t.Fatalf("%q, %d times: no excerpt", filling, n)
			}
			head, _, found := strings.Cut(shown, "§")
			if !found || columns(head) != columns(strings.TrimSuffix(caret, "^")) {
				t.Errorf("%q, %d times: the caret is beside its character:\n%s", filling, n, problems[0].Excerpt)
			}
			if columns(shown) > excerptWidth+12 || n > 100 && !strings.Contains(head, "…") {
				t.Errorf("%q, %d times: the line is not cut:\n%s", filling, n, problems[0].Excerpt)
			}
		}
	}
}

// TestManyProblemsOnOneLongLine looks at each place once: a file of JSON is often a single line.
func TestManyProblemsOnOneLongLine(t *testing.T) {
	in := "{name: x, labels: {" + strings.Repeat("aaaaaaaaaaaaaaaaaaaa: [1], ", 100) + "}, words: [" + strings.Repeat("[x],", 900) + strings.Repeat("wort,", 40_000) + "]}"
	_, problems, _ := Decode[sample]("f.yaml", []byte(in), nil)
	if len(problems) < 900 {
		t.Fatalf("%d problems", len(problems))
	}
	for _, p := range problems {
		if p.Omitted == 0 && p.Excerpt == "" {
			t.Fatalf("%s has no excerpt", p)
		}
	}
}

// TestPlacesInJSONAreThoseOfTheFile has escapes of JSON before a mistake: the parser sees a shorter text.
func TestPlacesInJSONAreThoseOfTheFile(t *testing.T) {
	for _, in := range []string{
		`{"name": "a\/b\/c", "sise": 1}`,
		`{"name": "\ud83d\ude00 \uD83D\uDE00", "sise": 1}`,
		"{\"name\": \"\\ud83d\\ude00\",\n \"words\": [\"\\/\", \"ü\\/\"],\r\n \"notes\": \"\\\\\\/\", \"sise\": 1}",
		`{"name": "\u00fc \\\/ \"", "sise": 1}`,
	} {
		_, problems, _ := Decode[sample]("f.yaml", []byte(in), nil)
		line := strings.Count(in, "\n") + 1
		last := in[strings.LastIndex(in, "\n")+1:]
		before, _, _ := strings.Cut(last, `"sise"`)
		want := model.Position{File: "f.yaml", Line: line, Column: len([]rune(before)) + 1}
		if !slices.ContainsFunc(problems, func(p model.Problem) bool {
			return p.Position == want && strings.Contains(p.Message, "sise") && strings.Contains(p.Excerpt, last)
		}) {
			t.Errorf("%s: %v, want one at %s", in, problems, want)
		}
	}
}

func TestOtherEncodingsAreNamed(t *testing.T) {
	for in, want := range map[string]string{
		"\xff\xfe\x00\x00v\x00\x00\x00": "UTF-32", "\x00\x00\xfe\xff\x00\x00\x00v": "UTF-32", "\x00\x00\x00v": "UTF-32", "v\x00\x00\x00": "UTF-32",
		"\xff\xfev\x00": "UTF-16", "\xfe\xff\x00v": "UTF-16", "v\x00e\x00": "UTF-16", "\x00v\x00e": "UTF-16",
	} {
		_, problems, _ := Decode[sample]("f.yaml", []byte(in), nil)
		if len(problems) != 1 || problems[0].Message != "the file is written in "+want+": save it as UTF-8" {
			t.Errorf("%q: %v, want %s", in, problems, want)
		}
	}
}
