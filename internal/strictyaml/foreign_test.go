package strictyaml

import (
	"strings"
	"testing"
)

// foreignFiles are files that somebody may name by mistake, with the words in them that nobody may see.
var foreignFiles = map[string]string{
	"shadow":          "root:$6$Zq8Hunter2:19000:0:99999:7:::\ndaemon:*Hunter2:18000:0:99999:7:::\n",
	"passwords":       "admin: Hunter2\nuser: [Hunter2]\n",
	"one word":        "Hunter2\n",
	"a list":          "- Hunter2\n- Hunter2\n",
	"lists in lists":  "[[Hunter2, {Hunter2: Hunter2}]]",
	"a key":           "-----BEGIN PRIVATE KEY-----\nHunter2Hunter2==\n-----END PRIVATE KEY-----\n",
	"an alias":        "passwd: *Hunter2\n",
	"an anchor":       "&Hunter2 x: *Hunter2x\n",
	"a tag":           "!Hunter2 x\n",
	"a tag in a list": "- !!Hunter2 x\n",
	"a merge":         "<<: {Hunter2: Hunter2}\n",
	"no YAML":         "Hunter2: Hunter2: Hunter2\n\tHunter2",
	"an open quote":   "\"Hunter2",
	"a quote":         "Hunter2: 'Hunter2' Hunter2\n",
	"JSON":            `{"Hunter2": "Hunter2", "token": ["Hunter2"]}`,
	"broken JSON":     `{"Hunter2": "Hunter2", `,
	"settings":        "[Hunter2]\nname = Hunter2\n",
	"variables":       "export Hunter2=Hunter2\n",
	"a nested key":    "Hunter2:\n  name: Hunter2\n  size: Hunter2\n",
	"a key in prose":  "Hunter2 has a name: Hunter2\n  name: Hunter2\n",
	"twice":           "Hunter2: 1\nHunter2: 2\n",
	"several":         "Hunter2: 1\n---\nHunter2\n---\n- Hunter2\n",
	"a block as key":  "? [Hunter2]\n: Hunter2\n",
	"percent":         "%Hunter2\n@Hunter2\n",
	"deep":            strings.Repeat("[", 200) + "Hunter2" + strings.Repeat("]", 200),
	"a NUL":           "Hunter2\x00Hunter2",
	"a control":       "Hunter2\x07Hunter2",
	"other bytes":     "Hunter2\xffHunter2",
}

func TestNothingOfAForeignFileIsRepeated(t *testing.T) {
	for name, text := range foreignFiles {
		t.Run(name, func(t *testing.T) {
			_, problems, _ := Decode[sample]("foreign.yaml", []byte(text), nil)
			if len(problems) == 0 {
				t.Fatal("it is taken for our file")
			}
			for _, p := range problems {
				if strings.Contains(strings.ToLower(p.Message), "hunter") || strings.Contains(p.Message, "0xFF") || strings.Contains(p.Message, "0007") {
					t.Errorf("%s", p)
				}
			}
		})
	}
}

// TestAForeignFileIsReportedOnce and not once for each of its lines.
func TestAForeignFileIsReportedOnce(t *testing.T) {
	_, problems, _ := Decode[sample]("foreign.yaml", []byte("root: 1\ndaemon: 2\nbin: 3\n---\nsys: 4\n"), nil)
	if len(problems) != 1 || !strings.HasPrefix(problems[0].String(), "foreign.yaml:1:1: none of the keys in this file belongs here; known here are ") {
		t.Errorf("%v", problems)
	}
}

func TestOurFileIsStillExplained(t *testing.T) {
	for text, want := range map[string]string{
		"name: x\nHunter2: y\n":             "unknown key `Hunter2`",
		"name: x\nHunter2: y: z\n":          "unexpected colon",
		"\"name\": *Hunter2\n":              "the alias *Hunter2",
		"{\"name\": \"x\", \"Hunter2\": 1}": "unknown key `Hunter2`",
		"Hunter2: 1\n---\nname: x\n":        "unknown key `Hunter2`",
		"size: Hunter2\n":                   "got \"Hunter2\"",
	} {
		_, problems, _ := Decode[sample]("f.yaml", []byte(text), nil)
		if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
			t.Errorf("%q: %v, want %q", text, problems, want)
		}
	}
}

func TestNothingThatAReferenceLeadsToIsRepeated(t *testing.T) {
	for _, key := range []string{"size", "share", "open", "colour", "day", "term", "name", "when", "labels"} {
		for _, secret := range []string{"4711", "hunter2", "2026-13-77", "4711 hunters", "3 hunters", "-4711 days", "hunter2\nhunter3"} {
			text := key + ": {file: pin}\n"
			_, problems, _ := Decode[sample]("f.yaml", []byte(text), func(string, string) (string, error) { return secret, nil })
			for _, p := range problems {
				if strings.Contains(p.Message, "4711") || strings.Contains(p.Message, "hunter") || strings.Contains(p.Message, "77") {
					t.Errorf("%s with %q: %s", key, secret, p.Message)
				}
			}
		}
	}
}
