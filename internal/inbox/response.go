package inbox

import (
	"fmt"
	"slices"

	"supplierwatch/internal/message"
	"supplierwatch/internal/watch"
)

// mostResponses bounds how many order responses of one mail are read that confirm something. No limit hides a refusal or a change.
const mostResponses = 20

func isOrderResponse(a message.Attachment) bool {
	_, ok := message.OrderResponse(a)
	return ok
}

// responses gives the order responses that are attached to a mail.
func responses(m message.Message) []message.Response {
	var found []message.Response
	for _, a := range m.Attachments {
		if r, ok := message.OrderResponse(a); ok && (len(found) < mostResponses || against(meaning(r))) {
			found = append(found, r)
		}
	}
	return found
}

// against reports whether a response says that what was ordered will not come as ordered.
func against(r watch.Response) bool { return r == watch.ResponseRefused || r == watch.ResponseChanged }

// The action codes of a line, by UN/EDIFACT data element 1229.
const (
	lineChanged  = 3
	lineAccepted = 5
	lineRefused  = 7
)

// meaning says what a response says of the order. One that accepts the whole and refuses or leaves out lines confirms a part of it; any code
// that nobody knows says no more than that the order came.
func meaning(r message.Response) watch.Response {
	switch r.Code {
	case message.ResponseAccepted:
		return byLines(r)
	case message.ResponseRefused:
		return watch.ResponseRefused
	case message.ResponseChanged, 28, 30, 34:
		return watch.ResponseChanged
	}
	return watch.ResponseReceived
}

func byLines(r message.Response) watch.Response {
	refused := slices.ContainsFunc(r.Lines, func(l message.ResponseLine) bool { return l.Code == lineRefused })
	accepted := slices.ContainsFunc(r.Lines, func(l message.ResponseLine) bool { return l.Code == lineAccepted || l.Code == 0 })
	switch {
	case refused && accepted:
		return watch.ResponsePartial
	case refused:
		return watch.ResponseRefused
	case slices.ContainsFunc(r.Lines, func(l message.ResponseLine) bool { return l.Code == lineChanged }):
		return watch.ResponseChanged
	}
	return watch.ResponseAccepted
}

// codeText writes a response for people.
func codeText(r message.Response) string {
	if r.Reference == "" {
		return fmt.Sprintf("code %d", r.Code)
	}
	return fmt.Sprintf("code %d for %s", r.Code, r.Reference)
}
