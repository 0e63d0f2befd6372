package reuse

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"
)

type block struct {
	text string
	list []block
}

// TestWhatIsLentIsEmptyAndApart fills all that is lent, and takes it back in between.
func TestWhatIsLentIsEmptyAndApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var m Memory
		for range rapid.IntRange(1, 4).Draw(t, "rounds") {
			var lent [][]block
			for i := range rapid.IntRange(0, 12).Draw(t, "loans") {
				list := oneOf(t, &m)
				for j := range list {
					if list[j].text != "" || list[j].list != nil {
						t.Fatalf("%+v is not empty", list[j])
					}
					list[j] = block{text: string(rune('a' + i)), list: list}
				}
				lent = append(lent, list)
			}
			for i, list := range lent {
				for _, b := range list {
					if b.text != string(rune('a'+i)) {
						t.Fatalf("loan %d has the text of %q", i, b.text)
					}
				}
			}
			m.TakeBack()
		}
	})
}

// oneOf lends a list, and a single block beside it.
func oneOf(t *rapid.T, m *Memory) []block {
	n := rapid.IntRange(0, 9).Draw(t, "items")
	list := m.List(reflect.TypeFor[[]block](), n).Interface().([]block)
	if list == nil || len(list) != n || cap(list) != n {
		t.Fatalf("%d items of %d, %v", len(list), cap(list), list)
	}
	single := m.Block(reflect.TypeFor[*block]()).Interface().(*block)
	if single.text != "" || single.list != nil {
		t.Fatalf("%+v is not empty", single)
	}
	single.text = "single"
	return list
}

// TestTextsAreKeptOnce keeps texts that come again, and long ones.
func TestTextsAreKeptOnce(t *testing.T) {
	var kept Texts
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.StringN(0, 50, -1), rapid.StringMatching(`[ab]{0,2}`)).Draw(t, "text")
		if got := kept.Keep(text); got != text {
			t.Fatalf("%q was kept as %q", text, got)
		}
		if got := string(kept.Bytes(text)); got != text {
			t.Fatalf("%q has the bytes %q", text, got)
		}
	})
	address := func(s string) uintptr { return uintptr(reflect.ValueOf(s).UnsafePointer()) }
	file := "role: orders"
	first, second := kept.Keep(file[6:]), kept.Keep("orders")
	if address(first) != address(second) || address(first) == address(file[6:]) {
		t.Error("the same text was kept twice, or in the memory of its file")
	}
}
