package settings

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"supplierwatch/config"
	"supplierwatch/internal/strictyaml"
)

// validator compiles the schema that ships.
func validator(t *testing.T) *jsonschema.Schema { return compiled(t, "") }

// compiled compiles a part of the schema that ships, by its JSON pointer.
func compiled(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(config.ConfigSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("config.schema.json#" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance returns a node as an editor sees it: dates are text, as in YAML 1.2.
func instance(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch n.Kind {
	case yaml.DocumentNode:
		return instance(t, n.Content[0])
	case yaml.SequenceNode:
		list := []any{}
		for _, c := range n.Content {
			list = append(list, instance(t, c))
		}
		return list
	case yaml.MappingNode:
		block := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			block[n.Content[i].Value] = instance(t, n.Content[i+1])
		}
		return block
	}
	if n.Tag == "!!timestamp" {
		return n.Value
	}
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// verdict validates a file against the schema.
func verdict(t *testing.T, s *jsonschema.Schema, file string) error {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var n yaml.Node
	if err := yaml.Unmarshal(data, &n); err != nil || n.IsZero() {
		t.Fatalf("%s: %v", file, err)
	}
	return s.Validate(instance(t, &n))
}

func TestSchemaAcceptsWhatIsRight(t *testing.T) {
	schema := validator(t)
	for _, file := range append(fixtures(t, "ok", 4), append(fixtures(t, "warn", 2), "../../config/supplierwatch.yaml")...) {
		if err := verdict(t, schema, file); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// beyondSchema lists what only the program can see, with the reason.
var beyondSchema = map[string]string{
	"cron.yaml":                   "cron lines",
	"http-tls.yaml":               "what files hold",
	"imap-replies.yaml":           "what names refer to",
	"listen-to-all.yaml":          "who can reach an address",
	"listen-to-lan.yaml":          "who can reach an address",
	"read-contradiction.yaml":     "two keys together",
	"references.yaml":             "environment and files",
	"renamed.yaml":                "two keys together",
	"relay-in-clear.yaml":         "two keys together",
	"relay-login.yaml":            "two keys together",
	"relay-without-identity.yaml": "two keys together",
	"reply-to-too-long.yaml":      "two keys together",
	"replies-none-and-name.yaml":  "two entries together",
	"replies-unstamped.yaml":      "two keys together",
	"run.yaml":                    "lengths of time",
	"state-other.yaml":            "URLs of databases",
	"state-slashes.yaml":          "URLs of databases",
	"state-postgres.yaml":         "URLs of databases",
	"state-password-in-url.yaml":  "URLs of databases",
	"timezone.yaml":               "names of zones",
	"two-documents.yaml":          "more than one document",
	"twice.yaml":                  "a block of JSON cannot hold a key twice",
	"verification-on.yaml":        "two keys together",
}

func TestSchemaRefusesWhatIsWrong(t *testing.T) {
	schema := validator(t)
	for _, file := range fixtures(t, "err", 25) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if documents, _, whole := strictyaml.Decode[rawSettings](file, data, nil); !whole || len(documents) == 0 {
			continue // it cannot be read as YAML at all
		}
		why, beyond := beyondSchema[filepath.Base(file)]
		if accepted := verdict(t, schema, file) == nil; accepted != beyond {
			t.Errorf("%s: the schema takes it: %v; listed as beyond it: %v %s", file, accepted, beyond, why)
		}
	}
}
