package mailparse

import (
	"bytes"
	"slices"
	"strings"

	"supplierwatch/internal/mailparse/mime"
)

// maxKept limits the attachments whose data is kept, each and by number.
const (
	maxKept        = 256 << 10
	maxAttachments = 100
)

// attachmentsOf lists the files that came with a mail.
func attachmentsOf(parts []mime.Part) []Attachment {
	var files []Attachment
	for _, p := range parts {
		if len(files) == maxAttachments || !isFile(p) {
			continue
		}
		files = append(files, attachmentOf(p))
	}
	return files
}

func isFile(p mime.Part) bool {
	return p.Attached || p.Name != "" || !p.IsText() && !strings.HasPrefix(p.MediaType, "message/") && p.MediaType != "text/rfc822-headers"
}

func attachmentOf(p mime.Part) Attachment {
	a := Attachment{Name: p.Name, Type: p.MediaType, Size: len(p.Body)}
	if a.Size <= maxKept && isExchanged(p) {
		a.Data = bytes.Clone(p.Decoded(maxKept))
	}
	return a
}

// isExchanged reports whether a file may be an order response or the like.
func isExchanged(p mime.Part) bool {
	types := []string{
		"application/edifact", "application/edi-consent", "application/edi-x12", "application/xml", "text/xml", "text/plain",
		"application/octet-stream",
	}
	endings := []string{".edi", ".edifact", ".xml", ".txt", ".csv", ".orp", ".ordrsp"}
	dot := strings.LastIndexByte(p.Name, '.')
	switch {
	case dot < 0:
		return slices.Contains(types, p.MediaType)
	case p.MediaType == "application/octet-stream" || p.MediaType == "text/plain":
		return slices.Contains(endings, strings.ToLower(p.Name[dot:]))
	}
	return slices.Contains(types, p.MediaType) || slices.Contains(endings, strings.ToLower(p.Name[dot:]))
}
