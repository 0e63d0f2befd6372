package scalar

import (
	"strings"
	"testing"

	"supplierwatch/internal/strictyaml"
)

func TestTypographicQuotesAroundAnAddress(t *testing.T) {
	type contact struct {
		Email strictyaml.Value[Address] `yaml:"email"`
	}
	for _, text := range []string{"“orders@acme.example”", "„orders@acme.example“", "»orders@acme.example«", "‘orders@acme.example’"} {
		_, problems, _ := strictyaml.Decode[contact]("f.yaml", []byte("email: "+text+"\n"), nil)
		if len(problems) != 1 || !problems[0].NewlyRefused || !strings.HasSuffix(problems[0].Message, `write "orders@acme.example"`) {
			t.Errorf("%s: %v, want one problem with what to write", text, problems)
		}
	}
}
