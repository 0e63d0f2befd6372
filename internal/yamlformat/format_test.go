package yamlformat

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
)

func TestFormat(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, ".want.yaml") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			want := read(t, strings.TrimSuffix(file, ".yaml")+".want.yaml")
			got, err := Format(read(t, file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func read(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var small = map[string][2]string{
	"trailing blanks":           {"a: 1  \n# c\t\nb: 2 # d  \n", "a: 1\n# c\nb: 2 # d\n"},
	"blank lines stay":          {"a: 1\n\n \n\nb: 2\n", "a: 1\n\n\n\nb: 2\n"},
	"end of file":               {"a: 1\n\n\n", "a: 1\n"},
	"no final break":            {"a: 1", "a: 1\n"},
	"windows breaks":            {"a:\r\n    b: 1 \r\n", "a:\r\n  b: 1\r\n"},
	"mixed breaks":              {"a: 1\r\nb: 2\r\nc: 3\n", "a: 1\r\nb: 2\r\nc: 3\r\n"},
	"byte order mark":           {"\ufeffa:\n   b: 1\n", "\ufeffa:\n  b: 1\n"},
	"list in the key's column":  {"a:\n- 1\n- 2\nb: 3\n", "a:\n  - 1\n  - 2\nb: 3\n"},
	"dashes":                    {"a:\n -   b: 1\n     c: 2\n -\n     d: 3\n", "a:\n  - b: 1\n    c: 2\n  -\n    d: 3\n"},
	"lists in lists":            {"- -   1\n  -   2\n-   - 3\n", "- - 1\n  - 2\n- - 3\n"},
	"text of lines":             {"a:\n    b: |\n       x  \n         y\n    # c\n    d: 1\n", "a:\n  b: |\n     x  \n       y\n  # c\n  d: 1\n"},
	"blanks of a kept text":     {"a: |+\n  x\n\n\n", "a: |+\n  x\n\n\n"},
	"text that is not ended":    {"a: |\n  x", "a: |\n  x"},
	"text in quotes":            {"a:\n    b: \"x  \n      y\"  \n", "a:\n  b: \"x  \n    y\"\n"},
	"text without quotes":       {"a:\n    b: x  \n      y\n", "a:\n  b: x\n    y\n"},
	"brackets":                  {"a:\n    b: [1, # one  \n        2,\n    ]\n    c: {d:   1}\n", "a:\n  b: [1, # one\n      2,\n  ]\n  c: {d:   1}\n"},
	"a hash is no comment":      {"a:\n    b: |\n      # x\n     # y\n", "a:\n  b: |\n    # x\n   # y\n"},
	"comments before and after": {"a:\n    # of b\n    b: 1\n    # of a\n# of c\nc: 2\n", "a:\n  # of b\n  b: 1\n  # of a\n# of c\nc: 2\n"},
	"comment between levels":    {"a:\n        b: |\n           x\n     # c\nd: 1\n", "a:\n  b: |\n     x\n  # c\nd: 1\n"},
	"anchors":                   {"a: &x\n    b: 1\nc:\n    <<: *x\nd: *x\n", "a: &x\n  b: 1\nc:\n  <<: *x\nd: *x\n"},
	"documents":                 {"---\na:\n   b: 1\n--- # second\n    c:\n        d: 1\n...\n", "---\na:\n  b: 1\n--- # second\nc:\n  d: 1\n...\n"},
	"value on the next line":    {"a:\n      long\n      text\nb: 1\n", "a:\n  long\n      text\nb: 1\n"},
	"only a comment":            {"  # none yet \n", "  # none yet\n"},
	"keys without a value":      {"a:\n    b:\n    c: # later\n    d: null\n", "a:\n  b:\n  c: # later\n  d: null\n"},
	"JSON":                      {"{\"a\": [\n\t1,\n\t2]}\n", "{\"a\": [\n\t1,\n\t2]}\n"},
	"text with its own indent":  {"a:\n    b: |2\n         x\n       y\n      # z\n    # c\n    d:\n      - >1-\n          x\n", "a:\n  b: |2\n       x\n     y\n    # z\n  # c\n  d:\n    - >1-\n        x\n"},
	"JSON with its own codes":   {"{\"a\": \"\\ud83d\\ude00 \\/\"}", "{\"a\": \"\\ud83d\\ude00 \\/\"}"},
	"schema line":               {"# yaml-language-server: $schema=x.json\n$schema: x\na: 1\n", "# yaml-language-server: $schema=x.json\n$schema: x\na: 1\n"},
}

func TestFormatSmall(t *testing.T) {
	for name, c := range small {
		got, err := Format([]byte(c[0]))
		if err != nil || string(got) != c[1] {
			t.Errorf("%s: got %q, %v; want %q", name, got, err, c[1])
		}
	}
}

func TestFormatRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"a: [1\n":             "did not find expected",
		"a: |2\n\n":           "states its own indentation",
		"? a\n: b\n":          "line 1",
		"a: !!str\n  b\n":     "line",
		"a: 1\rb: 2\n":        "carriage return alone",
		"a: x\u2028y\nb: 1\n": "U+2028",
	} {
		if got, err := Format([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q, %v; want an error with %q", text, got, err, want)
		}
	}
}

// FuzzFormat checks that a formatted text says the same to another reader, keeps its comments and its order of lines, and stays as it is when it is formatted again.
func FuzzFormat(f *testing.F) {
	for _, c := range small {
		f.Add([]byte(c[0]))
	}
	files, _ := filepath.Glob("testdata/*.yaml")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkFormat(t, data) })
}

func checkFormat(t *testing.T, data []byte) {
	t.Helper()
	once, err := Format(data)
	if err != nil {
		return
	}
	twice, err := Format(once)
	if err != nil || string(once) != string(twice) {
		t.Fatalf("formatted twice: %v\n%q\n%q\n%q", err, data, once, twice)
	}
	if diff := cmp.Diff(values(t, data), values(t, once)); diff != "" {
		t.Fatalf("%q became %q (-want +got):\n%s", data, once, diff)
	}
	if want, got := words(data), words(once); !cmp.Equal(want, got) {
		t.Fatalf("%q became %q: other than blanks has changed", data, once)
	}
}

// values returns what a reader other than that of the registry makes of a text.
func values(t *testing.T, data []byte) []any {
	t.Helper()
	var all []any
	stream := yaml.NewDecoder(strings.NewReader(string(data)))
	for {
		var one any
		if err := stream.Decode(&one); err != nil {
			return append(all, err.Error() == "EOF")
		}
		all = append(all, one)
	}
}

// words returns what is left of a text without blanks, line by line, without blank lines at its end.
func words(data []byte) []string {
	var all []string
	for line := range strings.Lines(strings.TrimRight(string(data), " \t\r\n")) {
		all = append(all, strings.Join(strings.Fields(line), ""))
	}
	return all
}
