package registry

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/problemlist"
)

// FuzzLoad loads whatever bytes there are: no panic, no problem outside of the file, and either a registry or problems.
func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"testdata/ok/*.yaml", "testdata/err/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, problems := assembleTexts(parse, Content{"f.yaml", data})
		if slow, same := assembleTexts(parseWhole, Content{"f.yaml", data}); !problemlist.IsBlank(data) && (written(t, r) != written(t, slow) || !reflect.DeepEqual(problems, same)) {
			t.Errorf("%v, decoded as a whole: %v", problems, same)
		}
		if (r == nil) == model.OnlyNewlyRefused(problems) {
			t.Errorf("registry %v, problems %v", r, problems)
		}
		checkPlaces(t, data, problems)
	})
}

// written returns a registry as JSON; calendars have memories that differ.
func written(t rapid.TB, r *model.Registry) string {
	t.Helper()
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// lineEnds are the ends of lines in YAML 1.1, in more ways than one.
var lineEnds = regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]")

// checkPlaces holds each problem against the file: its place is within a line, and the caret below the line is on the character at that place.
func checkPlaces(t *testing.T, data []byte, problems []model.Problem) {
	t.Helper()
	text := lineEnds.Split(string(data), -1)
	text[0] = strings.TrimPrefix(text[0], "\ufeff")
	for _, p := range problems {
		if p.Line < 1 || p.Line > len(text) || p.Message == "" {
			t.Errorf("problem %+v in a file of %d lines", p, len(text))
			continue
		}
		line := []rune(text[p.Line-1])
		if p.Column < 1 || p.Column > len(line)+1 {
			t.Errorf("problem %+v on a line of %d characters: %q", p, len(line), text[p.Line-1])
			continue
		}
		shown, caret, found := strings.Cut(p.Excerpt, "\n")
		if !found || p.Column > len(line) || !isPrintable(p.Excerpt) {
			continue
		}
		at := []rune(shown)[min(len([]rune(caret))-1, len([]rune(shown))-1)]
		if want := line[p.Column-1]; at != want && want >= ' ' && want < 0x7f && want != ' ' && at != '<' {
			t.Errorf("the caret is on %q, want %q:\n%s", at, want, p.Excerpt)
		}
	}
}

// isPrintable reports whether each character takes one column of a terminal, so that columns can be counted as characters.
func isPrintable(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return (r < ' ' || r > 0x7e) && r != '\n' && r != '…' })
}
