package bounce

import (
	"slices"

	"supplierwatch/internal/mailparse/lexicon"
)

// Read recognizes a mail about a delivery; ok is false for any other mail.
func Read(mail Mail) (r Report, ok bool) {
	in := incoming{mail: mail.Parsed, subject: lexicon.Fold(mail.Subject), known: mail.Known, sentTo: mail.SentTo, answers: mail.Answers}
	ok = slices.ContainsFunc([]func(*Report) bool{in.complaint, in.delivery, in.receipt, in.listManager, in.report, in.notice}, func(recognize func(*Report) bool) bool { return recognize(&r) })
	if !ok {
		r = Report{Original: r.Original}
	}
	return r, ok
}

// Unexplained returns the report that a mail without a sender in its envelope is
// where nothing else was found in it: a server wrote it, and says nothing that is
// understood.
func Unexplained(original *Original) Report {
	return Report{Kind: Failed, Verdict: Ambiguous, Original: original, Evidence: []string{"header: Return-Path without a sender", "bounce: no words and no code say why"}}
}
