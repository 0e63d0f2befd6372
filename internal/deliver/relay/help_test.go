package relay

import "supplierwatch/internal/deliver/delivertest"

var (
	fixedNow     = delivertest.Now
	mustIdentity = delivertest.MustIdentity
	testIdentity = delivertest.Identity
	mailsTo      = delivertest.Mails
	words        = delivertest.Words
)
