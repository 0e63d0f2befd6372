package mailparse

import (
	"regexp"

	"supplierwatch/internal/mailparse/mime"
)

// Head returns what the header of a received mail says, without interpreting it:
// the kind is KindOther. It takes any bytes and keeps no reference to
// them. Of a header that is cut the author is nobody: a second one may be
// behind the cut.
func Head(raw []byte) Message {
	m := Message{Kind: KindOther}
	m.readHeader(mime.ReadFields(raw, fieldsRead))
	if len(raw) >= longHead && !endOfHeader.Match(raw) {
		m.From = ""
	}
	return m
}

// longHead is how long a header is that may have been cut where it was fetched.
const longHead = 64 << 10

var endOfHeader = regexp.MustCompile(`\n\r*(\n|$)`)
