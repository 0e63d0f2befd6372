package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"supplierwatch/internal/model"
)

// An empty file or variable is named: the key itself is not empty.
func TestEmptySourceIsNamed(t *testing.T) {
	t.Setenv("EMPTY_PASSWORD", " ")
	for value, want := range map[string]string{
		"{file: empty.pw}":      "the file empty.pw is empty",
		"{env: EMPTY_PASSWORD}": "the environment variable EMPTY_PASSWORD is empty",
	} {
		file := loadText(t, "registry: [.]\nimap:\n  corp: {host: imap.buyer.example, username: corp, password: "+value+"}\n")
		if err := os.WriteFile(filepath.Join(filepath.Dir(file), "empty.pw"), []byte("\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, problems, _ := Load(file)
		if !slices.ContainsFunc(problems, func(p model.Problem) bool { return strings.Contains(p.String(), want) }) {
			t.Errorf("%s: got %v, want %q", value, problems, want)
		}
	}
}
