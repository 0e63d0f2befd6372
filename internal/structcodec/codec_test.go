package structcodec

import (
	"errors"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

type team struct{ Name string }

type hidden struct{ text string }

type item struct {
	ID    string
	Count int
	Small int8
	Size  uint16
	Share float64
	On    bool
	Note  *string
	Kept  hidden
	Place place
}

type place struct {
	File string
	Line int
}

type whole struct {
	Items  []*item
	First  *item // one of Items
	Plain  []item
	Words  []string
	Flags  []bool
	Labels map[string]string
	Owner  *team
	Nested struct{ Deep *[]int }
	Limit  *int
}

func newWhole(t testing.TB) *Codec[whole] {
	t.Helper()
	codec, err := New[whole]([]reflect.Type{reflect.TypeFor[*team]()},
		Through(func(h hidden) (string, error) { return h.text, nil }, func(s string) (hidden, error) {
			if s == "wrong" {
				return hidden{}, errors.New("it is wrong")
			}
			return hidden{s}, nil
		}),
		By(func(e *Encoder, p *place) {
			if p.File != e.Common {
				e.Fail(errors.New("another file"))
			}
			e.Int(int64(p.Line))
		}, func(d *Decoder, p *place) { p.File, p.Line = d.Common, int(d.Int()) }))
	if err != nil {
		t.Fatal(err)
	}
	return codec
}

var teams = []*team{{"buying"}, {"quality"}}

func table() *References {
	var r References
	for _, t := range teams {
		r.Add(t)
		r.Add(t)
	}
	return &r
}

func drawItem(t *rapid.T) item {
	x := item{
		ID: rapid.String().Draw(t, "id"), Count: rapid.Int().Draw(t, "count"), Small: rapid.Int8().Draw(t, "small"), Size: rapid.Uint16().Draw(t, "size"),
		Share: rapid.SampledFrom([]float64{0, math.Copysign(0, -1), 0.1, -12, math.Inf(1)}).Draw(t, "share"), On: rapid.Bool().Draw(t, "on"), Kept: hidden{rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "kept")},
	}
	if rapid.Bool().Draw(t, "with a note") {
		x.Note = &x.ID
	}
	if rapid.Bool().Draw(t, "with a place") {
		x.Place = place{"f.yaml", rapid.IntRange(1, 1000).Draw(t, "line")}
	}
	return x
}

func drawWhole(t *rapid.T) whole {
	w := whole{Plain: rapid.SliceOf(rapid.Custom(drawItem)).Draw(t, "plain"), Words: rapid.SliceOf(rapid.String()).Draw(t, "words"), Flags: rapid.SliceOf(rapid.Bool()).Draw(t, "flags")}
	for _, x := range rapid.SliceOfN(rapid.Custom(drawItem), 0, 3).Draw(t, "items") {
		w.Items = append(w.Items, &x)
		w.First = &x
	}
	if rapid.Bool().Draw(t, "with labels") {
		w.Labels = rapid.MapOf(rapid.String(), rapid.String()).Draw(t, "labels")
	}
	w.Owner = rapid.SampledFrom([]*team{nil, teams[0], teams[1]}).Draw(t, "owner")
	if rapid.Bool().Draw(t, "deep") {
		w.Nested.Deep = &[]int{1, -2, math.MinInt64}
	}
	return w
}

// TestWhatIsDecodedEqualsWhatWasEncoded encodes drawn values and decodes them again.
func TestWhatIsDecodedEqualsWhatWasEncoded(t *testing.T) {
	codec := newWhole(t)
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Custom(drawWhole), 1, 3).Draw(t, "values")
		e := NewEncoder(nil, table(), "f.yaml")
		for i := range values {
			codec.Encode(e, &values[i])
		}
		data, err := e.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		d := NewDecoder(string(data), table(), "f.yaml")
		decoded := make([]whole, len(values))
		for i := range decoded {
			codec.Decode(d, &decoded[i])
		}
		if err := d.End(); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(decoded, values) {
			t.Fatalf("%+v, want %+v", decoded, values)
		}
		for _, w := range decoded {
			if len(w.Items) > 0 && w.First != w.Items[len(w.Items)-1] {
				t.Error("two pointers to one item are now pointers to two")
			}
		}
	})
}

// FuzzDecode decodes whatever bytes there are: no panic, and what was decoded without an error has an encoding again.
func FuzzDecode(f *testing.F) {
	codec := newWhole(f)
	note := "a note"
	w := whole{Items: []*item{{ID: "a", Note: &note, Place: place{"f.yaml", 3}}}, Words: []string{"x"}, Owner: teams[1], Labels: map[string]string{"k": "v"}}
	w.First = w.Items[0]
	e := NewEncoder(nil, table(), "f.yaml")
	codec.Encode(e, &w)
	data, _ := e.Bytes()
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		var decoded whole
		d := NewDecoder(string(data), table(), "f.yaml")
		codec.Decode(d, &decoded)
		if d.End() != nil {
			return
		}
		e := NewEncoder(nil, table(), "f.yaml")
		codec.Encode(e, &decoded)
		if _, err := e.Bytes(); err != nil {
			t.Errorf("decoded %+v, which has no encoding: %v", decoded, err)
		}
	})
}

// TestWhatCannotBeEncodedIsNamed checks the errors about types and values.
func TestWhatCannotBeEncodedIsNamed(t *testing.T) {
	type own struct{ Next *struct{ F func() } }
	if _, err := New[own](nil); err == nil || !strings.Contains(err.Error(), "own.Next") || !strings.Contains(err.Error(), "func() cannot be encoded") {
		t.Errorf("a function: %v", err)
	}
	if _, err := New[hidden](nil); err == nil || !strings.Contains(err.Error(), "hidden.text is not exported") {
		t.Errorf("an unexported field: %v", err)
	}
	codec := newWhole(t)
	for name, w := range map[string]whole{
		"a team that is not in the table": {Owner: &team{"sales"}},
		"a place in another file":         {Plain: []item{{Place: place{"g.yaml", 1}}}},
	} {
		e := NewEncoder(nil, table(), "f.yaml")
		codec.Encode(e, &w)
		if _, err := e.Bytes(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
