package mailaddr_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailaddr"
)

// TestAddressesInProseAreReadWhole proves that the beginning of an address is never taken for another one.
func TestAddressesInProseAreReadWhole(t *testing.T) {
	for text, want := range map[string]string{
		"write to orders@acme.example, please":              "orders@acme.example",
		"(orders@acme.example)":                             "orders@acme.example",
		"mailto:orders@acme.example?subject=x":              "orders@acme.example",
		"orders@acme.example.":                              "orders@acme.example",
		"<orders@acme.example>;<sales@acme.example>":        "orders@acme.example sales@acme.example",
		"orders@acme.example,sales@acme.example":            "orders@acme.example sales@acme.example",
		"orders@acme.example/sales@acme.example":            "orders@acme.example",
		"orders@acme.example:":                              "orders@acme.example",
		"orders@ACME.example!":                              "orders@acme.example",
		"\u8bf7\u8054\u7cfborders@acme.example\u8c22\u8c22": "orders@acme.example",
		"orders@acme.example\u3002":                         "orders@acme.example",
		"jürgen@müller.example":                             "jürgen@xn--mller-kva.example",
		"orders@acme.example.évil.example":                  "orders@acme.example.xn--vil-9la.example",
		"orders@acme.exampleé.example":                      "orders@acme.xn--example-hya.example",
		"orders@acme.example@evil.example":                  "",
		"orders@acme.example%.evil.example":                 "",
		"orders@acme.example/.evil.example":                 "",
		"orders@acme.example;.evil.example":                 "",
		"orders@acme.example:.evil.example":                 "",
		"orders@acme.example\u3002evil.example":             "",
		"orders@acme.example\u200b.evil.example":            "",
		"orders@acme.example\u4e00.evil.example":            "",
		"orders@acme.example\u00ad":                         "",
	} {
		if got := strings.Join(mailaddr.In(text), " "); got != want {
			t.Errorf("%q holds %q, want %q", text, got, want)
		}
	}
}
