package pages

import (
	"testing"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/compose/document"
	"supplierwatch/internal/model"
	"supplierwatch/internal/web/content"
)

// TestAReceiptSaysWhatHasBecomeOfTheAlert checks that a receipt never repeats the problem as if it were still there.
func TestAReceiptSaysWhatHasBecomeOfTheAlert(t *testing.T) {
	by, until := "jane@buyer.example", time.Date(2026, 12, 2, 8, 0, 0, 0, time.UTC)
	for want, c := range map[string]struct {
		alert apidoc.StatusAlert
		ahead content.Ahead
	}{
		"Renew now: Agreement: Acknowledged by jane@buyer.example until Wed 2 Dec 2026, 08:00 UTC. It reopens then unless it is resolved.": {
			apidoc.StatusAlert{State: model.StateAcknowledged, AcknowledgedBy: &by, NextAt: &until}, content.Ahead{Title: "Renew now: Agreement"},
		},
		"Renew now: Agreement: Snoozed until Wed 2 Dec 2026, 08:00 UTC. It reopens then unless it is resolved.": {
			apidoc.StatusAlert{State: model.StateSnoozed, SnoozedUntil: &until}, content.Ahead{Title: "Renew now: Agreement"},
		},
		"Agreement: expired contract: Resolved. A renewal was recorded by jane.": {
			apidoc.StatusAlert{State: model.StateResolved}, content.Ahead{Title: "Agreement: expired contract", Text: document.Block{Lead: "A renewal was recorded by jane."}},
		},
		"Renew now: Agreement: Not acknowledged. Included in the weekly summary.": {
			apidoc.StatusAlert{State: model.StateFiring, Route: model.RouteWork}, content.Ahead{Title: "Renew now: Agreement"},
		},
	} {
		c.alert.Message = `"Agreement" expired, and no renewal is recorded.`
		if got := receiptText(content.Snapshot{Ahead: func(string) content.Ahead { return c.ahead }}, c.alert); got != want {
			t.Errorf("the receipt is %q, want %q", got, want)
		}
	}
}
