package yamlsplice

import "testing"

// TestTextsThatStateTheirIndentation adds a key behind texts after |2 and >1-, whose own lines may begin with blanks.
func TestTextsThatStateTheirIndentation(t *testing.T) {
	for before, want := range map[string]string{
		"suppliers:\n  - id: a\n    notes: |2\n         x\n       y\n  - id: b\n":          "suppliers:\n  - id: a\n    notes: |2\n         x\n       y\n    tier: critical\n  - id: b\n",
		"suppliers:\n  - id: a\n    notes: >1-\n       x\n\n     y\n  # of b\n  - id: b\n": "suppliers:\n  - id: a\n    notes: >1-\n       x\n\n     y\n    tier: critical\n  # of b\n  - id: b\n",
	} {
		got, err := Splice([]byte(before), Path{{Key: "suppliers", ID: "a"}}, Edit{Set: []Pair{{Key: "tier", Value: "critical"}}})
		if err != nil || string(got) != want {
			t.Errorf("%q: got %q, %v; want %q", before, got, err, want)
		}
	}
}
