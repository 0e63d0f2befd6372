package main

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// TestChangedHolidayFile changes a file of holidays under a running daemon: on the last notice day nobody works any more, so a notice must be
// received a day earlier. A broken file changes nothing.
func TestChangedHolidayFile(t *testing.T) {
	t.Parallel()
	program(t)
	o := simple(t, intoFolder)
	workdays := "version: 1\ncalendars: {plant: {weekend: [], holidays: [{file: plant.ics}]}}\n"
	o.write(t, "registry/plant.ics", dayOff(today.AddDate(1, 0, 0)))
	o.write(t, "registry/acme.yaml", strings.Replace(undecided("acme", ""), "version: 1\n", workdays, 1)+"    calendar: plant\n")
	d := startReady(t, "--config", o.config)
	lastNotice := today.AddDate(0, 0, 35-30)
	d.awaitReceiveBy(t, lastNotice)

	o.write(t, "registry/plant.ics", dayOff(lastNotice))
	if code, body := d.ask(t, http.MethodPost, "/-/reload", writeToken); code != http.StatusOK {
		t.Fatalf("the reload answers %d: %s", code, body)
	}
	d.awaitReceiveBy(t, lastNotice.AddDate(0, 0, -1))

	o.write(t, "registry/plant.ics", "nothing")
	if code, body := d.ask(t, http.MethodPost, "/-/reload", writeToken); code != http.StatusUnprocessableEntity || !strings.Contains(body, "plant.ics:1:1") {
		t.Errorf("the reload of a broken file answers %d: %s", code, body)
	}
	d.awaitReceiveBy(t, lastNotice.AddDate(0, 0, -1))
	d.stop(t)
}

func dayOff(day time.Time) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1@plant\nDTSTART;VALUE=DATE:" + day.Format("20060102") +
		"\nSUMMARY:Works outing\nEND:VEVENT\nEND:VCALENDAR\n"
}

// awaitReceiveBy waits until the daemon shows the day by which the notice must be received.
func (d *daemon) awaitReceiveBy(t *testing.T, day time.Time) {
	t.Helper()
	until(t, "the notice must be received by "+day.Format(time.DateOnly), func() bool {
		_, body := d.get(t, "/api/v1/deadlines")
		return strings.Contains(strings.ReplaceAll(body, " ", ""), `"receive_by":"`+day.Format(time.DateOnly)+`"`)
	})
}
