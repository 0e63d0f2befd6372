package oneshot

import (
	"time"

	"supplierwatch/internal/wiring"
)

// Timezone returns the time zone of a configuration (schedule.timezone), or of
// the defaults where the configuration cannot be used: the command reports that
// itself.
func Timezone(config string) *time.Location {
	conf, _, _ := wiring.LoadSettingsLikeBefore(config)
	if conf == nil {
		return time.UTC
	}
	return conf.Schedule.Timezone
}
