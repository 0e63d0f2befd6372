package rules_test

import (
	"testing"

	"supplierwatch/internal/model"
)

// TestALongHeadlineIsComplete checks that only the subject of a mail is cut.
func TestALongHeadlineIsComplete(t *testing.T) {
	w := newWorld(t)
	w.wants(model.RoleQuality)
	same(t, "short", w.finding(t, "contact-role-missing", quiet).Advice.Headline, "Add a contact for quality: ACME Photoresist GmbH")
	w.wants(model.RoleQuality, model.RoleRegulatory, model.RoleLogistics, model.RoleService)
	same(t, "long", w.finding(t, "contact-role-missing", quiet).Advice.Headline, "Add a contact for quality, regulatory, logistics and service: ACME Photoresist GmbH")
}
