package mailparse_test

import (
	"testing"

	"supplierwatch/internal/mailparse"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestHead(t *testing.T) {
	raw := []byte("From: Jane <jane@ACME.test>\r\nTo: watchdog+mfrggzdfmztwq2lkmfrggzdfmz@buyer.test\r\nSubject: =?utf-8?q?Re=3A_Auftr=C3=A4ge?=\r\n" +
		"Message-ID: <1@acme.test>\r\nIn-Reply-To: <2@buyer.test>\r\n\r\nYes, that is right.\r\n")
	got := mailparse.Head(raw)
	want := mailparse.Message{
		Kind: mailparse.KindOther, From: "jane@acme.test", To: []string{"watchdog+mfrggzdfmztwq2lkmfrggzdfmz@buyer.test"},
		Subject: "Re: Aufträge", MessageID: "1@acme.test", InReplyTo: []string{"2@buyer.test"},
	}
	if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(mailparse.Message{})); diff != "" {
		t.Error(diff)
	}
}
