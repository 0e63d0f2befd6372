package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// ContractText writes one contract: how its ends follow, each end with the days for a notice to it, and what a notice of today leads to.
func ContractText(w io.Writer, doc apidoc.ContractDocument, style Style) error {
	var out bytes.Buffer
	c := doc.Contract
	fmt.Fprintf(&out, "%s\n", style.heading(clean(model.SubjectRef{Supplier: c.Supplier, Subject: c.Subject}.String())+"  "+clean(c.Title)))
	fmt.Fprintf(&out, "%s as of %s\n\n", c.State, style.instant(doc.AsOf))
	for _, sentence := range c.Terms {
		Paragraph(&out, clean(sentence), "")
	}
	if len(c.Missing) > 0 {
		Paragraph(&out, "Not known: "+strings.Join(c.Missing, ", ")+".", "")
	}
	contractEnds(&out, c, style)
	if c.Zones.Differ(civil.TodayIn(c.Zones.Ends, doc.AsOf)) && len(c.Ends) > 0 {
		Paragraph(&out, fmt.Sprintf("Decide-by and send-by dates are those in %s, all others those in %s.", prose.City(c.Zones.Owner), prose.City(c.Zones.Ends)), "")
	}
	contractNotices(&out, c, style.clock(doc.AsOf))
	if sentence := nextEnd(c, style.clock(doc.AsOf)); sentence != "" {
		out.WriteByte('\n')
		Paragraph(&out, sentence, "")
	}
	_, err := w.Write(out.Bytes())
	return err
}

// contractEnds writes a row for each end.
func contractEnds(out *bytes.Buffer, c apidoc.ContractDetail, style Style) {
	if len(c.Ends) == 0 {
		return
	}
	out.WriteByte('\n')
	rows := [][]string{{"END", "RENEWALS", "DECIDE BY", "SEND BY", "RECEIVE BY", "NOTICE DAY", "STATE"}}
	for _, e := range c.Ends {
		renewals := "-"
		if e.Renewals != nil {
			renewals = fmt.Sprint(*e.Renewals)
		}
		rows = append(rows, []string{
			weekday(e.End), renewals, orDash(e.DecideBy), orDash(e.SendBy), orDash(e.ReceiveBy), orDash(e.LastNoticeDate), endText(e, c.ReachableEnd),
		})
	}
	columns := widths(rows)
	for i, row := range rows {
		line := padded(row, columns)
		if i == 0 {
			line = style.faint(line)
		}
		fmt.Fprintln(out, line)
	}
	if c.More {
		fmt.Fprintln(out, style.faint(moreEnds(c)))
	}
	for _, sentence := range holidaysUnknown(c.Ends) {
		Paragraph(out, sentence, "")
	}
}

func moreEnds(c apidoc.ContractDetail) string {
	if c.Rolling {
		return "The ends between and after these follow from the renewal term."
	}
	return "Further ends are possible."
}

// weekday returns a day with its weekday.
func weekday(d civil.Date) string { return d.String() + " " + d.Weekday().String()[:3] }

func orDash(d civil.Date) string {
	if d.IsZero() {
		return "-"
	}
	return d.String()
}

// endStates are the states of an end in words.
var endStates = map[apidoc.EndState]string{
	apidoc.EndTerminated: "terminated by the supplier",
	apidoc.EndNoticed:    "terminated by our notice",
	apidoc.EndOver:       "over",
	apidoc.EndKept:       "kept",
	apidoc.EndUnknown:    "not known",
	apidoc.EndLast:       "ends without a notice",
	apidoc.EndMissed:     "too late for a notice",
	apidoc.EndOpen:       "reachable",
}

// endText returns the state of an end in words, and whether it is the first that a notice reaches.
func endText(e apidoc.ContractEnd, first civil.Date) string {
	text := endStates[e.State]
	switch {
	case e.State == apidoc.EndKept && e.Reachable:
		text += ", reachable"
	case e.Reachable && e.End == first:
		text += ", the first"
	}
	if !e.KnownUntil.IsZero() {
		text += " *"
	}
	return text
}

// holidaysUnknown returns until when the holidays are known by which ends marked with * were computed.
func holidaysUnknown(ends []apidoc.ContractEnd) []string {
	for _, e := range ends {
		if !e.KnownUntil.IsZero() {
			return []string{fmt.Sprintf("* Holidays known until %s: the dates after that day may be too late.", e.KnownUntil)}
		}
	}
	return nil
}

// contractNotices writes the notices of both sides.
func contractNotices(out *bytes.Buffer, c apidoc.ContractDetail, clock prose.Clock) {
	if len(c.Notices) > 0 {
		out.WriteByte('\n')
	}
	for _, n := range c.Notices {
		who := "Our notice"
		if n.By == "them" {
			who = "The supplier's notice"
		}
		switch {
		case n.Received.IsZero():
		case n.Received.After(clock.Today()):
			who += ", recorded as received on " + n.Received.String() + ","
		default:
			who += " received on " + n.Received.String()
		}
		if !n.For.IsZero() && !strings.Contains(n.Effect, n.For.String()) {
			who += ", for the end on " + n.For.String() + ","
		}
		Paragraph(out, who+" "+n.Effect+".", "")
	}
}

// nextEnd returns what a notice of today leads to, as a sentence. Today is the date at the supplier, which is named where it is not everybody's.
func nextEnd(c apidoc.ContractDetail, clock prose.Clock) string {
	today := "today"
	if !clock.SharesDay(c.Zones.Owner) || !clock.SharesDay(c.Zones.Ends) {
		today = "on " + civil.TodayIn(c.Zones.Ends, clock.Now).String() + " in " + prose.City(c.Zones.Ends)
	}
	switch {
	case !c.EarliestEnd.IsZero():
		return fmt.Sprintf("A notice that goes %s ends it on %s.", today, c.EarliestEnd)
	case !c.ReachableEnd.IsZero():
		return fmt.Sprintf("A notice received %s ends it on %s.", today, c.ReachableEnd)
	case len(c.Missing) > 0:
		return ""
	}
	for _, e := range c.Ends {
		if e.State == apidoc.EndLast {
			return fmt.Sprintf("No notice is needed or possible any more: it ends on %s.", e.End)
		}
	}
	return ""
}
