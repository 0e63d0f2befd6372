package message

// Head reads what the header of a received mail tells and understands nothing
// of it: the kind is KindOther. It takes any bytes and keeps no reference to
// them.
func Head(raw []byte) Message {
	h, _ := parseHeader(withoutEnvelope(withLineFeeds(raw[:min(len(raw), maxHeader)])))
	m := Message{Kind: KindOther}
	m.readHeader(h)
	return m
}
