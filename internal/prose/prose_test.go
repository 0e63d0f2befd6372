package prose

import "testing"

func TestCapital(t *testing.T) {
	for text, want := range map[string]string{"": "", "a": "A", "order": "Order", "übergabe": "Übergabe", "Order": "Order", "1 day": "1 day", "\xff?": "\xff?"} {
		if got := Capital(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0 days", 1: "1 day", 2: "2 days", -1: "-1 days"} {
		if got := Count(n, "day"); got != want {
			t.Errorf("%d is %q, want %q", n, got, want)
		}
	}
}
