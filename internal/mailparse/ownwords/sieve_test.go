package ownwords

import (
	"testing"

	"pgregory.net/rapid"
)

// TestPlacesAreThoseOfTheTable holds that no row of our texts is overlooked, and that other hashes have no places.
func TestPlacesAreThoseOfTheTable(t *testing.T) {
	x := Shipped()
	for hash, places := range x.places {
		if len(x.placesOf(hash)) != len(places) {
			t.Fatalf("hash %x has %d places, want %d", hash, len(x.placesOf(hash)), len(places))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		hash := rapid.Uint64().Draw(t, "hash")
		if got, want := x.placesOf(hash), x.places[hash]; len(got) != len(want) {
			t.Fatalf("hash %x has %d places, want %d", hash, len(got), len(want))
		}
	})
}
