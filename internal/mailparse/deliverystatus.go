package mailparse

import (
	"bytes"
	"strings"
)

// delivery is what a delivery status notification (RFC 3464) says of one
// recipient.
type delivery struct {
	recipient  string
	action     string // failed, delayed, delivered, relayed, expanded
	status     string // enhanced status code
	diagnostic string
}

// maxDeliveries bounds the recipients that are read of one notification.
const maxDeliveries = 100

// deliveriesIn reads the groups of fields of a message/delivery-status body.
// The first group, about the message, names no recipient.
func deliveriesIn(body []byte) []delivery {
	var found []delivery
	for len(body) > 0 && len(found) < maxDeliveries {
		var h header
		before := len(body)
		h, body = parseHeader(bytes.TrimLeft(body, "\r\n\t "))
		if d := deliveryOf(h); d.action != "" || d.status != "" {
			found = append(found, d)
		}
		if len(body) >= before {
			_, body = cutLine(body)
		}
	}
	return found
}

func deliveryOf(h header) delivery {
	d := delivery{
		action:     strings.ToLower(firstWord(h.get("action"))),
		status:     enhancedCode(h.get("status"), anyClass),
		diagnostic: typed(h.get("diagnostic-code")),
	}
	for _, name := range []string{"original-recipient", "final-recipient", "x-actual-recipient"} {
		if d.recipient == "" {
			d.recipient = firstAddress(typed(h.get(name)))
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
