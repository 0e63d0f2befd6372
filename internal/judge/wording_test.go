package judge_test

import (
	"testing"

	"supplierwatch/internal/watch"
)

// TestALongHeadlineKeepsTheSupplier holds that what is cut off is what to do, not whom it is about.
func TestALongHeadlineKeepsTheSupplier(t *testing.T) {
	w := newWorld(t)
	w.wants(watch.RoleQuality)
	same(t, "short", w.finding(t, "contact-role-missing", quiet).Advice.Headline, "Name a contact for quality: ACME Photoresist GmbH")
	w.wants(watch.RoleQuality, watch.RoleRegulatory, watch.RoleLogistics, watch.RoleService)
	same(t, "long", w.finding(t, "contact-role-missing", quiet).Advice.Headline, "Name a contact for quality, regulatory, logistics…: ACME")
}
