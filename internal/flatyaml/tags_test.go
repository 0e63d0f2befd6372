package flatyaml

import (
	"testing"

	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"
)

// TestTagsAreThoseOfTheLibrary draws numbers, dates and words, and texts that are nearly that.
func TestTagsAreThoseOfTheLibrary(t *testing.T) {
	var m tagMemory
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(
			rapid.StringMatching(`[-+]?[0-9]{1,21}`), rapid.StringMatching(`[0-9]{3,5}-[0-3]?[0-9]-[0-9]{1,3}`), rapid.StringMatching(`20(00|23|24)-(02|0[1-9]|1[0-3])-(2[89]|3[0-2]|00)`),
			rapid.StringMatching(`[yYnNtTfFoOsS.~<=][a-zA-Z<=]{0,5}`), rapid.StringMatching(`[-+.0-9_xobeE:]{1,8}`), rapid.SampledFrom([]string{"", "~", "null", "true", "False", ".inf", "<<", "="}),
		).Draw(t, "value")
		if got, want := m.of(value), (&yaml.Node{Kind: yaml.ScalarNode, Value: value}).ShortTag(); got != want {
			t.Fatalf("%q is %s, the library says %s", value, got, want)
		}
	})
}
