package bounce

import (
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// FromServer reports whether a mail server wrote a mail, by its name or without a return path.
func FromServer(h mime.Header) bool {
	from := lexicon.Fold(mime.DecodeWords(h.Get("from")))
	named := slices.ContainsFunc(lexicon.ServerNames, func(name string) bool { return strings.Contains(from, name) })
	return named || h.Get("x-failed-recipients") != "" || strings.Contains(from, "<>") || h.Get("return-path") == "<>" && from == ""
}
