package filekind_test

import (
	"testing"

	"supplierwatch/internal/filekind"
)

func TestIsYAML(t *testing.T) {
	for path, want := range map[string]bool{
		"a.yaml": true, "a.yml": true, "lists/a.YAML": true, ".yaml": true, "a.yaml.bak": false, "yaml": false, "a.yaml/b": false, "": false,
	} {
		if got := filekind.IsYAML(path); got != want {
			t.Errorf("%q: %v", path, got)
		}
	}
}
