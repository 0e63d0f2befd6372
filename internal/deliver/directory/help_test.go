package directory

import "supplierwatch/internal/deliver/delivertest"

var (
	fixedNow     = delivertest.Now
	testIdentity = delivertest.Identity
	letters      = delivertest.Mails
	words        = delivertest.Words
)
