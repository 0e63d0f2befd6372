package cli

import (
	"time"

	"github.com/spf13/cobra"
)

// addNow adds the flag that sets the clock of a command.
func addNow(cmd *cobra.Command) *string {
	return cmd.Flags().String("now", "", "evaluate as of this instant (RFC 3339), such as 2027-03-01T08:00:00Z")
}

// parseNow reads the flag. Without it the clock of the machine counts, in whole
// seconds: no rule asks for more, and documents stay readable.
func parseNow(value string) (time.Time, error) {
	if value == "" {
		return time.Now().UTC().Truncate(time.Second), nil
	}
	t, err := time.Parse(time.RFC3339, value)
	if err == nil {
		return t.UTC(), nil
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		return time.Time{}, usage("--now %s: a time is missing; e.g. `--now %sT08:00:00Z`", value, day.Format(time.DateOnly))
	}
	return time.Time{}, usage("--now %q: expected an instant such as 2027-03-01T08:00:00Z", value)
}
