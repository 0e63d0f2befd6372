package mailparse

import (
	"bytes"
	"slices"
	"strings"
)

// maxKept bounds the attachments whose data is kept, each and by number.
const (
	maxKept        = 256 << 10
	maxAttachments = 100
)

// attachmentsOf lists the files that came with a mail.
func attachmentsOf(parts []part) []Attachment {
	var files []Attachment
	for _, p := range parts {
		if len(files) == maxAttachments || !p.isFile() {
			continue
		}
		files = append(files, p.attachment())
	}
	return files
}

func (p part) isFile() bool {
	return p.attached || p.name != "" || !isText(p.mediaType) && !strings.HasPrefix(p.mediaType, "message/") && p.mediaType != "text/rfc822-headers"
}

func (p part) attachment() Attachment {
	a := Attachment{Name: p.name, Type: p.mediaType, Size: len(p.body)}
	if a.Size <= maxKept && p.isExchanged() {
		a.Data = bytes.Clone(decodeTransfer(p.body, p.header.get("content-transfer-encoding"), maxKept))
	}
	return a
}

// isExchanged says that a file may be an order response or the like.
func (p part) isExchanged() bool {
	types := []string{
		"application/edifact", "application/edi-consent", "application/edi-x12", "application/xml", "text/xml", "text/plain",
		"application/octet-stream",
	}
	endings := []string{".edi", ".edifact", ".xml", ".txt", ".csv", ".orp", ".ordrsp"}
	dot := strings.LastIndexByte(p.name, '.')
	switch {
	case dot < 0:
		return slices.Contains(types, p.mediaType)
	case p.mediaType == "application/octet-stream" || p.mediaType == "text/plain":
		return slices.Contains(endings, strings.ToLower(p.name[dot:]))
	}
	return slices.Contains(types, p.mediaType) || slices.Contains(endings, strings.ToLower(p.name[dot:]))
}
