package scalar

import (
	"errors"
	"strings"
	"testing"

	"supplierwatch/internal/strictyaml"
)

// TestAdviceOnPhones never makes digits of words before a number.
func TestAdviceOnPhones(t *testing.T) {
	for text, want := range map[string]string{
		"fax 089 1234567": "a fax number reaches nobody by phone: write it under `notes`", "Telefax: +49 89 1234567": "a fax number", "089 1234567 (fax)": "a fax number",
		"Tel. 089 1234567": `write the number alone, "089 1234567"`, "Mobil: +49 171 1234567": `write the number alone, "+49 171 1234567"`, "Ms Huber 089 1234567": `write the number alone, "089 1234567"`,
		"1-800-FLOWERS": `write the digits of the letters: "1-800-3569377"`, "O89 1234567": `a letter looks like a digit: write "089 1234567"`,
	} {
		var p Phone
		err := p.UnmarshalText([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func TestAdviceOnLimitsAndQuantities(t *testing.T) {
	var l Limit
	if err := l.UnmarshalText([]byte("9.000 %")); !errors.Is(err, strictyaml.NewlyRefusedError("can be read as thousands; write 9 %")) || l.Share != 0.09 {
		t.Errorf("9.000 %%: %v, %v", l, err)
	}
	if err := l.UnmarshalText([]byte("90,5 %")); err == nil || !strings.HasSuffix(err.Error(), "; write 90.5 %") {
		t.Errorf("90,5 %%: %v", err)
	}
	type quantity struct {
		Q strictyaml.Value[Quantity] `yaml:"annual_quantity"`
	}
	for text, want := range map[string]string{
		"40.000": "differ by a factor of 1,000: write 40000 or 40, in quotes and with its unit", "40": `is a number, not text; put it in quotes: "40"`, "40 kg": "", "\"40\"": "",
	} {
		_, problems, _ := strictyaml.Decode[quantity]("f", []byte("annual_quantity: "+text), nil)
		if len(problems) == 0 != (want == "") || want != "" && !strings.HasSuffix(problems[0].Message, want) {
			t.Errorf("%s: %v, want %q", text, problems, want)
		}
	}
}

// TestAdviceOnAddresses has what people copy out of mails and links.
func TestAdviceOnAddresses(t *testing.T) {
	const several = "there are several addresses in it"
	for text, want := range map[string]string{
		"mailto:orders@acme.example": "write the address alone, without mailto:", "MAILTO:orders@acme.example": "without mailto:",
		"a@acme.example b@acme.example": several, "a@acme.example, b@acme.example": several, "a@acme.example;b@acme.example": several,
		"a@acme.example/b@acme.example": several, "A <a@acme.example>, B <b@acme.example>": several, "a@acme.example or b@acme.example": several,
		"jane doe@acme.example": "there is a space in it", "a@b@acme.example": "more than one @", "mailto:": "there is no @ in it",
		"Orders <orders@acme.example>": "write the address alone, without a name",
	} {
		var a Address
		if err := a.UnmarshalText([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	var a Address
	if err := a.UnmarshalText([]byte("mailto@acme.example")); err != nil {
		t.Error(err)
	}
}
