package webhook

import "supplierwatch/internal/deliver/delivertest"

var (
	fixedNow = delivertest.Now
	letters  = delivertest.Mails
	words    = delivertest.Words
)
