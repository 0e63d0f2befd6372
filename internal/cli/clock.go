package cli

import (
	"time"

	"github.com/spf13/cobra"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/oneshot"
	"supplierwatch/internal/strictyaml"
)

func addNow(cmd *cobra.Command) *string {
	return cmd.Flags().String("now", "", "evaluate as of this day at 09:00 in schedule.timezone, such as 2027-03-01, or as of this\n"+
		"instant, such as 2027-03-01T08:00:00Z (RFC 3339)")
}

// morning is the hour of a --now that is only a day.
const morning = 9

// parseNow reads the flag --now of a command with a configuration, if it has one.
// Without the flag the clock of the machine counts, in whole seconds: no rule
// needs more, and documents stay readable.
func parseNow(value, config string) (time.Time, error) {
	if value == "" {
		return wallClock(), nil
	}
	instant, err := time.Parse(time.RFC3339, value)
	if err != nil {
		day, err := civil.ParseDate(value)
		if err != nil {
			return time.Time{}, usage("--now %q: expected a day such as 2027-03-01, or an instant such as 2027-03-01T08:00:00Z", value)
		}
		instant = time.Date(day.Year(), day.Month(), day.Day(), morning, 0, 0, 0, oneshot.Timezone(config))
	}
	if why := strictyaml.UnlikelyYear(civil.DateOf(instant)); why != "" {
		return time.Time{}, usage("--now %q %s", value, why)
	}
	return instant.UTC(), nil
}

// wallClock returns the time of the machine's clock.
func wallClock() time.Time { return time.Now().UTC().Truncate(time.Second) }
