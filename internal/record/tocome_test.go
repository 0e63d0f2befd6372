package record_test

import (
	"strings"
	"testing"
	"time"

	"supplierwatch/internal/model"
	"supplierwatch/internal/record"
)

const farApart = `version: 1
calendars:
  berlin: {timezone: Europe/Berlin}
  auckland: {timezone: Pacific/Auckland}
  honolulu: {timezone: Pacific/Honolulu}
teams:
  buying: {email: buying@buyer.example, calendar: berlin}
suppliers:
  - id: east
    name: East
    owner: buying
    calendar: auckland
    contracts: [{id: msa, title: Supply agreement, ends: 2027-12-31, renewal: automatic, renewal_term: 12 months, notice: 3 months}]
    order_windows: [{id: yearly, title: allocation, yearly: {opens: 09-01, closes: 09-30}}]
  - id: west
    name: West
    owner: buying
    calendar: honolulu
    contracts: [{id: msa, title: Supply agreement, ends: 2027-12-31, renewal: automatic, renewal_term: 12 months, notice: 3 months}]
    order_windows: [{id: yearly, title: allocation, yearly: {opens: 09-01, closes: 09-30}}]
`

// TestADayToComeIsRefusedByTheOwnersToday records at 23:30 in Berlin on 14 September, when it is the 15th in Auckland, and at 00:30, when it is still
// the 14th in Honolulu. Reported facts are refused by the same day.
func TestADayToComeIsRefusedByTheOwnersToday(t *testing.T) {
	evening, night := time.Date(2026, 9, 14, 21, 30, 0, 0, time.UTC), time.Date(2026, 9, 14, 22, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		supplier string
		now      time.Time
		on       string
		refused  string
	}{
		{"east", evening, "2026-09-14", ""},
		{"east", evening, "2026-09-15", "2026-09-15 has not come yet; today is 2026-09-14"},
		{"west", night, "2026-09-15", ""},
		{"west", night, "2026-09-16", "2026-09-16 has not come yet; today is 2026-09-15"},
	} {
		for kind, subject := range map[model.FactKind]string{model.FactNoticeGiven: "contract/msa", model.FactPlaced: "order-window/yearly"} {
			k := knownFrom(t, farApart)
			r := record.Request{Kind: kind, Subject: c.supplier + "/" + subject, On: c.on, Actor: "jane", Source: "shell", Now: c.now}
			result, err := record.Check(r, k)
			reported := model.Fact{
				ID: "1", Supplier: c.supplier, Subject: model.ParseSubject(subject), Kind: kind, Actor: "erp", ObservedAt: c.now, Data: map[string]string{"on": c.on},
			}
			for way, err := range map[string]error{"recorded": err, "reported": record.CheckReported(reported, k.Registry, c.now)} {
				if c.refused == "" && err != nil || c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)) {
					t.Errorf("%s %s on %s, %s: %v, want %q", c.supplier, kind, c.on, way, err, c.refused)
				}
			}
			if err == nil && result.Fact.On().String() != c.on {
				t.Errorf("%s %s on %s is recorded for %s", c.supplier, kind, c.on, result.Fact.On())
			}
		}
	}
}

// TestYearsThatAreTypingErrors records a renewal and a notice with years that nobody means: the one would end all reminders for 180 years.
func TestYearsThatAreTypingErrors(t *testing.T) {
	for _, c := range []struct{ until, on, want string }{
		{"2028-12-31", "", ""},
		{"2207-12-31", "", `until: "2207-12-31" is not a likely date: the year is 2207`},
		{"9999-12-31", "", "until: 9999-12-31 is the date of what never comes"},
		{"9999-01-01", "", "until: 9999-01-01 is the date of what never comes"},
		{"", "2026-09-01", ""},
		{"", "1206-09-01", `on: "1206-09-01" is not a likely date`},
		{"", "0026-09-01", "write 2026-09-01 if 2026 is meant"},
		{"", "0026-09-01T10:00:00Z", "write 2026-09-01 if 2026 is meant"},
	} {
		r := record.Request{
			Kind: model.FactRenewed, Subject: "east/contract/msa", Until: c.until, On: c.on, Actor: "jane", Source: "shell",
			Now: time.Date(2026, 9, 14, 10, 0, 0, 0, time.UTC),
		}
		if c.until == "" {
			r.Kind = model.FactNoticeGiven
		}
		_, err := record.Check(r, knownFrom(t, farApart))
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("until %s, on %s: %v, want %q", c.until, c.on, err, c.want)
		}
	}
}
