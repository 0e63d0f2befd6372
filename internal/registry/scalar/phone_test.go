package scalar

import (
	"errors"
	"testing"

	"supplierwatch/internal/strictyaml"
)

func TestTwoNumbersInOneValue(t *testing.T) {
	for text, two := range map[string]bool{
		"089 1234567 / 089 7654321": true, "(089) 1234567/(089) 7654321": true, "+49 89 1234567 / 1234568": true,
		"089/1234567": false, "089 / 12 34 56-7": false, "036481/1234567": false, "0234/123456-106": false, "089 1234567/0": false, "+49 (0)89/1234567-0": false,
	} {
		var p Phone
		err := p.UnmarshalText([]byte(text))
		if _, newly := errors.AsType[strictyaml.NewlyRefusedError](err); newly != two || newly != (err != nil) {
			t.Errorf("%q: %v, want two numbers: %v", text, err, two)
		}
	}
}
