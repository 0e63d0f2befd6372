package cache

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
	"supplierwatch/internal/structcodec"
)

// full returns a supplier with values of all types that have an encoding of their own.
func full(t testing.TB) Supplier {
	t.Helper()
	from := civil.NewDate(2026, time.January, 5)
	rule, err := civil.ParseRecurrence("FREQ=MONTHLY;BYDAY=3WE;COUNT=12", from)
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.Parse(time.RFC3339, "2026-09-12T14:00:00.5+05:45")
	if err != nil {
		t.Fatal(err)
	}
	window := func(dates civil.Window) *model.OrderWindow { return &model.OrderWindow{Dates: dates} }
	return Supplier{
		Supplier: &model.Supplier{
			ID: "acme", Labels: map[string]string{"a": "1", "b": ""}, Pos: model.Position{File: "a.yaml", Line: 3, Column: 7}, Calendar: civil.DefaultCalendar(),
			Supplies: []*model.Supply{{Placed: []model.Placed{{At: model.Moment{Date: from, Instant: at}}}}},
			OrderWindows: []*model.OrderWindow{
				window(civil.Once(from, from.AddDays(3))), window(civil.Yearly(civil.MonthDay{Month: 2, Day: 29}, civil.MonthDay{Month: 3, Day: 1})),
				window(civil.Lasting(rule, civil.Period{BusinessDays: 3})), window(civil.Recurring(rule, rule)), window(civil.Window{}),
			},
			Deliveries: []*model.Delivery{{Schedule: rule}, {}},
		},
		IDAt: strictyaml.Place{Line: 3, Column: 9}, Was: []Text{}, Alternatives: []Text{{V: "b"}},
	}
}

// FuzzSupplier decodes whatever bytes there are as a supplier: no panic, and what was decoded has an encoding that is decoded to the same again.
func FuzzSupplier(f *testing.F) {
	codec, err := supplierCodec()
	if err != nil {
		f.Fatal(err)
	}
	supplier := full(f)
	var references structcodec.References
	references.Add(supplier.Supplier.Calendar)
	encode := func(t testing.TB, s *Supplier) []byte {
		e := structcodec.NewEncoder(nil, &references, "a.yaml")
		codec.Encode(e, s)
		data, err := e.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	decode := func(data []byte) (s Supplier, err error) {
		d := structcodec.NewDecoder(string(data), &references, "a.yaml")
		codec.Decode(d, &s)
		return s, d.End()
	}
	data := encode(f, &supplier)
	if same, err := decode(data); err != nil || !reflect.DeepEqual(same, supplier) {
		f.Fatalf("%v: got %+v, want %+v", err, same, supplier)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		decoded, err := decode(data)
		if err != nil {
			return
		}
		again := encode(t, &decoded)
		same, err := decode(again)
		if err != nil || !bytes.Equal(encode(t, &same), again) {
			t.Errorf("%v: got %+v, want %+v", err, same, decoded)
		}
	})
}
