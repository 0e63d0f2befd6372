package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// withoutDay writes a paragraph for each supplier about what never happened and
// what has no end.
func withoutDay(out *bytes.Buffer, undated []model.Deadline, clock prose.Clock) {
	const indent = "    "
	bySupplier := map[string][]model.Deadline{}
	var suppliers []string
	for _, d := range undated {
		if bySupplier[d.Supplier] == nil {
			suppliers = append(suppliers, d.Supplier)
		}
		bySupplier[d.Supplier] = append(bySupplier[d.Supplier], d)
	}
	slices.Sort(suppliers)
	for _, id := range suppliers {
		fmt.Fprintf(out, "  %s\n", clean(id))
		for _, line := range standstills(bySupplier[id], clock) {
			fmt.Fprintf(out, "%s%s\n", indent, wrap(line, width-2*len(indent), indent+indent))
		}
	}
}

// standstills returns a line for each thing that makes no progress at a
// supplier, and one for all addresses and numbers that were never tried.
func standstills(undated []model.Deadline, clock prose.Clock) []string {
	var lines, unverified []string
	var contacts []model.Subject
	channels := map[model.Subject][]string{}
	for _, d := range undated {
		if d.Kind == model.DeadlineVerification {
			if channels[d.Subject] == nil {
				contacts = append(contacts, d.Subject)
			}
			channels[d.Subject] = append(channels[d.Subject], d.Channel)
			continue
		}
		line := what(d) + ": " + standstill(d, clock)
		if effect := noticeEffect(d); effect != "" {
			line += "; " + effect
		}
		lines = append(lines, line)
	}
	if len(contacts) == 0 {
		return lines
	}
	for _, subject := range contacts {
		unverified = append(unverified, clean(subject.String())+" by "+strings.Join(channels[subject], " and "))
	}
	return append(lines, "never verified: "+strings.Join(unverified, ", "))
}

// standstill is the state of what has no due day.
func standstill(d model.Deadline, clock prose.Clock) string {
	if c := d.ContractDates; c != nil && !c.EarliestEnd.IsZero() {
		return d.State + ", earliest end " + c.EarliestEnd.String() + clock.Dated(" if notice goes today", d.Zones.Owner)
	}
	if d.Kind == model.DeadlineSession {
		return d.State + " held"
	}
	return d.State
}
