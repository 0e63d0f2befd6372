package oneshot

import (
	"time"

	"supplierwatch/internal/wiring"
)

// Timezone returns the time zone of a configuration (schedule.timezone), or of
// the defaults where the configuration cannot be used: the command reports that
// itself.
func Timezone(config string) *time.Location {
	conf, problems, _ := wiring.LoadSettings(config)
	if len(problems) > 0 {
		return time.UTC
	}
	return conf.Schedule.Timezone
}
