package testkit

import "time"

// OpenNow returns working hours, by the clock of UTC, outside which is only a minute half a day away. Teams that work around the clock are mailed in
// office hours alone, and tests run at any hour.
func OpenNow() string {
	closed := time.Now().UTC().Add(12 * time.Hour)
	return closed.Add(time.Minute).Format("15:04") + "-" + closed.Format("15:04")
}
