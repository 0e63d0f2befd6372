package oneshot

import "testing"

func TestAsGiven(t *testing.T) {
	earlier, given := []string{"/tmp/x/lists", "/tmp/x/lists2", "/tmp/x/lists.yaml"}, []string{"lists", "./lists2", "../lists.yaml"}
	for file, want := range map[string]string{
		"/tmp/x/lists/a.yaml":     "lists/a.yaml",
		"/tmp/x/lists/deep/a.yml": "lists/deep/a.yml",
		"/tmp/x/lists2/a.yaml":    "lists2/a.yaml",
		"/tmp/x/lists.yaml":       "../lists.yaml",
		"/tmp/x/other.yaml":       "/tmp/x/other.yaml",
	} {
		if got := asGiven(file, earlier, given); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}
