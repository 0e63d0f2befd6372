package deliver

import (
	"mime"
	"testing"

	"pgregory.net/rapid"

	"supplierwatch/internal/envelope"
)

func TestSubjectIsReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := envelope.Subject("", rapid.StringOf(rapid.RuneFrom([]rune("abc é日=?_ …"))).Draw(t, "subject"))
		got, err := new(mime.WordDecoder).DecodeHeader(encodeWords(want))
		if err != nil || got != want {
			t.Fatalf("%q is read as %q (%v)", want, got, err)
		}
	})
}
