package prose

import (
	"regexp"
	"strings"
	"time"

	"supplierwatch/internal/civil"
)

// City returns the city of a time zone: Los Angeles for America/Los_Angeles.
func City(zone *time.Location) string {
	if zone == nil {
		return time.UTC.String()
	}
	name := zone.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

// Today returns the reader's date.
func (c Clock) Today() civil.Date { return civil.TodayIn(c.Zone, c.Now) }

// SharesDay reports whether the reader has the date of a time zone. Only then may a text say today, tomorrow or yesterday for a day there.
func (c Clock) SharesDay(zone *time.Location) bool { return c.Today() == civil.TodayIn(zone, c.Now) }

// CityOf returns the city where a deadline's day ends, if the reader could take it for another day: it ends elsewhere than at the owner, or the
// reader has another date than the owner. Otherwise it is empty.
func (c Clock) CityOf(due civil.Date, zones civil.DayZones) string {
	if due.IsZero() || !zones.Differ(due) && c.SharesDay(zones.Owner) {
		return ""
	}
	return City(zones.Ends)
}

// todayWord is the word today, with the day itself where that follows.
var todayWord = regexp.MustCompile(`\b(?:today|TODAY)\b(?:, (\d{4}-\d{2}-\d{2}))?`)

// Dated returns a sentence in which today means the date in a time zone. Where the reader has another date, it names the day with the zone's city
// instead. Text in quotation marks is a name and stays as it is.
func (c Clock) Dated(sentence string, zone *time.Location) string {
	if c.SharesDay(zone) || !strings.Contains(strings.ToLower(sentence), "today") {
		return sentence
	}
	day := civil.TodayIn(zone, c.Now)
	parts := strings.Split(sentence, `"`)
	for i := 0; i < len(parts); i += 2 {
		parts[i] = todayWord.ReplaceAllStringFunc(parts[i], func(word string) string {
			if len(word) > len("today") {
				return "on " + day.String() + " in " + City(zone)
			}
			return "on " + Short(day) + " in " + City(zone)
		})
	}
	return strings.Join(parts, `"`)
}
