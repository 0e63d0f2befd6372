package bounce

import (
	"bytes"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/mime"
)

// delivery is what a delivery status notification (RFC 3464) says about one
// recipient.
type delivery struct {
	recipient  string
	action     string // failed, delayed, delivered, relayed, expanded
	status     string // enhanced status code
	diagnostic string
}

// maxDeliveries limits the recipients that are read of one notification.
const maxDeliveries = 100

// deliveriesIn reads the groups of fields of a message/delivery-status body.
// The first group, about the message, names no recipient.
func deliveriesIn(body []byte) []delivery {
	var found []delivery
	for len(body) > 0 && len(found) < maxDeliveries {
		var h mime.Header
		before := len(body)
		h, body = mime.ParseHeader(bytes.TrimLeft(body, "\r\n\t "))
		if d := deliveryOf(h); d.action != "" || d.status != "" {
			found = append(found, d)
		}
		if len(body) >= before {
			_, body = mime.CutLine(body)
		}
	}
	return found
}

func deliveryOf(h mime.Header) delivery {
	d := delivery{
		action:     strings.ToLower(firstWord(h.Get("action"))),
		status:     enhancedCode(h.Get("status"), anyClass),
		diagnostic: typed(h.Get("diagnostic-code")),
	}
	for _, name := range []string{"original-recipient", "final-recipient", "x-actual-recipient"} {
		if d.recipient == "" {
			d.recipient = mailaddr.First(typed(h.Get(name)))
		}
	}
	return d
}

// typed drops the type before a typed value, as in "smtp; 550 no such user".
func typed(value string) string {
	if kind, rest, ok := strings.Cut(value, ";"); ok && len(kind) < 40 && !strings.ContainsAny(strings.TrimSpace(kind), " ") {
		return strings.TrimSpace(rest)
	}
	return value
}

func firstWord(s string) string {
	if words := strings.Fields(s); len(words) > 0 {
		return strings.Trim(words[0], ".,;:")
	}
	return ""
}
