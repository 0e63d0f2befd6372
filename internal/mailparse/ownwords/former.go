package ownwords

import "strings"

// former are sentences of our mails as earlier versions wrote them: an answer may quote a mail that was sent before an upgrade.
var former = []struct{ now, before string }{
	{now: "has you on file as its contact", before: "holds you as its contact"},
}

// asBefore returns a mail as earlier versions wrote it; ok is false if they wrote the same.
func asBefore(text string) (before string, ok bool) {
	before = text
	for _, f := range former {
		before = strings.ReplaceAll(before, f.now, f.before)
	}
	return before, before != text
}
