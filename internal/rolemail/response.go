package rolemail

import (
	"fmt"
	"slices"

	"supplierwatch/internal/edifact"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// mostResponses bounds how many order responses of one mail are read that confirm something. No limit hides a refusal or a change.
const mostResponses = 20

func isOrderResponse(a mailparse.Attachment) bool {
	_, ok := edifact.OrderResponse(a.Data)
	return ok
}

// responses returns the order responses that are attached to a mail.
func responses(m mailparse.Message) []edifact.Response {
	var found []edifact.Response
	for _, a := range m.Attachments {
		if r, ok := edifact.OrderResponse(a.Data); ok && (len(found) < mostResponses || against(meaning(r))) {
			found = append(found, r)
		}
	}
	return found
}

// against reports whether a response says that what was ordered will not come as ordered.
func against(r model.Response) bool { return r == model.ResponseRefused || r == model.ResponseChanged }

// The action codes of a line, by UN/EDIFACT data element 1229.
const (
	lineChanged  = 3
	lineAccepted = 5
	lineRefused  = 7
)

// meaning says what a response says of the order. One that accepts the whole and refuses or leaves out lines confirms a part of it; any code
// that nobody knows says no more than that the order came.
func meaning(r edifact.Response) model.Response {
	switch r.Code {
	case edifact.Accepted:
		return byLines(r)
	case edifact.Refused:
		return model.ResponseRefused
	case edifact.Changed, 28, 30, 34:
		return model.ResponseChanged
	}
	return model.ResponseReceived
}

func byLines(r edifact.Response) model.Response {
	refused := slices.ContainsFunc(r.Lines, func(l edifact.Line) bool { return l.Code == lineRefused })
	accepted := slices.ContainsFunc(r.Lines, func(l edifact.Line) bool { return l.Code == lineAccepted || l.Code == 0 })
	switch {
	case refused && accepted:
		return model.ResponsePartial
	case refused:
		return model.ResponseRefused
	case slices.ContainsFunc(r.Lines, func(l edifact.Line) bool { return l.Code == lineChanged }):
		return model.ResponseChanged
	}
	return model.ResponseAccepted
}

// codeText writes a response for people.
func codeText(r edifact.Response) string {
	if r.Reference == "" {
		return fmt.Sprintf("code %d", r.Code)
	}
	return fmt.Sprintf("code %d for %s", r.Code, r.Reference)
}
