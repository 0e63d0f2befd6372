package pages

import (
	"strings"

	"supplierwatch/internal/model"
	"supplierwatch/internal/prose"
	"supplierwatch/internal/subjectname"
	"supplierwatch/internal/web/content"
)

// historyRow is a record about a supplier as pages show it.
type historyRow struct {
	When, What string
	Thing      string // what it is about; empty: the supplier as a whole
	By         string // empty: not known
	Details    string
	Text       *longText // nil: none
	Reply      *longText // nil: none
	InRegistry bool
}

// historyShown is how many records a page lists at a time.
const historyShown = 10

// newHistoryRow returns a record of a supplier as the reader of a page sees it.
func newHistoryRow(s content.Snapshot, supplier string, x content.HistoryEntry) historyRow {
	clock := s.Clock()
	row := historyRow{What: historyWord(x.Kind), By: x.By, Details: escapedPrefix(s.Readable(strings.Join(x.Details, ", "), supplier), shortBytes), InRegistry: x.InRegistry}
	switch {
	case !x.InRegistry:
		row.When = clock.Instant(x.At)
	case x.Day.IsZero():
		row.When = "Day unknown"
	default:
		row.When = prose.Long(x.Day)
	}
	if !x.Until.IsZero() {
		row.Details = strings.TrimPrefix(row.Details+", until "+clock.Instant(x.Until), ", ")
	}
	row.Thing = historyThing(s, supplier, x.Subject)
	row.Text, row.Reply = optionalText(x.Text), optionalText(x.Reply)
	return row
}

func optionalText(text string) *longText {
	if text == "" {
		return nil
	}
	long := newLongText(text)
	return &long
}

// historyThing returns what a record is about; empty for the supplier as a whole.
func historyThing(s content.Snapshot, supplier string, about model.Subject) string {
	if about == model.SubjectSupplier || about.Kind == model.KindSession {
		return ""
	}
	if entry := s.Supplier(supplier); entry != nil && about.Kind != model.KindAlert {
		return subjectname.Of(entry, about)
	}
	return strings.TrimSpace(string(about.Kind) + " " + about.ID)
}

// historyWords has the words for kinds of records; a kind that is not here is written as it is.
var historyWords = map[model.FactKind]string{
	model.FactAck: "acknowledged", model.FactSnooze: "snoozed", model.FactNotMine: "escalated", model.FactNote: "note",
	model.FactRequested: "requested inside our company", model.FactPlaced: "ordered", model.FactConfirmed: "confirmed", model.FactConfirmation: "confirmation received",
	model.FactWaived: "not needed", model.FactKeep: "contract kept", model.FactNoticeGiven: "our notice given", content.Terminated: "notice by the supplier",
	model.FactRenewed: "renewed", model.FactVerified: "verified", model.FactNoAnswer: "called, nobody answered", model.FactWrongNumber: "wrong number",
	model.FactTold: "informed of our mailbox", model.FactReviewed: "entry reviewed", model.FactSessionHeld: "session held", model.FactChanged: "change reported",
}

func historyWord(kind model.FactKind) string {
	if word, known := historyWords[kind]; known {
		return word
	}
	return words(string(kind))
}
