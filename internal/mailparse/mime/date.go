package mime

import (
	"strings"
	"time"
)

// dateLayouts are the forms of RFC 5322 and its predecessors, and what servers
// write instead.
var dateLayouts = []string{
	"2 Jan 2006 15:04:05 -0700",
	"2 Jan 2006 15:04:05 MST",
	"2 Jan 2006 15:04:05",
	"2 Jan 2006 15:04 -0700",
	"2 Jan 06 15:04:05 -0700",
	"2 Jan 06 15:04:05 MST",
	"Jan 2 15:04:05 2006",
	time.RFC3339,
}

// ParseDate reads a Date field; the zero time if it cannot be read.
func ParseDate(value string) time.Time {
	if comment := strings.IndexByte(value, '('); comment > 0 {
		value = value[:comment]
	}
	if len(value) > 4 && value[3] == ',' {
		value = value[4:]
	}
	value = strings.Join(strings.Fields(value), " ")
	for _, layout := range dateLayouts {
		if at, err := time.Parse(layout, value); err == nil {
			return at
		}
	}
	return time.Time{}
}
