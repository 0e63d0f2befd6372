package report

import (
	"strings"
	"testing"

	"supplierwatch/internal/apidoc"
)

func TestTried(t *testing.T) {
	var out strings.Builder
	rows := []apidoc.Tried{
		{Item: "smtp[0] login", Result: apidoc.TriedOK, Detail: "smtp.buyer.example:587"},
		{Item: "clock", Result: apidoc.TriedUnknown, Detail: "no mail arrived"},
		{Item: "identity.plus", Result: apidoc.TriedFailed, Detail: "550 no such \x1b[31muser", Next: strings.Repeat("word ", 20) + "end."},
	}
	if err := Tried(&out, rows, Style{}); err != nil {
		t.Fatal(err)
	}
	const want = `
THE CONFIGURATION, TRIED OUT
  ok       smtp[0] login  smtp.buyer.example:587
  unknown  clock          no mail arrived
  failed   identity.plus  550 no such [31muser
                          → word word word word word word word word word word word word word
                            word word word word word word word end.

1 of 3 parts does not work.
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	out.Reset()
	if err := Tried(&out, nil, Style{}); err != nil || out.Len() > 0 {
		t.Errorf("without rows: %q, %v", out.String(), err)
	}
}
