package mime

import "strings"

// oidSignedData is CMS signed data (RFC 5652): 1.2.840.113549.1.7.2.
const oidSignedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"

// maxSigned limits the encoded size of a signed mail that is opened.
const maxSigned = 4 << 20

// signedContent returns the MIME entity inside an opaque S/MIME signature (RFC 8551). The signature itself is not verified: who wrote the mail
// is decided by what our own server says about it, as for any other mail. What is not a MIME entity, such as a signed invoice, stays a file.
func (p Part) signedContent() (head Header, body []byte, ok bool) {
	if !p.isSMIME() || len(p.Body) > maxSigned {
		return nil, nil, false
	}
	content, ok := signedData(DecodeTransfer(p.Body, p.Header.Get("content-transfer-encoding"), maxSigned))
	if !ok {
		return nil, nil, false
	}
	head, body = ParseHeader(withLineFeeds(content))
	return head, body, head.Get("content-type") != ""
}

// isSMIME recognizes a mail in S/MIME. A file that was signed by itself, which has a name of its own, is an attachment: what somebody else
// wrote and signed is not what the sender of the mail says.
func (p Part) isSMIME() bool {
	name := strings.ToLower(p.Name)
	if !p.outermost && name != "" && name != "smime.p7m" {
		return false
	}
	return p.MediaType == "application/pkcs7-mime" || p.MediaType == "application/x-pkcs7-mime" ||
		p.MediaType == "application/octet-stream" && strings.HasSuffix(name, ".p7m")
}

// signedData takes the signed content out of CMS.
func signedData(b []byte) ([]byte, bool) {
	info, _, ok := next(b, tagSequence)
	if !ok {
		return nil, false
	}
	kind, info, ok := next(info, tagObjectID)
	if !ok || string(kind) != oidSignedData {
		return nil, false
	}
	explicit, _, ok := next(info, tagExplicit)
	if !ok {
		return nil, false
	}
	data, _, ok := next(explicit, tagSequence)
	if !ok {
		return nil, false
	}
	for range 2 { // version, digest algorithms
		if _, data, ok = readElement(data, 0); !ok {
			return nil, false
		}
	}
	return encapsulated(data)
}

// encapsulated returns the content of signed data, which a detached signature lacks.
func encapsulated(b []byte) ([]byte, bool) {
	info, _, ok := next(b, tagSequence)
	if !ok {
		return nil, false
	}
	if _, info, ok = next(info, tagObjectID); !ok {
		return nil, false
	}
	explicit, _, ok := next(info, tagExplicit)
	if !ok {
		return nil, false
	}
	e, _, ok := readElement(explicit, 0)
	if !ok {
		return nil, false
	}
	return e.octets(0)
}
