package ownwords

import (
	"bytes"
	"strings"
	"testing"
)

// FuzzMark holds that no letter of a text is lost, whatever is quoted in it, and that what is taken out of it is ours.
func FuzzMark(f *testing.F) {
	ours := Of("Buyer AG holds you as its contact for orders:\n" + string(Slot) + "\nIs this still right? Please reply \"yes\", or tell us who it is now.")
	for _, seed := range []string{
		"Buyer AG holds you as its contact for orders: Jane, jane@acme.example. Is this still right? Yes.",
		"> Buyer AG holds you as its\n> contact for orders:\n- a@b.example\nIs this still right? Please re-\nply yes, or tell us who it is now. No!",
		"Is this still right? Please reply \"yes\", or tell us who it is now.\r\n\xff\x00Buyer, AG\r\n", "",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		letters := squeezed(text).letters
		marked, _ := ours.Mark(text)
		if got := squeezed(marked).letters; !bytes.Equal(got, letters) {
			t.Errorf("%q is marked as %q", text, marked)
		}
		taken := 0
		for _, r := range ours.find(text[:min(len(text), maxText)]) {
			if !r.ours {
				continue
			}
			taken += len(squeezed(text[r.start:r.end]).letters)
			if !strings.Contains(string(ours.text), string(squeezed(text[r.start:r.end]).letters)) {
				t.Errorf("%q is not ours", text[r.start:r.end])
			}
		}
		if got := len(squeezed(ours.Without(text)).letters); got != len(letters)-taken {
			t.Errorf("%d of %d letters of %q remain, want %d less", got, len(letters), text, taken)
		}
	})
}
