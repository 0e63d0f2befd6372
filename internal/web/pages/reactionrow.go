package pages

import (
	"slices"
	"time"

	"supplierwatch/internal/web/content"
)

// reactionRow is what somebody did about an alert, as its page shows it.
type reactionRow struct {
	When, What string
	Note       *longText // nil: none
}

// reactionsShown is how many of them the page shows at a time.
const reactionsShown = 15

// reactionRows returns what people did, the latest first.
func reactionRows(reactions []content.Reaction, clock func(time.Time) string) []reactionRow {
	var rows []reactionRow
	for _, x := range slices.Backward(reactions) {
		row := reactionRow{When: clock(x.At), What: historyWord(x.Kind) + " by " + x.By}
		if x.Note != "" {
			note := newLongText(x.Note)
			row.Note = &note
		}
		rows = append(rows, row)
	}
	return rows
}
