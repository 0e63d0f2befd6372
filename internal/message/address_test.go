package message

import (
	"strings"
	"testing"
)

// TestTheAuthorIsWhomServersCheck holds that no name and no comment makes a mail somebody else's.
func TestTheAuthorIsWhomServersCheck(t *testing.T) {
	for header, want := range map[string]string{
		"From: orders@acme.example":                                        "orders@acme.example",
		"From: Orders <Orders@ACME.example>":                               "Orders@acme.example",
		"From: Doe, Jane <orders@acme.example>":                            "orders@acme.example",
		`From: "orders@acme.example" <x@evil.example>`:                     "x@evil.example",
		`From: "Orders <orders@acme.example>" <x@evil.example>`:            "x@evil.example",
		"From: orders@acme.example <x@evil.example>":                       "x@evil.example",
		"From: x@evil.example (Orders <orders@acme.example>)":              "x@evil.example",
		"From: x@evil.example \"<orders@acme.example>\"":                   "x@evil.example",
		"From: <x@evil.example> (<orders@acme.example>)":                   "x@evil.example",
		"From: jane@acme.example, joe@acme.example":                        "jane@acme.example",
		"From: x@evil.example, orders@acme.example":                        "",
		"From: <orders@acme.example>, <x@evil.example>":                    "",
		"From: x@evil.example\nFrom: orders@acme.example":                  "",
		"From: orders@acme.example\nFrom: orders@acme.example":             "orders@acme.example",
		"Reply-To: orders@acme.example\nSender: orders@acme.example":       "",
		"From: x@acme.example.evil.example\nReply-To: orders@acme.example": "x@acme.example.evil.example",
		`From: "Orders <orders@acme.example>`:                              "orders@acme.example",
	} {
		if got := Read([]byte(header + "\nSubject: x\n\nx\n")).From; got != want {
			t.Errorf("%q is from %q, want %q", header, got, want)
		}
	}
}

func TestAnEmptyEnvelopeWantsNoAnswer(t *testing.T) {
	for header, want := range map[string]bool{"Return-Path: <>\n": true, "Return-Path: <a@b.example>\n": false, "": false} {
		if got := Read([]byte(header + "From: a@b.example\n\nx\n")).NoReturn; got != want {
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
		if got := Read([]byte("Message-ID: " + value + "\nSubject: x\n\nx\n")).MessageID; got != want {
			t.Errorf("%.40q is %.40q, want %q", value, got, want)
		}
	}
}
