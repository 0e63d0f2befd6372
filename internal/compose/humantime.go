package compose

import (
	"regexp"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/envelope"
)

// isoTime is a day as machines write it, or an instant of one.
var isoTime = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}( \d{2}:\d{2} UTC)?\b`)

// said makes a sentence of a finding fit to be read: plain, with its days as people say them and its instants by the reader's clock. What stands
// in quotation marks is a name and stays as it is.
func (r reader) readable(s string, now time.Time) string {
	parts := strings.Split(envelope.Plain(s), `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = isoTime.ReplaceAllStringFunc(parts[i], func(iso string) string { return r.readableTime(iso, now) })
	}
	return envelope.Plain(strings.Join(parts, `"`))
}

func (r reader) readableTime(iso string, now time.Time) string {
	if t, err := time.Parse("2006-01-02 15:04 UTC", iso); err == nil {
		return r.clock(t, now)
	}
	d, err := civil.ParseDate(iso)
	if err != nil {
		return iso
	}
	return dateText(d)
}
