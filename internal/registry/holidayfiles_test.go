package registry

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"supplierwatch/internal/registry/holidayfiles"
)

const plantCalendar = "version: 1\ncalendars:\n  plant: {holidays: [DE-BY, {file: days/plant.ics}]}\nsuppliers: {id: one, name: One, calendar: plant}\n"

// plantDays is a file with one day off.
func plantDays(day string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1@plant\nDTSTART;VALUE=DATE:" + day + "\nSUMMARY:Works outing\nEND:VEVENT\nEND:VCALENDAR\n"
}

func TestHolidaysFromAFile(t *testing.T) {
	dir := write(t, map[string]string{"r.yaml": plantCalendar, "days/plant.ics": plantDays("20270603")})
	for _, path := range []string{dir, filepath.Join(dir, "r.yaml")} {
		r, problems := Load([]string{path})
		if r == nil {
			t.Fatal(problems)
		}
		plant := r.Calendars["plant"]
		if plant.BusinessDay(day(t, "2027-06-03")) || plant.HolidayName(day(t, "2027-06-03")) != "Works outing" || plant.BusinessDay(day(t, "2027-01-06")) {
			t.Errorf("%s: the days off of the file or of the region are worked", path)
		}
		if got := plant.HolidaysKnownUntil(); got != day(t, "2027-12-31") {
			t.Errorf("known until %s", got)
		}
	}
}

// TestAChangedFileOfHolidaysIsANewRegistry edits only the file of holidays.
func TestAChangedFileOfHolidaysIsANewRegistry(t *testing.T) {
	dir := write(t, map[string]string{"r.yaml": plantCalendar, "days/plant.ics": plantDays("20270603")})
	var l Loader
	first, _ := l.Load([]string{dir})
	same, _ := l.Load([]string{dir})
	if first == nil || same == nil || first.Hash != same.Hash || first.Calendars["plant"] != same.Calendars["plant"] {
		t.Fatal("the same files were read again")
	}
	ics := filepath.Join(dir, "days/plant.ics")
	if err := os.WriteFile(ics, []byte(plantDays("20270604")), 0o644); err != nil {
		t.Fatal(err)
	}
	second, problems := l.Load([]string{dir})
	if second == nil || second.Hash == first.Hash || !second.Calendars["plant"].BusinessDay(day(t, "2027-06-03")) || second.Calendars["plant"].BusinessDay(day(t, "2027-06-04")) {
		t.Fatal("the change is not read", problems)
	}
	if err := os.WriteFile(ics, []byte("nothing"), 0o644); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if r, problems := l.Load([]string{dir}); r != nil || !strings.Contains(lines(problems), "days/plant.ics:1:1: it is not an iCalendar file") {
			t.Fatal("a broken file is accepted", problems)
		}
	}
	if err := os.Remove(ics); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, []string{dir}, "DIR/r.yaml:3:36: `file`: \"days/plant.ics\" cannot be read: it is outside the registry or does not exist; put the file itself beside this one")
	if err := os.WriteFile(ics, []byte(plantDays("20270603")), 0o644); err != nil {
		t.Fatal(err)
	}
	if r, problems := l.Load([]string{dir}); r == nil || r.Hash != first.Hash {
		t.Fatal("the file is back, and the registry is another", problems)
	}
}

func TestFilesOfHolidaysStayInsideTheRegistry(t *testing.T) {
	dir := write(t, map[string]string{"in/r.yaml": plantCalendar, "in/days/real.ics": plantDays("20270603"), "secret.ics": plantDays("20270603")})
	symlink(t, "../../secret.ics", dir, "in/days/plant.ics")
	expect(t, dir, []string{dir + "/in"},
		"DIR/in/days/plant.ics:1:1: the link leads to ../../secret.ics, which is outside the registry or does not exist; put the file itself here, "+
			"or name the folder in which it is as a further path of the registry",
		"DIR/in/r.yaml:3:36: `file`: \"days/plant.ics\" cannot be read: it is outside the registry or does not exist; put the file itself beside this one")
	if err := os.Remove(filepath.Join(dir, "in/days/plant.ics")); err != nil {
		t.Fatal(err)
	}
	symlink(t, "real.ics", dir, "in/days/plant.ics")
	expect(t, dir, []string{dir + "/in"})
}

func TestFileOfHolidaysTooLarge(t *testing.T) {
	large := strings.Replace(plantDays("20270603"), "SUMMARY:Works outing", "SUMMARY:"+strings.Repeat("x", holidayfiles.MaxSize), 1)
	dir := write(t, map[string]string{"r.yaml": plantCalendar, "days/plant.ics": large})
	expect(t, dir, []string{dir}, "DIR/r.yaml:3:36: `file`: \"days/plant.ics\" cannot be read: it is larger than 1 MB: it has 1.1 MB; move what does not belong to the registry elsewhere")
}

// TestAnEditKeepsTheHolidays edits the YAML of a registry with a file of holidays.
func TestAnEditKeepsTheHolidays(t *testing.T) {
	dir := write(t, map[string]string{"r.yaml": plantCalendar, "days/plant.ics": plantDays("20270603")})
	loaded, problems := LoadFiles([]string{dir})
	if loaded == nil {
		t.Fatal(problems)
	}
	edited, problems := loaded.With(dir+"/r.yaml", []byte(plantCalendar+"# edited\n"))
	if edited == nil || edited.Registry.Calendars["plant"].BusinessDay(day(t, "2027-06-03")) {
		t.Error("the day off is lost", problems)
	}
}
