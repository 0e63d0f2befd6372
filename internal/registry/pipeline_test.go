package registry

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/model"
	"supplierwatch/internal/registry/holidayfiles"
)

// assembleTexts makes the registry of some texts, each read by a function like parse.
func assembleTexts(parse func(file string, data []byte) *source, texts ...Content) (*model.Registry, []model.Problem) {
	sources := make([]*source, len(texts))
	for i, x := range texts {
		sources[i] = parse(x.Name, x.Data)
		sources[i].unsaved, sources[i].content = true, x.Data
	}
	r, _, problems := assemble(sources, holidayfiles.Set{}, nil, nil, nil)
	return r, problems
}

// pipelineSupplier is a supplier that refers to whatever a supplier can refer to.
const pipelineSupplier = `  - id: %[1]s
    name: "Supplier %[1]s"
    tier: critical
    country: DE
    owner: buying
    was: [old-%[1]s]
    notes: |
      Two lines
      of notes.
    supplies:
      - {id: resin, item: resin, alternatives: [%[2]s], used_in: [litho, other]}
    contacts:
      - {role: orders, email: orders@%[1]s.example, phone: "+49 89 1234567", hours: "07:00-17:00"}
      - role: escalation
        phone: 089 1234599
        backup: orders
    contracts:
      - {id: c, title: Supply, starts: 2024-01-15, ends: 2027-03-31, renewal: automatic, renewal_term: 12 months, notice: 3 months}
    order_windows:
      - {title: call-off, yearly: {opens: 02-01, closes: 02-28}, supplies: [resin], confirmation: {mailbox: confirmations, within: 2 days}}
`

const pipelineHead = `version: 1
teams:
  buying: {email: buying@works.example, members: [a@works.example]}
mailboxes:
  confirmations: {address: confirmations@works.example}
lines: {litho: {name: Litho}}
`

// mistakes are what replaces a part of a line, mostly to make it wrong.
var mistakes = [][2]string{
	{"tier: critical", "tier: crtical"},
	{"owner: buying", "owner: sales"},
	{"2027-03-31", "31.03.2027"},
	{"2027-03-31", "2023-01-01"},
	{"role: orders", "role: sales"},
	{"notes: |", "notes: >"},
	{"name: ", "nme: "},
	{"[resin]", "[rosin]"},
	{"mailbox: confirmations", "mailbox: confirmation"},
	{"country: DE", "country: Germany"},
	{"089 1234599", "12"},
	{"+49 89 1234567", "49 89 1234567"},
	{"buying@works.example", "buying"},
	{"{title: call-off,", "{title: call-off"},
	{"    country: DE\n", ""},
	{"country: DE", "country:"},
	{"- role: escalation", "- &x\n        role: escalation"},
	{"buying:", "buyers:"},
	{"suppliers:", "\"suppliers\":"},
	{"version: 1\n", ""},
	{"suppliers:", "suppliers: # all"},
	{"Two lines", "Zwei Zeilen für Müller"},
	{"id: c,", "id: 012,"},
	{"id: s1", "id: s2"},
	{"was: [old-s1]", "was: [s3]"},
	{"alternatives: [s", "alternatives: [old-s"},
	{"alternatives: [s", "alternatives: [s9"},
	{"version: 1", "version: 2"},
	{"version: 1", "---\nversion: 1"},
	{"notes: |\n      Two lines\n      of notes.", "notes: Two lines\n      of notes."},
	{"name: \"", "name: \"\\u00e4"},
	{"lines: {", "lines: { "},
	{"hours: \"07:00-17:00\"", "hours: 07:00-17:00"},
}

// drawFiles draws a registry of a few files, with a few mistakes.
func drawFiles(t *rapid.T) []Content {
	files := []Content{{"a.yaml", []byte(pipelineHead)}}
	count := rapid.IntRange(1, 6).Draw(t, "suppliers")
	for i := range count {
		if i == 0 || rapid.Bool().Draw(t, "another file") {
			files = append(files, Content{Name: fmt.Sprintf("b%d.yaml", i), Data: []byte("version: 1\nsuppliers:\n")})
		}
		last := &files[len(files)-1]
		alternative := ""
		if count > 1 {
			alternative = fmt.Sprintf("s%d", (i+1)%count)
		}
		last.Data = fmt.Appendf(last.Data, pipelineSupplier, fmt.Sprintf("s%d", i), alternative)
	}
	if rapid.Bool().Draw(t, "in one file") {
		for _, f := range files[1:] {
			files[0].Data = append(files[0].Data, strings.TrimPrefix(strings.TrimPrefix(string(f.Data), "version: 1\n"), strings.Repeat("suppliers:\n", min(1, strings.Count(string(files[0].Data), "suppliers:"))))...)
		}
		files = files[:1]
	}
	for range rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "mistakes") {
		f := &files[rapid.IntRange(0, len(files)-1).Draw(t, "of file")]
		m := rapid.SampledFrom(mistakes).Draw(t, "mistake")
		f.Data = []byte(strings.Replace(string(f.Data), m[0], m[1], rapid.IntRange(1, 2).Draw(t, "times")))
	}
	return files
}

// TestThePipelineIsAsDecodingWhole reads registries with and without mistakes in parts, and as a whole by the library: the registry and all problems are
// the same.
func TestThePipelineIsAsDecodingWhole(t *testing.T) {
	valid, divided := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		files := drawFiles(t)
		least := rapid.SampledFrom([]int{1, 500, 2000, leastPart}).Draw(t, "least size of a part")
		got, problems := assembleTexts(func(file string, data []byte) *source {
			s := parseInParts(file, data, least)
			if len(s.parts) > 1 {
				divided++
			}
			return s
		}, files...)
		want, expected := assembleTexts(parseWhole, files...)
		if !reflect.DeepEqual(problems, expected) {
			t.Fatalf("%v\ndecoded as a whole:\n%v\n%s", problems, expected, files)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\ndecoded as a whole:\n%+v\n%s", got, want, files)
		}
		if got != nil {
			valid++
		}
	})
	if valid == 0 || divided == 0 {
		t.Errorf("%d registries were valid, %d files had several parts", valid, divided)
	}
}

// TestReloadingIsAsLoading edits the files of a registry, and reads them by a loader that has read them before.
func TestReloadingIsAsLoading(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		folder, err := os.MkdirTemp(dir, "")
		if err != nil {
			rt.Fatal(err)
		}
		reloads := Loader{LikeBefore: rapid.Bool().Draw(rt, "like before")}
		for range rapid.IntRange(1, 4).Draw(rt, "edits") {
			for _, f := range drawFiles(rt) {
				if err := os.WriteFile(filepath.Join(folder, f.Name), f.Data, 0o600); err != nil {
					rt.Fatal(err)
				}
			}
			fresh := Loader{LikeBefore: reloads.LikeBefore}
			got, problems := reloads.Load([]string{folder})
			want, expected := fresh.Load([]string{folder})
			if !reflect.DeepEqual(problems, expected) || !reflect.DeepEqual(got, want) {
				rt.Fatalf("%v\n%+v\nloaded anew:\n%v\n%+v", problems, got, expected, want)
			}
		}
	})
}

// TestAReloadKeepsUnchangedSuppliers holds that an edit of one file leaves the suppliers of the others as they are in memory.
func TestAReloadKeepsUnchangedSuppliers(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	supplier := func(id string) string { return "version: 1\nsuppliers:\n" + fmt.Sprintf(pipelineSupplier, id, "s9") }
	write("a.yaml", pipelineHead)
	write("s1.yaml", supplier("s1"))
	write("s9.yaml", strings.Replace(supplier("s9"), "alternatives: [s9]", "alternatives: []", 1))
	var l Loader
	before, problems := l.Load([]string{dir})
	if before == nil {
		t.Fatal(problems)
	}
	write("s9.yaml", strings.Replace(supplier("s9"), "alternatives: [s9]", "alternatives: [s1]", 1))
	after, problems := l.Load([]string{dir})
	if after == nil {
		t.Fatal(problems)
	}
	if after.Suppliers[0] != before.Suppliers[0] || after.Suppliers[1] == before.Suppliers[1] {
		t.Error("the supplier of the unchanged file was built again, or the other was not")
	}
}

// TestParts reads a list that is long enough for several parts.
func TestParts(t *testing.T) {
	var b strings.Builder
	b.WriteString(pipelineHead + "suppliers:\n")
	for i := range 300 {
		fmt.Fprintf(&b, pipelineSupplier, fmt.Sprintf("s%d", i), fmt.Sprintf("s%d", (i+1)%300))
	}
	text := Content{"r.yaml", []byte(b.String())}
	if parts := parse(text.Name, text.Data).parts; len(parts) < 3 {
		t.Fatalf("%d parts", len(parts))
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	got, problems := assembleTexts(parse, text)
	want, _ := assembleTexts(parseWhole, text)
	if got == nil || !reflect.DeepEqual(got, want) {
		t.Error("the suppliers differ from those decoded as a whole", problems)
	}
}
