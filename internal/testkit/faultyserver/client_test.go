package faultyserver

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func must(t *testing.T, err error, doing string) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", doing, err)
	}
}

func mailBytes(subject string) []byte {
	return fmt.Appendf(nil, "From: Jane <jane@acme.test>\r\nTo: somebody@buyer.test\r\nSubject: %s\r\n\r\nBody of %s.\r\n", subject, subject)
}

func mailText(subject string) *strings.Reader { return strings.NewReader(string(mailBytes(subject))) }

func dialSMTP(t *testing.T, addr string) *smtp.Client {
	t.Helper()
	client, err := smtp.Dial(addr)
	must(t, err, "dial")
	t.Cleanup(func() { _ = client.Close() })
	return client
}

func wantCode(t *testing.T, err error, code int) {
	t.Helper()
	var refused *smtp.SMTPError
	if !errors.As(err, &refused) || refused.Code != code {
		t.Errorf("got %v, want a refusal with %d", err, code)
	}
}
