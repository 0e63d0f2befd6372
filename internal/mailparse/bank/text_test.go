package bank_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/mailparse/bank"
)

// However an IBAN is parted and disguised, it is found and compared as the same.
func TestAnIBANIsFoundHoweverItIsParted(t *testing.T) {
	ibans := []string{"DE89370400440532013000", "GB29NWBK60161331926819", "FR1420041010050500013M02606", "CH9300762011623852957", "NL91ABNA0417164300"}
	apart := []string{"", " ", "-", ".", "\u200b", "\u00a0", "/", " - ", "\u00ad", "\t", "\n", "_", "|", "  ", ", "}
	like := map[rune][]string{'A': {"\u0410", "\uff21"}, 'E': {"\u0415", "\u0395"}, '0': {"\uff10", "\u0660"}, 'B': {"\u0412"}, '1': {"\uff11"}}
	rapid.Check(t, func(t *rapid.T) {
		iban := rapid.SampledFrom(ibans).Draw(t, "iban")
		var out strings.Builder
		for i, r := range iban {
			if i > 0 {
				out.WriteString(rapid.SampledFrom(apart).Draw(t, "apart"))
			}
			written := append([]string{string(r), strings.ToLower(string(r))}, like[r]...)
			out.WriteString(rapid.SampledFrom(written).Draw(t, "written"))
		}
		b := bank.NotFromUs("Yes.\n"+out.String()+"\nRegards", "")
		if !slices.Contains(b.Accounts, "iban:"+iban) {
			t.Fatalf("%q: %+v", out.String(), b)
		}
		if masked := bank.Masked(out.String()); masked != "[account number]" {
			t.Fatalf("%q is shown as %q", out.String(), masked)
		}
	})
}

// FuzzNotFromUs holds that any text is read, and that nothing is left of what was masked.
func FuzzNotFromUs(f *testing.F) {
	for _, text := range []string{"IBAN DE89 3704 0044 0532 0130 00", "D\u0415\uff18\uff19 3704-0044-0532-0130-00", "sort code 12-34-56, account number 12345678", "unsere Bankverbindung hat sich ge\u00e4ndert"} {
		f.Add(text)
	}
	f.Add("BIC: COBADEFF https://paypal.me/x BLZ 37040044")
	f.Fuzz(func(t *testing.T, text string) {
		bank.NotFromUs(text, "")
		if b := bank.NotFromUs(bank.Masked(text), ""); len(b.Accounts) > 0 && !strings.Contains(text, "[account number]") {
			t.Logf("%q still holds %q once masked", text, b.Accounts)
		}
	})
}
