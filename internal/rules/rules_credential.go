package rules

import (
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/obligations"
	"supplierwatch/internal/watchdogfinding"
)

func init() {
	register(subject{
		globalChange: credentialChange,
		global: map[string]func(*obligations.Context) []model.Finding{
			"own-credential-expiring": credentialsExpiring,
		},
	})
}

// credentialsExpiring finds credentials of the watchdog itself that end soon, in the days of what no team owns.
func credentialsExpiring(ec *obligations.Context) []model.Finding {
	s, _ := ec.Facts.Streak("", model.SubjectCredentials)
	return watchdogfinding.ExpiringCredentials(ec.Registry, s.Last.Credentials(), ec.Today(), ec.Limit("own-credential-expiring"))
}

// credentialChange returns the end of the day, once a credential with a date is known.
func credentialChange(ec *obligations.Context) time.Time {
	if _, dated := ec.Facts.Streak("", model.SubjectCredentials); !dated {
		return time.Time{}
	}
	return ec.Today().End(ec.Registry.Unowned.Zone())
}
