package flatyaml_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"

	"supplierwatch/internal/flatyaml"
)

// library returns the root that the library reads in a text of one document; an error for any other text.
func library(text string) (*yaml.Node, error) {
	var n, more yaml.Node
	stream := yaml.NewDecoder(strings.NewReader(text))
	if err := stream.Decode(&n); err != nil {
		return nil, err
	}
	if err := stream.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("a second document: %w", err)
	}
	return n.Content[0], nil
}

// difference returns where two nodes differ, comments apart; empty if they do not.
func difference(got, want *yaml.Node) string {
	g, w := *got, *want
	g.Content, w.Content = nil, nil
	w.HeadComment, w.LineComment, w.FootComment = "", "", ""
	if fmt.Sprintf("%+v", g) != fmt.Sprintf("%+v", w) {
		return fmt.Sprintf("%+v, the library has %+v", g, w)
	}
	if len(got.Content) != len(want.Content) {
		return fmt.Sprintf("%+v: %d children, the library has %d", g, len(got.Content), len(want.Content))
	}
	for i := range got.Content {
		if d := difference(got.Content[i], want.Content[i]); d != "" {
			return d
		}
	}
	return ""
}

// reports is what a test of one text needs.
type reports interface {
	Helper()
	Fatalf(format string, args ...any)
}

// same compares a text that can be read, as a whole and divided, with what the library reads in it.
func same(t reports, text string) (read bool) {
	t.Helper()
	var p flatyaml.Parser
	got, ok := p.Mapping(flatyaml.Part{Text: text, Line: 1})
	if ok {
		compare(t, text, got)
	}
	for _, least := range []int{1, 60} {
		divided, _ := flatyaml.Divide([]byte(text), "suppliers", least)
		for _, part := range divided.Items {
			sameItems(t, &p, part)
		}
		if divided := fromParts(text, least); divided != nil {
			compare(t, text, divided)
			read = true
		}
	}
	return read || ok
}

func compare(t reports, text string, got *yaml.Node) {
	t.Helper()
	want, err := library(text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	if d := difference(got, want); d != "" {
		t.Fatalf("%s in\n%s", d, text)
	}
}

// itemByItem reads a list, each item before the next one; nil if it cannot be read.
func itemByItem(p *flatyaml.Parser, part flatyaml.Part) []*yaml.Node {
	items := []*yaml.Node{}
	if !p.Items(part, func(item *yaml.Node) bool {
		items = append(items, copied(item))
		return true
	}) {
		return nil
	}
	return items
}

// copied returns a node and all below it as they are now.
func copied(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, copied(child))
	}
	return &c
}

// sameItems holds the items that were read one by one against those of the whole list.
func sameItems(t reports, p *flatyaml.Parser, part flatyaml.Part) {
	t.Helper()
	list, ok := new(flatyaml.Parser).List(part)
	items := itemByItem(p, part)
	if ok != (items != nil) {
		t.Fatalf("read as a whole: %v, item by item: %v, in\n%s", ok, items != nil, part.Text)
	}
	if !ok {
		return
	}
	read := *list
	read.Content = items
	if d := difference(&read, list); d != "" {
		t.Fatalf("item by item: %s in\n%s", d, part.Text)
	}
}

// fromParts reads a text in parts and puts its root together; nil if some part cannot be read.
func fromParts(text string, least int) *yaml.Node {
	divided, ok := flatyaml.Divide([]byte(text), "suppliers", least)
	if !ok || divided.Key.Text == "" || len(divided.Items) == 0 {
		return nil
	}
	root := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Column: 1}
	key := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "suppliers", Line: divided.Key.Line, Column: 1}
	items := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq"}
	for _, part := range divided.Items {
		list, ok := new(flatyaml.Parser).List(part)
		if !ok || items.Line > 0 && list.Column != items.Column {
			return nil
		}
		if items.Line == 0 {
			items.Line, items.Column = list.Line, list.Column
		}
		items.Content = append(items.Content, list.Content...)
	}
	root.Content = []*yaml.Node{key, items}
	for _, part := range divided.Others {
		other, ok := new(flatyaml.Parser).Mapping(part)
		if !ok {
			return nil
		}
		root.Content = append(root.Content, other.Content...)
	}
	pairs := make([][2]*yaml.Node, 0, len(root.Content)/2)
	for i := 0; i < len(root.Content); i += 2 {
		pairs = append(pairs, [2]*yaml.Node{root.Content[i], root.Content[i+1]})
	}
	slices.SortFunc(pairs, func(a, b [2]*yaml.Node) int { return a[0].Line - b[0].Line })
	root.Line, root.Content = pairs[0][0].Line, nil
	for _, pair := range pairs {
		root.Content = append(root.Content, pair[0], pair[1])
	}
	return root
}

// texts are values, right and wrong ones, and what can be around them.
var texts = []string{
	"x", "two words", "0", "007", "1.5", "1e3", "0x1F", "0o7", "12:30", "2027-12-31", "2027-2-3", "2027-12-31 10:00:00", "yes", "No", "true", "FALSE", "null", "~", ".inf", ".nan", "-.inf", "-1", "+5", "--", "-a", "<<", "=",
	"90 days", "\"in quotes\"", "'single'", "'it''s'", "\"a \\\" b\"", "\"\"", "''", "a # comment", "a #", "a#b", "a: b", "a:b", "a :b", "ends:", "https://x.test:80/y?z=1#top", "[a, b]", "[]", "{}", "{a: b}", "{a: [1, {b: c}]}", "[a, b,]",
	"{a: , b: c}", "{a}", "[a: b]", "[ a , b ]", "{ a : b }", "{a: b}x", "[a]  # comment", "\"a\" b", "\"a\"# no comment", "a, b", "a]b", "a}b", "[a?b]", "[a{b]", "&anchor x", "*alias", "!tag x", "! x", "|", "|-", ">", "@a", "`a`", "%a", "? a",
	"ä", "\"ü: ö\"", "[ä, ö]", "{ä: ö, b: \"é\"}", "…", "\u00a0x", "", " ", "# only a comment", "-", "- a", "a\tb", "x\r", "{a: 'b', \"c\": \"d\"}", "{\"a\":1}", "[1,2]", "[a,b]", "[-1, -a, - b]", "{a: -}", "a  b ", "\"x\"   ", "key: \"a: b\"", "?", ":a", ":", "#a", "...", "---",
}

// lines draws the lines of a text: blocks that fit together most of the time.
func lines(rt *rapid.T) string {
	var b strings.Builder
	indents := []int{0}
	for range rapid.IntRange(1, 12).Draw(rt, "lines") {
		switch rapid.IntRange(0, 9).Draw(rt, "deeper") {
		case 0, 1, 2:
			indents = append(indents, indents[len(indents)-1]+rapid.IntRange(1, 3).Draw(rt, "by"))
		case 3, 4:
			indents = indents[:rapid.IntRange(1, len(indents)).Draw(rt, "to")]
		}
		indent := indents[len(indents)-1]
		b.WriteString(strings.Repeat(" ", indent))
		begin := rapid.SampledFrom([]string{"", "", "", "- ", "-  ", "# ", "-", "\n"}).Draw(rt, "begin")
		b.WriteString(begin)
		if strings.HasPrefix(begin, "- ") && rapid.Bool().Draw(rt, "in the item") {
			indents = append(indents, indent+len(begin))
		}
		key := rapid.SampledFrom([]string{"suppliers", "a", "b", "c", "d-e", "\"q\"", "'s'", "1", "yes", "x y", "suppliersx"}).Draw(rt, "key")
		b.WriteString(rapid.SampledFrom([]string{key + ": ", key + ":", key + ": ", ""}).Draw(rt, "with key"))
		b.WriteString(rapid.SampledFrom(texts).Draw(rt, "value"))
		b.WriteString(rapid.SampledFrom([]string{"\n", "\n", "\n", "\n\n", "\n  \n", "\n# comment\n", " # comment\n"}).Draw(rt, "end"))
	}
	return b.String()
}

// TestSameAsTheLibrary draws texts of which some are right; that right ones are read is shown by TestRegistriesAreRead.
func TestSameAsTheLibrary(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) { same(rt, lines(rt)) })
}

// TestEveryValue puts each value into each place where a value can be.
func TestEveryValue(t *testing.T) {
	for _, form := range []string{
		"a: %s\n", "a: %s\nb: c\n", "a:\n  %s\n", "a:\n  b: %s\nc: d\n", "suppliers:\n  - %s\n", "suppliers:\n- a: %s\n  b: c\n", "a: {b: %s}\n", "a: {b: c, d: %s }\n", "a: [%s]\n", "a: [b, %s , c]\n",
		"a: |\n  %s\nb: c\n", "a: |\n   b\n  %s\n", "%s\n", "%s: a\n", "a: b\n%s\n", "suppliers:\n  - a: |\n      %s\n    b: c\n  - d: e\n", "a: %s\n  more\n", "ä: {é: %s, b: c}\n", "a: é # %s\n", "{%s: a}\n", "a: {%s: b}\n",
		"suppliers:\n  - a: b\n%s\n", "suppliers:\n  - a: b\n  %s\n", "suppliers: # x\n  - a: b\n\n  # %s\n  - c: d\nversion: 1\n", "version: 1\nsuppliers:\n  - [%s]\n  - {a: %[1]s}\n",
	} {
		for _, text := range texts {
			same(t, fmt.Sprintf(form, text))
		}
	}
}

// TestRegistriesAreRead reads the registries of the repository, most of them without the library.
func TestRegistriesAreRead(t *testing.T) {
	read := 0
	for _, pattern := range []string{"../../examples/*.yaml", "../../examples/*/*.yaml", "../registry/testdata/*/*.yaml", "../registry/testdata/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range found {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if same(t, string(text)) {
				read++
			}
		}
	}
	if read == 0 {
		t.Error("no registry was read")
	}
	t.Log(read)
}

func FuzzSameAsTheLibrary(f *testing.F) {
	for _, text := range texts {
		f.Add("version: 1\nsuppliers:\n  - id: a\n    b: " + text + "\n  - {c: " + text + "}\nd:\n- " + text + "\n")
	}
	f.Fuzz(func(t *testing.T, text string) {
		defer func() {
			if r := recover(); r != nil && !strings.Contains(fmt.Sprint(r), "yaml") {
				panic(r)
			}
		}()
		same(t, text)
	})
}
