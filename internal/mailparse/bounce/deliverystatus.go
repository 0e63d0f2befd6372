package bounce

import (
	"bytes"
	"cmp"
	"strings"

	"supplierwatch/internal/mailaddr"
	"supplierwatch/internal/mailparse/lexicon"
	"supplierwatch/internal/mailparse/mime"
)

// delivery is what a delivery status notification (RFC 3464) says about one
// recipient.
type delivery struct {
	recipient  string
	action     string // failed, delayed, delivered, relayed, expanded
	status     string // enhanced status code
	diagnostic string // the remote server's words, or the local server's where it has no others
	relayed    bool   // a gateway passes on what the remote server answered about the recipient
}

// maxDeliveries limits the recipients that are read of one notification.
const maxDeliveries = 100

// deliveriesIn reads the groups of fields of a message/delivery-status body.
// The group about the message names no recipient: what it says of an action or a
// code holds for the groups that say nothing of their own. Of a report that names
// no recipient at all its groups are read as if they did.
func deliveriesIn(body []byte) []delivery {
	var named, unnamed []delivery
	for len(body) > 0 && len(named)+len(unnamed) < maxDeliveries {
		var h mime.Header
		before := len(body)
		h, body = mime.ParseHeader(bytes.TrimLeft(body, "\r\n\t "))
		switch d := deliveryOf(h); {
		case namesRecipient(h):
			named = append(named, d)
		case d.action != "" || d.status != "":
			unnamed = append(unnamed, d)
		}
		if len(body) >= before {
			_, body = mime.CutLine(body)
		}
	}
	if len(named) == 0 {
		return unnamed
	}
	return complete(named, unnamed)
}

// complete returns the recipients with what only the group about the message says.
func complete(named, unnamed []delivery) []delivery {
	var known []delivery
	for _, d := range named {
		for _, common := range unnamed {
			d.action, d.status, d.diagnostic = cmp.Or(d.action, common.action), cmp.Or(d.status, common.status), cmp.Or(d.diagnostic, common.diagnostic)
		}
		if d.action != "" || d.status != "" || d.diagnostic != "" {
			known = append(known, d)
		}
	}
	return known
}

// recipientFields name the recipient of a group.
var recipientFields = []string{"original-recipient", "final-recipient", "x-actual-recipient"}

func namesRecipient(h mime.Header) bool { return len(h.All(recipientFields...)) > 0 }

func deliveryOf(h mime.Header) delivery {
	d := delivery{
		action: strings.ToLower(firstWord(h.Get("action"))),
		status: enhancedCode(h.Get("status"), anyClass),
	}
	d.diagnostic, d.relayed = diagnosticOf(h)
	for _, name := range recipientFields {
		if d.recipient == "" {
			d.recipient = mailaddr.First(typed(h.Get(name)))
		}
	}
	return d
}

// hasFailed reports whether a delivery was not made and is tried no more.
func (d delivery) hasFailed() bool {
	switch d.action {
	case "failed", "expired":
		return !d.hasSucceeded()
	case "":
		return !strings.HasPrefix(d.status, "2")
	}
	return false
}

// hasSucceeded reports whether a delivery was made, or could be: a status of class
// 2 never speaks of a failure, whatever its action is called, unless the words of a
// server contradict it.
func (d delivery) hasSucceeded() bool {
	switch d.action {
	case "delivered", "relayed", "expanded", "deliverable":
		return true
	}
	return strings.HasPrefix(d.status, "2") && replyCode(d.diagnostic) == ""
}

// diagnosticOf returns the words of a group: its diagnostic, what a gateway puts
// into a field of its own, and the comment of the status.
func diagnosticOf(h mime.Header) (text string, relayed bool) {
	texts := []string{typed(h.Get("diagnostic-code"))}
	for _, f := range h {
		if lexicon.HasAnyPrefix(f.Name, []string{"x-supplementary-info", "x-error", "x-smtp-", "x-failure", "x-reason", "x-diagnostic", "x-response"}) && replyCode(f.Value) != "" {
			texts, relayed = append(texts, withoutRoute(f.Value)), true
		}
	}
	if _, comment, found := strings.Cut(h.Get("status"), "("); found {
		texts = append(texts, strings.TrimSuffix(strings.TrimSpace(comment), ")"))
	}
	return strings.TrimSpace(strings.Join(texts, " ")), relayed
}

// withoutRoute drops what a gateway puts before the remote server's words, as in
// <192.0.2.1 #5.0.0 smtp; 550 "User unknown">.
func withoutRoute(value string) string {
	if before, rest, found := strings.Cut(value, "smtp;"); found && len(before) < 200 {
		value = rest
	}
	return strings.TrimSuffix(strings.TrimSpace(value), ">")
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
