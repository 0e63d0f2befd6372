package model

import (
	"time"

	"supplierwatch/internal/civil"
)

// DefaultLimits returns what rules compare with where neither the daemon's
// configuration nor a supplier says otherwise.
func DefaultLimits() Limits {
	limits := Limits{Thresholds: map[string]Threshold{}, Failures: 3, Over: civil.Period{Clock: 30 * time.Minute}}
	for rule, days := range map[string]int{
		"contract-expiring": 90, "endpoint-certificate-expiring": 21, "domain-expiring": 30, "contact-verification-due": 14,
		"session-due": 14, "order-window-opening": 14, "order-window-closing": 14, "stock-count-old": 60, "escalation-untested": 90,
		"own-credential-expiring": 30, "ignore-expiring": 30,
	} {
		limits.Thresholds[rule] = Threshold{Rule: rule, Period: civil.Period{Days: days}}
	}
	limits.Thresholds["told-long-ago"] = Threshold{Rule: "told-long-ago", Period: civil.Period{Months: 12}}
	for _, rule := range []string{"mailbox-nearly-full", "state-nearly-full"} {
		limits.Thresholds[rule] = Threshold{Rule: rule, Share: 0.9}
	}
	return limits
}
