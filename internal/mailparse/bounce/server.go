package bounce

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// FromServer reports whether a mail server wrote a mail, by its name or without a return path.
func FromServer(h mime.Header) bool {
	return namesServer(h) || hasNullSender(h) && mime.DecodeWords(h.Get("from")) == ""
}

// namesServer reports whether the fields of a mail name a mail server as its author.
func namesServer(h mime.Header) bool {
	from := lexicon.Fold(mime.DecodeWords(h.Get("from")))
	named := slices.ContainsFunc(lexicon.ServerNames, func(name string) bool { return strings.Contains(from, name) })
	return named || h.Get("x-failed-recipients") != "" || strings.Contains(from, "<>")
}

// nullSenders are how servers write down that an envelope had no sender, besides
// the address of a mail server.
var nullSenders = []string{"<>", "< >", "<null>", `<"">`}

// hasNullSender reports whether a mail came without a sender in its envelope, as
// reports about deliveries do (RFC 5321, 4.5.5). Vacation programs do the same.
func hasNullSender(h mime.Header) bool {
	path := strings.ToLower(strings.TrimSpace(h.Get("return-path")))
	return slices.Contains(nullSenders, path) || lexicon.HasAnyPrefix(path, []string{"<mailer-daemon@", "<mailer-daemon>"})
}
