package compose

import (
	"testing"
)

// BenchmarkLetter writes the letter of a team that has ten thousand points of work.
func BenchmarkLetter(b *testing.B) {
	w := newWorld(b)
	d := weekly(w.crowd(10_000, "Order desk", func(i int) int { return i % len(sorts) })...)
	for b.Loop() {
		if _, err := w.composer.Compose(d, w.view); err != nil {
			b.Fatal(err)
		}
	}
}
