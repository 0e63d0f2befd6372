package composetest

import (
	"io"
	"strings"
	"testing"

	"github.com/emersion/go-message/mail"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// Sent returns the header and text of a mail as it travels.
func Sent(t testing.TB, i envelope.Identity, m model.Mail) (*mail.Reader, string) {
	t.Helper()
	r, err := mail.CreateReader(strings.NewReader(strings.ReplaceAll(EML(t, i, m), "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	part, err := r.NextPart()
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(part.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r, string(body)
}
