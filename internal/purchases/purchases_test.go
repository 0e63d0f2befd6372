package purchases

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/sheet"
)

// TestFindCountsLikeASecondReader compares with a count of the distinct days of each item in the 24 months before a day.
func TestFindCountsLikeASecondReader(t *testing.T) {
	today := civil.NewDate(2026, 11, 30)
	rapid.Check(t, func(t *rapid.T) {
		days := map[string]map[string]bool{}
		var all []Purchase
		for range rapid.IntRange(0, 30).Draw(t, "count") {
			item := rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "item")
			on := civil.NewDate(2024, 6, 1).AddDays(rapid.IntRange(0, 1000).Draw(t, "day"))
			all = append(all, Purchase{Supplier: "S", Item: item, On: on})
			if on.String() > "2024-11-30" && on.String() <= "2026-11-30" {
				if days[item] == nil {
					days[item] = map[string]bool{}
				}
				days[item][on.String()] = true
			}
		}
		want := 0
		for _, distinct := range days {
			if len(distinct) <= 2 {
				want++
			}
		}
		found := Find(all, nil, today)
		if len(found) != want {
			t.Fatalf("%d items, want %d: %v", len(found), want, found)
		}
		for _, r := range found {
			if r.Orders != len(days[r.Item]) || r.Known != NotSupplier {
				t.Fatalf("%+v, want %d orders", r, len(days[r.Item]))
			}
		}
	})
}

func TestUsualMonth(t *testing.T) {
	for days, want := range map[string]time.Month{"2025-09-12 2026-09-03": 9, "2025-09-12 2026-03-03": 0, "2026-02-01": 2, "2024-09-01 2025-09-01 2026-01-01": 9} {
		var all []Purchase
		for day := range strings.FieldsSeq(days) {
			on, err := civil.ParseDate(day)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, Purchase{On: on})
		}
		if got := usualMonth(all); got != want {
			t.Errorf("%s: %s, want %s", days, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	tests := []struct{ dates, want string }{
		{"2026-03-01", "2026-03-01"},
		{"01.03.2026", "2026-03-01"},
		{"1.3.2026", "2026-03-01"},
		{"2026-03-01 00:00:00", "2026-03-01"},
		{"03/04/2026 31/01/2026", "2026-04-03"},
		{"03/04/2026 01/31/2026", "2026-03-04"},
		{"03/04/2026", "two ways"},
		{"31/01/2026 01/31/2026", "two ways"},
		{"29.02.2026", "not a valid date"},
		{"2026-13-01", "not a valid date"},
		{"46082", "not a valid date"},
		{"soon", "not a valid date"},
	}
	for _, tt := range tests {
		text := "supplier;item;date\n"
		for i, date := range strings.Split(strings.ReplaceAll(tt.dates, " 00", "T00"), " ") {
			text += fmt.Sprintf("S;%d;%s\n", i, date)
		}
		rows, err := sheet.ReadCSV([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		list := Read("p.csv", rows)
		got := list.Purchases[0].On.String()
		if len(list.Problems) > 0 {
			got = list.Problems[0].Message
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s, want %s", tt.dates, got, tt.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("supplier;item;date\nA;x;01.02.2026\n")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := sheet.ReadCSV([]byte(text))
		if err != nil {
			return
		}
		list := Read("p.csv", rows)
		for _, p := range list.Problems {
			if p.Line < 1 || p.Column < 1 {
				t.Fatalf("%+v", p)
			}
		}
		Find(list.Purchases, nil, civil.NewDate(2026, 11, 30))
	})
}
