package bench

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Figure is one line of the table.
type Figure struct {
	Work      string  // what somebody waits for
	Ours      string  // what the program needs
	Yardstick string  // what it is compared with, and what that needs
	Ratio     float64 // ours to the yardstick; 0: there is none
	Target    string  // empty: there is none
	Met       bool
	Skipped   string // why there is no value
}

// Write writes the table in Markdown.
func Write(w io.Writer, figures []Figure) error {
	if _, err := fmt.Fprint(w, "| work | measured | compared with | ratio | target | reached |\n| --- | --- | --- | ---: | --- | --- |\n"); err != nil {
		return err
	}
	for _, f := range figures {
		if _, err := fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s |\n", f.Work, cmp.Or(f.Ours, "not measured: "+f.Skipped), f.Yardstick, f.ratio(), f.Target, f.reached()); err != nil {
			return err
		}
	}
	return nil
}

func (f Figure) ratio() string {
	if f.Ratio == 0 {
		return ""
	}
	return fmt.Sprintf("%.2f", f.Ratio)
}

func (f Figure) reached() string {
	switch {
	case f.Skipped != "":
		return "not measured"
	case f.Target == "":
		return ""
	case f.Met:
		return "yes"
	default:
		return "no"
	}
}

// seconds prints a duration with as many digits as a table needs.
func seconds(d time.Duration) string {
	switch {
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	default:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
}

// megabytes prints a size in megabytes of a million bytes.
func megabytes(n int64) string {
	return strings.TrimSuffix(fmt.Sprintf("%.0f", float64(n)/1e6), ".0") + " MB"
}

// median returns the middle one of several values.
func median[T cmp.Ordered](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
