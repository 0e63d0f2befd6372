package mime

import "strings"

// ReportType returns what a mail that is a report as a whole is about, such as
// delivery-status, in lower case (RFC 6522). It is empty where the report does
// not say so; ok is false for any other mail.
func (m Mail) ReportType() (kind string, ok bool) {
	mediaType, params := parseMedia(m.Header.Get("content-type"))
	return strings.ToLower(params["report-type"]), mediaType == "multipart/report"
}
