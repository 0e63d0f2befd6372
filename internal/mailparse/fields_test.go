package mailparse_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse"
)

func TestAnEmptyEnvelopeWantsNoAnswer(t *testing.T) {
	for header, want := range map[string]bool{"Return-Path: <>\n": true, "Return-Path: <a@b.example>\n": false, "": false} {
		if got := mailparse.Read([]byte(header + "From: a@b.example\n\nx\n")).NoReturn; got != want {
			t.Errorf("%q: %t, want %t", header, got, want)
		}
	}
}

func TestIdentifiersAreOfOneLine(t *testing.T) {
	for value, want := range map[string]string{
		"<a\rBcc:x@y.example>":                          "Bcc:x@y.example",
		"<" + strings.Repeat("a", 2000) + "@b.example>": "",
		"<a@b.example>":                                 "a@b.example",
	} {
		if got := mailparse.Read([]byte("Message-ID: " + value + "\nSubject: x\n\nx\n")).MessageID; got != want {
			t.Errorf("%.40q is %.40q, want %q", value, got, want)
		}
	}
}
