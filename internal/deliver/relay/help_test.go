package relay

import "supplierwatch/internal/deliver/delivertest"

var (
	fixedNow     = delivertest.Now
	mustIdentity = delivertest.MustIdentity
	testIdentity = delivertest.Identity
	letters      = delivertest.Mails
	words        = delivertest.Words
)
