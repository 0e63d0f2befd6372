package mailer

import (
	"regexp"
	"strings"

	"supplierwatch/internal/civil"
)

// isoDay is a day as machines write it.
var isoDay = regexp.MustCompile(`\b\d{4}-\d{2}-\d{2}\b`)

// said makes a sentence of a finding fit to be read: plain, and with its days as people say them. What stands in quotation marks is a name and
// stays as it is.
func said(s string) string {
	parts := strings.Split(plain(s), `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = isoDay.ReplaceAllStringFunc(parts[i], sayDay)
	}
	return plain(strings.Join(parts, `"`))
}

func sayDay(s string) string {
	d, err := civil.ParseDate(s)
	if err != nil {
		return s
	}
	return dateText(d)
}
