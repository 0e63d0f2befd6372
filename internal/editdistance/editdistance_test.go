package editdistance

import "testing"

func TestBetween(t *testing.T) {
	for _, c := range []struct {
		a, b        string
		limit, want int
	}{
		{"acme", "acme", 9, 0},
		{"acme", "acne", 9, 1},
		{"acme", "amce", 9, 1}, // swapped
		{"acme", "ame", 9, 1},
		{"acme", "acmee", 9, 1},
		{"", "acme", 9, 4},
		{"müller", "muller", 9, 1},
		{"kitten", "sitting", 9, 3},
		{"kitten", "sitting", 2, 2}, // no more than the limit
		{"a", "abcdef", 3, 3},
	} {
		if got := Between(c.a, c.b, c.limit); got != c.want {
			t.Errorf("Between(%q, %q, %d) = %d, want %d", c.a, c.b, c.limit, got, c.want)
		}
	}
}
