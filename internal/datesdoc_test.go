package internal_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
	"supplierwatch/internal/testkit/shown"
)

var (
	calculation = regexp.MustCompile(`^(\S+) ([+-]) ([a-z0-9 ]+?)(?: \(([a-z]+)\))? = (\S+)$`)
	remark      = regexp.MustCompile(`(?m)^<!--.*-->$`)
	dayInText   = regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}`)
)

// TestDatesAreComputed computes every calculation that the page on dates writes out, with the calendars of its first registry.
func TestDatesAreComputed(t *testing.T) {
	calendars := map[string]*civil.Calendar{}
	seen := 0
	for _, b := range shown.Blocks(documents(t)["docs/dates.md"]) {
		if b.Info == "yaml" && len(calendars) == 0 {
			calendars = calendarsOf(t, b.Text)
		}
		if b.Above != "<!-- computes -->" {
			continue
		}
		for line := range strings.Lines(b.Text) {
			seen++
			m := calculation.FindStringSubmatch(strings.TrimSpace(line))
			if m == nil || m[4] != "" && calendars[m[4]] == nil {
				t.Fatalf("no calculation: %s", line)
			}
			from, period := parsed(t, civil.ParseDate, m[1]), parsed(t, civil.ParsePeriod, m[3])
			got := from.Plus(period, calendars[m[4]])
			if m[2] == "-" {
				got = from.Minus(period, calendars[m[4]])
			}
			if got.String() != m[5] {
				t.Errorf("%s: it is %s", strings.TrimSpace(line), got)
			}
		}
	}
	if seen < 30 {
		t.Errorf("found %d calculations, expected more", seen)
	}
}

func parsed[T any](t *testing.T, parse func(string) (T, error), text string) T {
	t.Helper()
	v, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func calendarsOf(t *testing.T, text string) map[string]*civil.Calendar {
	t.Helper()
	file := filepath.Join(t.TempDir(), "registry.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	r, problems := registry.Load([]string{file})
	for _, p := range problems {
		t.Fatal(p)
	}
	return r.Calendars
}

// TestDatesInWordsAreShown holds that each day in the words and tables of a chapter stands in one of its examples as well.
func TestDatesInWordsAreShown(t *testing.T) {
	always := "2027-03-31 2026-12-20 2026-12-01 2028-03-31 0001-01-01 9999-12-31" // what the registry may say, and the bounds
	for _, chapter := range strings.Split(documents(t)["docs/dates.md"], "\n## ") {
		examples, chapter := always, remark.ReplaceAllString(chapter, "")
		for _, b := range shown.Blocks(chapter) {
			examples += b.Text
			chapter = strings.Replace(chapter, b.Text, "", 1)
		}
		for _, day := range dayInText.FindAllString(chapter, -1) {
			if !strings.Contains(examples, day) {
				t.Errorf("%s stands in no example of the chapter %.30q", day, chapter)
			}
		}
	}
}

// TestEachKeyOfADeadlineIsExplained holds that the page on dates names every kind and every key.
func TestEachKeyOfADeadlineIsExplained(t *testing.T) {
	page := documents(t)["docs/dates.md"]
	var names []string
	for _, v := range []any{model.Deadline{}, model.ContractDates{}, model.WindowDates{}} {
		kind := reflect.TypeOf(v)
		for i := range kind.NumField() {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			names = append(names, name)
		}
	}
	for _, kind := range []model.DeadlineKind{
		model.DeadlineContractNotice, model.DeadlineContractEnd, model.DeadlineOrderWindow, model.DeadlineNoticeTheirs, model.DeadlineOrderConfirm,
		model.DeadlineDelivery, model.DeadlineSession, model.DeadlineReview, model.DeadlineVerification,
	} {
		names = append(names, string(kind))
	}
	for _, name := range names {
		if known := name == "" || name == "-" || name == "supplier" || name == "subject" || name == "state" || name == "kind"; !known && !strings.Contains(page, "`"+name) {
			t.Errorf("%q is not explained", name)
		}
	}
}
