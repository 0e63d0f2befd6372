package verificationmail

import (
	"supplierwatch/internal/compose/composetest"
	"supplierwatch/internal/deliver/delivertest"
)

var (
	day      = composetest.Day
	instant  = composetest.Instant
	golden   = composetest.Golden
	eml      = composetest.EML
	sent     = composetest.Sent
	request  = composetest.Request
	shared   = composetest.SharedRequest
	fixedNow = delivertest.Now
)
