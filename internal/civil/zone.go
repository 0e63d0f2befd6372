package civil

import (
	_ "embed"
	"slices"
	"strings"
)

// zoneList holds the names of the IANA time zone database that are named after a place, and UTC.
//
//go:embed zones.txt
var zoneList string

// Zones returns the names of the time zones that people write, sorted: those of a place, such as Europe/Berlin, and UTC. Older names and
// fixed offsets (CET, Etc/GMT-1) are zones as well, and are left out.
func Zones() []string { return strings.Fields(zoneList) }

// ZoneOf returns the zone that a place names without its continent, or in other letters: Berlin, europe/berlin, New York. It is not ok
// where none or several do.
func ZoneOf(place string) (zone string, ok bool) {
	place = strings.ReplaceAll(strings.TrimSpace(place), " ", "_")
	found := slices.DeleteFunc(Zones(), func(z string) bool {
		city := z[strings.LastIndex(z, "/")+1:]
		return !strings.EqualFold(place, z) && !strings.EqualFold(place, city)
	})
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}
