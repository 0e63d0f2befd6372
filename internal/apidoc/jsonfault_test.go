package apidoc_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"supplierwatch/internal/apidoc"
)

func TestAJSONFaultIsSaidInWords(t *testing.T) {
	for text, want := range map[string]string{
		``:                 "it ends too early",
		`{`:                "it ends too early",
		`{,`:               "it is not valid JSON: invalid character ',' looking for beginning of object key string, byte 2",
		`[1]`:              "the document is a list; expected an object",
		`{"version": "1"}`: "version is text; expected a number",
		`{"version": 1.5}`: "version is the number 1.5; expected a number",
		`{"facts": {}}`:    "facts is an object; expected a list",
		`{"facts": [{"observed_at": "2026-11-01"}]}`:    `"2026-11-01" is not a valid time; expected one like 2026-09-12T14:00:00Z`,
		`{"facts": [{"data": {"on": true}}]}`:           "facts.data is true or false; expected text",
		`{"facts": [{"subject": 5}]}`:                   "facts.subject is a number; expected text",
		`{"facts": [{"subject": {"kind": "contact"}}]}`: "facts.subject is an object; expected text",
	} {
		var doc apidoc.FactsDocument
		err := json.NewDecoder(strings.NewReader(text)).Decode(&doc)
		if got := apidoc.JSONFault(err).Error(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	other := errors.New("the disk is full")
	if got := apidoc.JSONFault(other); !errors.Is(got, other) {
		t.Errorf("another error becomes %v", got)
	}
}
