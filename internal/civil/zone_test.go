package civil

import (
	"slices"
	"testing"
)

func TestZones(t *testing.T) {
	names := Zones()
	if len(names) < 400 || !slices.IsSorted(names) {
		t.Fatalf("%d zones, sorted: %v", len(names), slices.IsSorted(names))
	}
	for _, name := range names {
		zone(t, name)
	}
}

func TestZoneOf(t *testing.T) {
	for place, want := range map[string]string{
		"Berlin": "Europe/Berlin", "europe/berlin": "Europe/Berlin", "New York": "America/New_York", "utc": "UTC",
		"lord_howe": "Australia/Lord_Howe", "Atlantis": "", "": "", "Europe": "",
	} {
		if got, ok := ZoneOf(place); got != want || ok != (want != "") {
			t.Errorf("%q names %q, %v; want %q", place, got, ok, want)
		}
	}
}
