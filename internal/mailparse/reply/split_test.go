package reply_test

import (
	"strings"
	"testing"

	"supplierwatch/internal/mailparse/reply"
)

func TestSplit(t *testing.T) {
	for name, c := range map[string]struct{ text, own, quoted string }{
		"an answer above":   {"Yes.\n\nOn 1 Sep 2026, Jane <w@buyer.example> wrote:\n> Still right?\n", "Yes.", "> Still right?"},
		"an answer between": {"> Still right?\nYes.\n> And this?\nNo.\n", "Yes.\nNo.", "> Still right?\n> And this?"},
		"a header":          {"Yes.\n\nFrom: Jane\nSent: Tuesday\nTo: Orders\nSubject: x\n\nStill right?\n", "Yes.", "From: Jane\nSent: Tuesday\nTo: Orders\nSubject: x\n\nStill right?"},
		"no quotation":      {"Yes.\n", "Yes.", ""},
	} {
		own, quoted, cut := reply.Split(c.text)
		if strings.TrimSpace(own) != c.own || strings.TrimSpace(quoted) != c.quoted || cut {
			t.Errorf("%s: own %q, quoted %q, cut %t", name, own, quoted, cut)
		}
	}
	if _, _, cut := reply.Split(strings.Repeat("a line of words\n", 10_000)); !cut {
		t.Error("a long text is not reported as cut")
	}
}
