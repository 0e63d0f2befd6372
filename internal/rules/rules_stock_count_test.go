package rules_test

import (
	"strings"
	"testing"
)

func TestAStockCountFromTheFuture(t *testing.T) {
	w := newWorld(t)
	w.stock(500, 0).AsOf = date("2026-06-10")
	f := w.finding(t, "stock-count-old", "2026-06-09")
	if f == nil || !strings.Contains(f.Message, "dated 2026-06-10, which is in the future") {
		t.Errorf("the day before it was counted: %+v", f)
	}
	w.raised(t, "stock-count-old", nil, []string{"2026-06-10", "2026-08-09"})
}
