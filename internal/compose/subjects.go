package compose

import (
	"fmt"
	"strings"
	"unicode/utf8"

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
	before := ""
	if len(items) > 1 {
		before = prose.Count(len(items), "alert") + ". "
	}
	return headlineSubject(v, badge(top.finding.Severity), before, top)
}

// headlineSubject returns the headline of an alert behind a badge and a text, short enough for a subject. A headline that ends with the name of the
// supplier ends with its short name where the whole is too long, and what precedes it is cut.
func headlineSubject(v View, badge, before string, x item) string {
	headline := before + headlineOf(v, x.alert, x.finding)
	room := envelope.SubjectLimit - utf8.RuneCountInString("["+badge+"] ")
	do, whole := strings.CutSuffix(headline, ": "+supplierNameOf(v, x.alert))
	if whole && utf8.RuneCountInString(headline) > room {
		tail := ": " + shortNameOf(v, x.alert)
		headline = envelope.Shorten(do, max(shortest, room-utf8.RuneCountInString(tail))) + tail
	}
	return envelope.Subject(badge, headline)
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
