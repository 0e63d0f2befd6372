package content

import (
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// HistoryEntry is one record about a supplier: a fact, or what the registry records.
type HistoryEntry struct {
	Kind       model.FactKind
	At         time.Time  // of a fact: when it was observed
	Day        civil.Date // of what the registry records; zero: the registry does not say
	InRegistry bool
	Subject    model.Subject
	By         string   // empty: not known
	Details    []string // such as the number of an order
	Until      time.Time
	Text       string // what was observed, or what a person wrote beside it
	Reply      string // the text of an answer
}

// Terminated is the kind of an entry for a notice that the supplier gave; no fact records it.
const Terminated model.FactKind = "terminated"
