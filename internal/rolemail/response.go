package rolemail

import (
	"fmt"
	"slices"

	"supplierwatch/internal/edifact"
	"supplierwatch/internal/mailparse"
	"supplierwatch/internal/model"
)

// maxResponses limits how many order responses of one mail are read that confirm something. No limit hides a refusal or a change.
const maxResponses = 20

func isOrderResponse(a mailparse.Attachment) bool {
	_, ok := edifact.OrderResponse(a.Data)
	return ok
}

// responses returns the order responses that are attached to a mail.
func responses(m mailparse.Message) []edifact.Response {
	var found []edifact.Response
	for _, a := range m.Attachments {
		if r, ok := edifact.OrderResponse(a.Data); ok && (len(found) < maxResponses || rejects(responseOf(r))) {
			found = append(found, r)
		}
	}
	return found
}

// rejects reports whether a response says that what was ordered will not come as ordered.
func rejects(r model.Response) bool { return r == model.ResponseRefused || r == model.ResponseChanged }

// The action codes of a line, by UN/EDIFACT data element 1229.
const (
	lineChanged  = 3
	lineAccepted = 5
	lineRefused  = 7
)

// responseOf returns what a response says about the order. One that accepts the whole and refuses or leaves out lines confirms a part of it; any code
// that is unknown means only that the order came.
func responseOf(r edifact.Response) model.Response {
	switch r.Code {
	case edifact.Accepted:
		return lineResponse(r)
	case edifact.Refused:
		return model.ResponseRefused
	case edifact.Changed, 28, 30, 34:
		return model.ResponseChanged
	}
	return model.ResponseReceived
}

func lineResponse(r edifact.Response) model.Response {
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
