package registry

import (
	"testing"
	"time"
)

// TestTheScheduleIsTheZoneOfWhatHasNoneOfItsOwn holds that a team without a calendar, and what no team owns, count their days in the time zone of the
// schedule, and that a calendar without a time zone stays in UTC.
func TestTheScheduleIsTheZoneOfWhatHasNoneOfItsOwn(t *testing.T) {
	dir := write(t, map[string]string{"a.yaml": `version: 1
calendars:
  tokyo: {timezone: Asia/Tokyo}
  plain: {holidays: [DE-BY]}
teams:
  bare: {email: bare@buyer.example}
  tokyo: {email: tokyo@buyer.example, calendar: tokyo}
  plain: {email: plain@buyer.example, calendar: plain}
suppliers:
  - {id: acme, name: ACME, contacts: {role: orders, email: orders@acme.example}}
`})
	angeles, err := time.LoadLocation("America/Los_Angeles")
	if err != nil {
		t.Fatal(err)
	}
	for zone, want := range map[*time.Location]string{nil: "UTC", angeles: "America/Los_Angeles"} {
		l := Loader{Timezone: zone}
		r, problems := l.Load([]string{dir})
		if len(problems) > 0 {
			t.Fatal(lines(problems))
		}
		if s := r.Suppliers[0]; s.Owner != nil || s.Calendar.Zone() != time.UTC {
			t.Errorf("the supplier has the owner %v and the zone %s", s.Owner, s.Calendar.Zone())
		}
		for id, zone := range map[string]string{"": want, "bare": want, "tokyo": "Asia/Tokyo", "plain": "UTC"} {
			if got := r.CalendarOf(r.Teams[id]).Zone().String(); got != zone {
				t.Errorf("schedule in %s: team %q counts in %s, want %s", want, id, got, zone)
			}
		}
	}
}
