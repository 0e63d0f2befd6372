package apidoc

import (
	"cmp"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
)

// Grouping is what the rows of the exposure report are about.
type Grouping string

// A row is about a supplier or about one of our production lines.
const (
	BySupplier Grouping = "supplier"
	ByLine     Grouping = "line"
)

// ExposureDocument is what `report --format json` prints. The totals count each
// line, supplier and finding once, though by line a supplier may be in
// several rows; findings about our own side are in no row.
type ExposureDocument struct {
	Version  int           `json:"version"`
	AsOf     time.Time     `json:"as_of"` // UTC
	By       Grouping      `json:"by"`
	Exposure Estimate      `json:"exposure"` // estimated for so many rows of so many
	Coverage Coverage      `json:"coverage"`
	Findings Counts        `json:"findings"`
	Rows     []ExposureRow `json:"rows"` // sorted by ExposureRow.Compare
}

// ExposureRow is what the loss of one supplier would cost, or what would
// cost one line, and how likely it can be averted by asking. What is not known
// is null in JSON, never zero.
type ExposureRow struct {
	ID        string        `json:"id"`
	Name      string        `json:"name"`
	Tier      string        `json:"tier"`      // of a line: the gravest of its suppliers'; empty without any
	Suppliers []string      `json:"suppliers"` // their ids; of a line: who feeds it
	Exposure  *model.Money  `json:"exposure"`
	Margin    *int          `json:"margin_days"`  // by which the stock outlasts the search for another source
	StopsOn   civil.Date    `json:"stops_on"`     // the day a line stops if nothing comes
	Reach     *Reach        `json:"reachability"` // of a line: that of the supplier hardest to reach
	Coverage  Coverage      `json:"coverage"`     // of its critical and important suppliers
	Findings  Counts        `json:"findings"`
	Next      *NextDeadline `json:"next_deadline"`

	StopsIn *time.Location `json:"-"` // where the owner counts the days until StopsOn
}

// Reach is in how many ways a supplier can be reached, and how likely at
// least one of them works today.
type Reach struct {
	Ways       int        `json:"ways"`        // independent contacts that are not known to fail
	LastAnswer civil.Date `json:"last_answer"` // the last reply, call or session
	// Likelihood is from 0 to 1, in thousandths rounded down. It is nil where
	// there are ways and none was ever found right.
	Likelihood *float64 `json:"likelihood"`

	Owner *time.Location `json:"-"` // where the owner counts the days since LastAnswer
}

// Counts are findings by severity.
type Counts struct {
	Critical int `json:"critical"`
	Warning  int `json:"warning"`
	Info     int `json:"info"`
}

// NextDeadline is the first day to come on which something is due.
type NextDeadline struct {
	Supplier string             `json:"supplier"`
	Subject  model.Subject      `json:"subject"`
	Kind     model.DeadlineKind `json:"kind"`
	Due      civil.Date         `json:"due"`
	DaysLeft int                `json:"days_left"`
	Zones    civil.DayZones     `json:"-"`
}

// Compare orders rows: exposure with the largest first and none last, the day
// the line stops with none last, id.
func (r *ExposureRow) Compare(o *ExposureRow) int {
	return cmp.Or(
		-cmp.Compare(model.Hundredths(r.Exposure), model.Hundredths(o.Exposure)),
		model.CompareDue(r.StopsOn, o.StopsOn),
		strings.Compare(r.ID, o.ID),
	)
}
