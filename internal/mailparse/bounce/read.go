package bounce

import (
	"slices"

	"supplierwatch/internal/mailparse/lexicon"
)

// Read recognizes a mail about a delivery; ok is false for any other mail.
func Read(mail Mail) (r Report, ok bool) {
	in := incoming{mail: mail.Parsed, subject: lexicon.Fold(mail.Subject), known: mail.Known, answers: mail.Answers}
	ok = slices.ContainsFunc([]func(*Report) bool{in.complaint, in.delivery, in.receipt, in.notice}, func(recognize func(*Report) bool) bool { return recognize(&r) })
	return r, ok
}
