package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRepeatMax(t *testing.T) {
	for policy, want := range map[string]string{
		"repeat: 1 business day, repeat_max: 10 business days": "",
		"repeat: 1 business day, repeat_max: 1 business day":   "",
		"repeat: 9 business days":                              "",
		"repeat: 2 business days, repeat_max: 1 business day":  "`repeat_max`: 1 business day is shorter than `repeat` (2 business days); write at least that, or leave it out",
		"repeat_max: 3 business days":                          "`repeat_max`: 3 business days is shorter than `repeat` (5 business days); write at least that, or leave it out",
	} {
		yaml := "version: 1\nteams: {desk: {email: desk@buyer.example}}\nescalation_policies:\n  p: {steps: [{notify: [owner]}], " + policy + "}\n"
		file := filepath.Join(t.TempDir(), "r.yaml")
		if err := os.WriteFile(file, []byte(yaml), 0o600); err != nil {
			t.Fatal(err)
		}
		_, problems := Load([]string{file})
		var found string
		for _, p := range problems {
			if strings.Contains(p.Message, "repeat_max") {
				found = p.Message
			}
		}
		if found != want {
			t.Errorf("%s: %q, want %q", policy, found, want)
		}
	}
}
