package mime

// maxNested limits how deep BER elements may be in each other.
const maxNested = 32

// Tags of ASN.1 (X.690) that are looked for, with the bit that says that an element is constructed.
const (
	tagOctets   = 0x04
	tagObjectID = 0x06
	tagSequence = 0x30
	tagExplicit = 0xa0 // [0]
	constructed = 0x20
)

// element is a piece of BER. The standard library reads DER alone, and mail programs that write while they sign use indefinite lengths.
type element struct {
	tag     byte
	content []byte
}

// readElement takes the first element off some bytes.
func readElement(b []byte, depth int) (e element, rest []byte, ok bool) {
	if len(b) < 2 || b[0]&0x1f == 0x1f || depth > maxNested {
		return e, nil, false
	}
	e.tag = b[0]
	if b[1] == 0x80 {
		return readIndefinite(e, b[2:], depth)
	}
	length, b, ok := readLength(b[1:])
	if !ok || length > len(b) {
		return e, nil, false
	}
	e.content = b[:length]
	return e, b[length:], true
}

// readIndefinite reads elements up to the two zero bytes that end them.
func readIndefinite(e element, b []byte, depth int) (element, []byte, bool) {
	if e.tag&constructed == 0 {
		return e, nil, false
	}
	for at := b; ; {
		if len(at) >= 2 && at[0] == 0 && at[1] == 0 {
			e.content = b[:len(b)-len(at)]
			return e, at[2:], true
		}
		_, rest, ok := readElement(at, depth+1)
		if !ok {
			return e, nil, false
		}
		at = rest
	}
}

func readLength(b []byte) (length int, rest []byte, ok bool) {
	if b[0] < 0x80 {
		return int(b[0]), b[1:], true
	}
	n := int(b[0] & 0x7f)
	if n > 4 || len(b) <= n {
		return 0, nil, false
	}
	for _, x := range b[1 : n+1] {
		length = length<<8 | int(x)
	}
	return length, b[n+1:], length >= 0
}

// next takes an element with a tag off some bytes.
func next(b []byte, tag byte) (content, rest []byte, ok bool) {
	e, rest, ok := readElement(b, 0)
	return e.content, rest, ok && e.tag == tag
}

// octets returns the bytes of an octet string, which may be written in pieces.
func (e element) octets(depth int) (all []byte, ok bool) {
	switch {
	case e.tag == tagOctets:
		return e.content, true
	case e.tag != tagOctets|constructed || depth > maxNested:
		return nil, false
	}
	for b := e.content; len(b) > 0; {
		piece, rest, ok := readElement(b, depth)
		if !ok {
			return nil, false
		}
		bytes, ok := piece.octets(depth + 1)
		if !ok {
			return nil, false
		}
		all, b = append(all, bytes...), rest
	}
	return all, true
}
