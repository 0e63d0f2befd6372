package callout

import (
	"bufio"
	"strings"
	"testing"

	"supplierwatch/internal/probe"
)

func TestReply(t *testing.T) {
	t.Parallel()
	tests := []struct {
		wire, text, enhanced string
		code                 int
	}{
		{"250 2.1.5 ok\r\n", "ok", "2.1.5", 250},
		{"250\r\n", "", "", 250},
		{"550-5.1.1 no such\r\n550 5.1.1 user\r\n", "no such user", "5.1.1", 550},
		{"550-first\n550 second\n", "first second", "", 550},
		{"220 2.0 is no code\r\n", "2.0 is no code", "", 220},
		{"550 5.1.1: with a colon\r\n", ": with a colon", "5.1.1", 550},
		{"OK\r\n", "", "", 0},
		{"250x ok\r\n", "", "", 0},
		{"650 ok\r\n", "", "", 0},
		{"250-never ends\r\n", "", "", 0},
		{"250 " + strings.Repeat("x", maxReplyLine) + "\r\n", "", "", 0},
		{strings.Repeat("250-x\r\n", maxReplyLines) + "250 x\r\n", "", "", 0},
	}
	for _, tt := range tests {
		r, err := linkTo(tt.wire).reply()
		if (err != nil) != (tt.code == 0) || err == nil && (r.code != tt.code || r.enhanced != tt.enhanced || r.text != tt.text) {
			t.Errorf("%.40q: got %d %q %q, %v; want %d %q %q", tt.wire, r.code, r.enhanced, r.text, err, tt.code, tt.enhanced, tt.text)
		}
	}
}

// linkTo reads what was sent before.
func linkTo(wire string) *client {
	return &client{in: bufio.NewReaderSize(strings.NewReader(wire), maxReplyLine)}
}

// FuzzReply holds that no answer breaks the reader, and that nothing which may
// pass says that a mailbox is gone.
func FuzzReply(f *testing.F) {
	f.Add("550 5.1.1 user unknown\r\n")
	f.Add("450-4.1.1 user\r\n450 4.1.1 unknown\r\n")
	f.Add("421 closing\n")
	f.Add("250-PIPELINING\r\n250 x")
	f.Fuzz(func(t *testing.T, wire string) {
		r, err := linkTo(wire).reply()
		if err != nil {
			return
		}
		if r.code < 200 || r.code > 599 || strings.ContainsAny(r.text, "\n") {
			t.Fatalf("%q is read as %+v", wire, r)
		}
		if r.code >= 300 && r.code < 500 && verdictOf(r) == probe.ReasonGone {
			t.Fatalf("%q says that a mailbox is gone", wire)
		}
	})
}
