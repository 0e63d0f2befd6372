package civil

import (
	"sync"
	"testing"
	"time"
)

// TestCalendarsAreCountedAtTheSameTime is for the race detector: several calendars of one region are counted by several goroutines.
func TestCalendarsAreCountedAtTheSameTime(t *testing.T) {
	var done sync.WaitGroup
	found := make([]string, 8)
	for i := range found {
		done.Go(func() {
			c, err := NewCalendar("", time.UTC, []string{"JP"}, nil, nil, nil, nil)
			if err != nil {
				t.Error(err)
				return
			}
			for year := 2020; year < 2040; year++ {
				found[i] += c.HolidayName(NewDate(year, time.March, 20)) + c.HolidayName(NewDate(year, time.March, 21))
			}
		})
	}
	done.Wait()
	for i := range found {
		if found[i] != found[0] || found[i] == "" {
			t.Errorf("goroutine %d found %q, the first %q", i, found[i], found[0])
		}
	}
}
