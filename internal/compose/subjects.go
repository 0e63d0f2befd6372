package compose

import (
	"fmt"

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
	return envelope.Subject(severity, "First look: "+initialReportCounts(pages, len(items)-pages))
}

func summarySubject(v View, d model.Decision) string {
	today := readerOf(v, d.To).today(v.Now)
	var parts [summaryParts]int
	for _, x := range d.Items {
		parts[summaryPart(v, v.State.Alerts[x.Alert], x.Reason)]++
	}
	text := fmt.Sprintf("Supplier letter %s: %d this week, %d in four weeks", prose.Date(today), parts[thisWeek], parts[nextWeeks])
	switch open := len(d.Items) - parts[over]; {
	case len(d.Items) == 0:
		text = fmt.Sprintf("Supplier letter %s: nothing open", prose.Date(today))
	case open == 0:
		text = fmt.Sprintf("Supplier letter %s: nothing open, %d fixed or over", prose.Date(today), parts[over])
	case open > parts[thisWeek]+parts[nextWeeks]:
		more := text + fmt.Sprintf(", %d more", open-parts[thisWeek]-parts[nextWeeks])
		if len(more) <= envelope.SubjectLimit {
			text = more
		}
	}
	return envelope.Shorten(text, envelope.SubjectLimit)
}

func endSubject(v View, items []item) string {
	word, count := endBadge(items), ""
	if len(items) > 1 {
		count = prose.Count(len(items), "alert") + " ended. "
	}
	room := envelope.SubjectLimit - len("["+word+"] "+count)
	return envelope.Subject(word, count+labelOf(v, items[0].alert, room))
}
