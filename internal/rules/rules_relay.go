package rules

import (
	"time"

	"supplierwatch/internal/factindex"
	"supplierwatch/internal/findingtext"
	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/watchdogfinding"
)

func init() {
	register(subject{
		globalChange: func(ec *obligations.Context) time.Time { return watchdogfinding.RelayAuthChange(ec.Registry, ec.Now) },
		global: map[string]func(*obligations.Context) []model.Finding{
			"mail-relay-down":     relayDown,
			"relay-auth-retiring": relayAuthRetiring,
		},
	})
}

func relayAuthRetiring(ec *obligations.Context) []model.Finding {
	return watchdogfinding.RelayAuthRetiring(ec.Registry, ec.Now)
}

// aboutWatchdog begins a finding on the watchdog from a streak of failures about one of its own subjects; ok is false without failures.
func aboutWatchdog(ec *obligations.Context, subject model.Subject) (f model.Finding, s factindex.Streak, ok bool) {
	s, known := ec.Facts.Streak("", subject)
	if !known || s.Failures == 0 {
		return model.Finding{}, s, false
	}
	f = model.Finding{Subject: model.SubjectWatchdog, Position: ec.Registry.First, Severity: model.Critical, OverrideQuietHours: true, Policy: ec.Registry.Policies["critical"]}
	f.Advice.How = []string{obligations.Since(s)}
	return f, s, true
}

func relayDown(ec *obligations.Context) []model.Finding {
	f, s, ok := aboutWatchdog(ec, model.SubjectRelay)
	if !ok {
		return nil
	}
	f.Pending = ec.Debounced(s)
	where := "wait in the outbox"
	if s.Last.KeptInDirectory() {
		where = "are written to files instead, and nobody is notified"
	}
	f.Message = "No mail relay accepts our mail" + obligations.FailureReason(s) + "; alerts " + where + "."
	f.Advice.Headline = "Repair the mail relay: alerts are not sent"
	f.Advice.Lead = findingtext.Lead("Repair the mail relay", f.Message)
	f.Advice.Do = []string{"Check that the relay runs and can be reached.", "Check the certificate of the relay and our login."}
	return one(f)
}
