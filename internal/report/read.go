package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ReadDocument shows how received mails are understood.
type ReadDocument struct {
	Version  int           `json:"version"`
	Messages []ReadMessage `json:"messages"`
}

// ReadMessage is one mail of a ReadDocument; what does not apply is null.
type ReadMessage struct {
	File      string   `json:"file"`
	Kind      string   `json:"kind"`
	Verdict   *string  `json:"verdict"`
	Status    *string  `json:"status"`    // enhanced status code (RFC 3463)
	Code      *string  `json:"code"`      // SMTP reply code (RFC 5321)
	Recipient *string  `json:"recipient"` // whom a bounce is about
	Reply     *string  `json:"reply"`     // what was written, without quotes and signature
	Addresses []string `json:"addresses"` // other mail addresses that an answer names
	Phones    []string `json:"phones"`    // telephone numbers that it names
	Until     *string  `json:"until"`     // the last or the return day of an absence
	StandIn   []string `json:"stand_in"`  // who answers in place of somebody
	Evidence  []string `json:"evidence"`
	Next      *string  `json:"next"` // the rule that would follow
}

// ReadText writes how mails are understood, a paragraph each.
func ReadText(w io.Writer, doc ReadDocument, style Style) error {
	var out bytes.Buffer
	for i, m := range doc.Messages {
		if i > 0 {
			out.WriteByte('\n')
		}
		readMessage(&out, m, style)
	}
	_, err := w.Write(out.Bytes())
	return err
}

const readIndent = "  "

func readMessage(out *bytes.Buffer, m ReadMessage, style Style) {
	what := m.Kind
	if m.Verdict != nil {
		what += ", " + *m.Verdict
	}
	fmt.Fprintf(out, "%s: %s\n", clean(m.File), style.heading(what))
	for _, row := range []struct {
		name  string
		value *string
	}{{"about", m.Recipient}, {"status", m.Status}, {"code", m.Code}} {
		if row.value != nil {
			fmt.Fprintf(out, "%s%-8s %s\n", readIndent, row.name, clean(*row.value))
		}
	}
	readReply(out, m.Reply)
	for _, row := range []struct {
		name   string
		values []string
	}{{"names", append(slices.Clone(m.Addresses), m.Phones...)}, {"until", optionalList(m.Until)}, {"instead", m.StandIn}} {
		if len(row.values) > 0 {
			fmt.Fprintf(out, "%s%-8s %s\n", readIndent, row.name, wrapAfter(clean(strings.Join(row.values, ", ")), 11, width, "           "))
		}
	}
	for _, why := range m.Evidence {
		fmt.Fprintf(out, "%s%-8s %s\n", readIndent, "because", wrapAfter(why, 11, width, "           "))
	}
	next := "nothing by itself"
	if m.Next != nil {
		next = *m.Next
	}
	fmt.Fprintf(out, "%s%-8s %s\n", readIndent, "next", next)
}

func optionalList(value *string) []string {
	if value == nil {
		return nil
	}
	return []string{*value}
}

func readReply(out *bytes.Buffer, reply *string) {
	if reply == nil {
		return
	}
	for i, line := range strings.Split(*reply, "\n") {
		name := ""
		if i == 0 {
			name = "reply"
		}
		fmt.Fprintln(out, strings.TrimRight(fmt.Sprintf("%s%-8s %s", readIndent, name, clean(line)), " "))
	}
}
