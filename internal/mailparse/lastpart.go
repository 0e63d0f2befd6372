package mailparse

import "strings"

// endsInFile reports whether the last part of a mail is an attached file, and neither text nor a picture between texts. A mail that was cut there
// had its text read: mail programs put files behind it.
func (in incoming) endsInFile() bool {
	if len(in.parts) == 0 {
		return false
	}
	last := in.parts[len(in.parts)-1]
	disposition, _ := parseMedia(last.header.get("content-disposition"))
	if last.outermost || last.group > 0 || disposition == "inline" {
		return false
	}
	for _, shown := range []string{"text/", "image/", "message/", "multipart/"} {
		if strings.HasPrefix(last.mediaType, shown) {
			return false
		}
	}
	return true
}
