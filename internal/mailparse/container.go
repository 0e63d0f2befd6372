package mailparse

import "strings"

// oidSignedData names CMS signed data (RFC 5652): 1.2.840.113549.1.7.2.
const oidSignedData = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"

// maxSigned bounds the encoded size of a signed mail that is opened.
const maxSigned = 4 << 20

// signedContent gives the MIME entity inside an opaque S/MIME signature (RFC 8551). The signature itself is not verified: who wrote the mail
// is decided by what our own server says of it, as for any other mail. What is no MIME entity, such as a signed invoice, stays a file.
func (p part) signedContent() (head header, body []byte, ok bool) {
	if !p.isSMIME() || len(p.body) > maxSigned {
		return nil, nil, false
	}
	content, ok := signedData(decodeTransfer(p.body, p.header.get("content-transfer-encoding"), maxSigned))
	if !ok {
		return nil, nil, false
	}
	head, body = parseHeader(withLineFeeds(content))
	return head, body, head.get("content-type") != ""
}

// isSMIME recognizes a mail in S/MIME. A file that was signed by itself, which has a name of its own, is an attachment: what somebody else
// wrote and signed is not what the sender of the mail says.
func (p part) isSMIME() bool {
	name := strings.ToLower(p.name)
	if !p.outermost && name != "" && name != "smime.p7m" {
		return false
	}
	return p.mediaType == "application/pkcs7-mime" || p.mediaType == "application/x-pkcs7-mime" ||
		p.mediaType == "application/octet-stream" && strings.HasSuffix(name, ".p7m")
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

// encapsulated gives the content of signed data, which a detached signature lacks.
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

// Containers whose text cannot be read, as people are told of them.
const (
	sealedSMIME  = "encrypted (S/MIME)"
	sealedPGP    = "encrypted (PGP)"
	sealedRights = "encrypted (protected message)"
	sealedTNEF   = "packed into winmail.dat"
)

// container names the container that the text of a mail is hidden in; empty if there is none.
func (in incoming) container() string {
	for _, p := range in.parts {
		switch name := strings.ToLower(p.name); {
		case p.isSMIME():
			return sealedSMIME
		case p.mediaType == "application/pgp-encrypted":
			return sealedPGP
		case p.mediaType == "application/x-microsoft-rpmsg-message" || strings.HasSuffix(name, ".rpmsg"):
			return sealedRights
		case p.mediaType == "application/ms-tnef" || p.mediaType == "application/vnd.ms-tnef" || name == "winmail.dat":
			return sealedTNEF
		}
	}
	if in.armored {
		return sealedPGP
	}
	return ""
}

// unreadable says why nothing of what somebody wrote can be read; empty where something can. Text beside a container is what they wrote, but
// for a protected message, where the server puts an explanation beside it.
func (in incoming) unreadable(reply string) string {
	if c := in.container(); reply == "" || c == sealedRights {
		return c
	}
	return ""
}
