package registry

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"

	"supplierwatch/config"
	"supplierwatch/internal/strictyaml"
)

// compiled returns the schema that ships, or a part of it such as #/$defs/date.
func compiled(t *testing.T, part string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(config.RegistrySchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("registry.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("registry.schema.json" + part)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instances returns the documents of a file as an editor sees them: dates are text, as in YAML 1.2.
func instances(data []byte) ([]any, error) {
	var all []any
	for stream := yaml.NewDecoder(bytes.NewReader(data)); ; {
		var n yaml.Node
		err := stream.Decode(&n)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		v, err := instance(n.Content[0])
		if err != nil {
			return nil, err
		}
		if v != nil { // an empty document is skipped
			all = append(all, v)
		}
	}
}

func instance(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.AliasNode:
		return instance(n.Alias)
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			v, err := instance(c)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.MappingNode:
		block := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			v, err := instance(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			block[n.Content[i].Value] = v
		}
		return block, nil
	}
	if n.Tag == "!!timestamp" {
		return n.Value, nil
	}
	var v any
	err := n.Decode(&v)
	return v, err
}

// accepts reports whether the schema accepts every document of a file.
func accepts(s *jsonschema.Schema, data []byte) error {
	all, err := instances(data)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return errors.New("no document")
	}
	for _, v := range all {
		if err := s.Validate(v); err != nil {
			return err
		}
	}
	return nil
}

func TestSchemaAcceptsWhatIsRight(t *testing.T) {
	schema := compiled(t, "")
	err := filepath.WalkDir("testdata/ok", func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || !slices.Contains([]string{".yaml", ".yml"}, strings.ToLower(filepath.Ext(path))) || strings.Contains(path, "/.") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if err := accepts(schema, fromJSON(data)); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// fromJSON undoes the two escapes of JSON that the YAML parser used here does not know.
func fromJSON(data []byte) []byte {
	data = bytes.ReplaceAll(data, []byte(`\ud83d\ude00`), []byte("😀"))
	return bytes.ReplaceAll(data, []byte(`\/`), []byte("/"))
}

// beyondSchema lists what only the decoder can see, with the reason. Files that cannot be read as YAML at all are beyond it anyway.
var beyondSchema = map[string]string{
	"control-character.yaml":     "characters are checked by the decoder alone",
	"duplicate-items.yaml":       "ids of different items",
	"duplicate-key.yaml":         "a block of JSON cannot hold a key twice",
	"duplicates.yaml":            "ids of different documents",
	"phone-without-country.yaml": "two keys together",
	"references.yaml":            "what ids refer to",
	"no-teams.yaml":              "what ids refer to",
	"many-teams.yaml":            "what ids refer to",
	"patterns.yaml":              "regular expressions",
	"cron.yaml":                  "cron lines",
	"reserved-teams.yaml":        "words with a meaning of their own",
}

func TestSchemaRejectsWhatIsWrong(t *testing.T) {
	schema := compiled(t, "")
	files, err := filepath.Glob("testdata/err/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, whole := strictyaml.Decode[rawDocument](file, data, nil); !whole {
			continue
		}
		reason, beyond := beyondSchema[filepath.Base(file)]
		if accepted := accepts(schema, data) == nil; accepted != beyond {
			t.Errorf("%s: accepted by the schema: %v, listed as beyond it: %v %s", file, accepted, beyond, reason)
		}
	}
}

// TestSchemaAgreesOnMutations changes one key or value of a document that is right, in ways that change its structure, and holds the
// schema against the decoder.
func TestSchemaAgreesOnMutations(t *testing.T) {
	schema := compiled(t, "")
	data, err := os.ReadFile("testdata/ok/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		var root yaml.Node
		if err := yaml.Unmarshal(data, &root); err != nil {
			t.Fatal(err)
		}
		what := mutate(t, root.Content[0])
		changed, err := yaml.Marshal(&root)
		if err != nil {
			t.Fatal(err)
		}
		docs, problems, _ := strictyaml.Decode[rawDocument]("f.yaml", changed, nil)
		decoded := len(problems) == 0 && len(docs) == 1 && docs[0].Version.V == 1
		if err := accepts(schema, changed); decoded != (err == nil) {
			t.Fatalf("%s: problems of the decoder: %v\nof the schema: %v", what, problems, err)
		}
	})
}

// mutate changes one pair of one of the blocks below n and says what it did.
func mutate(t *rapid.T, n *yaml.Node) string {
	blocks := blocksOf(n)
	block := blocks[rapid.IntRange(0, len(blocks)-1).Draw(t, "block")]
	i := 2 * rapid.IntRange(0, len(block.Content)/2-1).Draw(t, "key")
	key, value := block.Content[i], block.Content[i+1]
	text := func(tag, text string) yaml.Node { return yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text} }
	old := *value
	ways := map[string]func(){
		"delete":  func() { block.Content = slices.Delete(block.Content, i, i+2) },
		"rename":  func() { key.Value += "x y" },
		"number":  func() { *value = text("!!int", "7") },
		"boolean": func() { *value = text("!!bool", "true") },
		"null":    func() { *value = text("!!null", "null") },
		"empty":   func() { *value = yaml.Node{Kind: yaml.SequenceNode} },
		"wrap":    func() { *value = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{&old}} },
		"double": func() {
			inner := &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{&old}}
			*value = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{inner}}
		},
		"block": func() {
			key, seven := text("!!str", "zz"), text("!!int", "7")
			*value = yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{&key, &seven}}
		},
	}
	way := rapid.SampledFrom(slices.Sorted(maps.Keys(ways))).Draw(t, "way")
	what := fmt.Sprintf("%s %s in line %d", way, key.Value, key.Line)
	ways[way]()
	return what
}

// blocksOf lists all mappings below n that have keys.
func blocksOf(n *yaml.Node) []*yaml.Node {
	var all []*yaml.Node
	if n.Kind == yaml.MappingNode && len(n.Content) > 0 {
		all = append(all, n)
	}
	for _, c := range n.Content {
		all = append(all, blocksOf(c)...)
	}
	return all
}
