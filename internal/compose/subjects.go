package compose

import (
	"fmt"
	"strings"

	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
)

// Subject returns the subject of the mail that Compose would write. A simulation of years needs nothing else of it.
func (c *Composer) Subject(d model.Decision, v View) (string, error) {
	if d.Kind == model.MailSummary {
		return summarySubject(v, d), nil
	}
	items, err := itemsOf(v, d)
	if err != nil {
		return "", err
	}
	return mailSubject(v, d, items), nil
}

// mailSubject chooses the subject by the kind of the mail. A mail of several
// alerts is named after the most urgent one.
func mailSubject(v View, d model.Decision, items []item) string {
	switch d.Kind {
	case model.MailAlert, model.MailDigest:
		return alertsSubject(v, items)
	case model.MailInitialReport:
		return initialReportSubject(items)
	case model.MailSummary:
		return summarySubject(v, d)
	case model.MailResolved:
		return endSubject(v, items)
	}
	return rateLimitSubject(v, heldBackCount(d, items), items)
}

func alertsSubject(v View, items []item) string {
	top := items[0]
	title := headlineOf(v, top.alert, top.finding)
	if len(items) > 1 {
		title = fmt.Sprintf("%s. %s", prose.Count(len(items), "alert"), title)
	}
	return envelope.Subject(badge(top.finding.Severity), title)
}

func initialReportSubject(items []item) string {
	pages, severity := paging(items), ""
	if pages > 0 {
		severity = badge(items[0].finding.Severity)
	}
	return envelope.Subject(severity, "Initial report: "+initialReportCounts(pages, len(items)-pages))
}

// summarySubject counts what the weekly summary lists: what is critical, of the rest what is due this week, and all others.
func summarySubject(v View, d model.Decision) string {
	today := readerOf(v, d.To).today(v.Now)
	critical, soon, ended := 0, 0, 0
	for _, x := range d.Items {
		a := v.State.Alerts[x.Alert]
		switch part := summaryPart(v, a, x.Reason); {
		case part == over:
			ended++
		case v.Finding(a).Severity == model.Critical:
			critical++
		case part == thisWeek:
			soon++
		}
	}
	var counts []string
	for _, c := range []struct {
		n    int
		what string
	}{{critical, "critical"}, {soon, "due this week"}, {len(d.Items) - ended - critical - soon, "other"}} {
		if c.n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", c.n, c.what))
		}
	}
	if len(counts) == 0 {
		counts = []string{"nothing open"}
		if ended > 0 {
			counts = append(counts, fmt.Sprintf("%d ended", ended))
		}
	}
	return envelope.Shorten(fmt.Sprintf("Supplier summary, %s: %s", prose.DayMonth(today), strings.Join(counts, ", ")), envelope.SubjectLimit)
}

func endSubject(v View, items []item) string {
	word, count := endBadge(items), ""
	if len(items) > 1 {
		count = prose.Count(len(items), "alert") + " ended. "
	}
	room := envelope.SubjectLimit - len("["+word+"] "+count)
	return envelope.Subject(word, count+labelOf(v, items[0].alert, room))
}
