package registry

import (
	"slices"
	"strings"
	"testing"
)

// TestKeysWithoutEffect names the keys of each item that change nothing as it is.
func TestKeysWithoutEffect(t *testing.T) {
	for item, want := range map[string]string{
		"contracts: {ends: 2027-03-31, renewal: automatic, renewal_term: 12 months, notice: 3 months, delivery: 3 days, decide_within: 5 days, roll: none, counting: clear, max_renewals: 2, remind: 30 days}": "",
		"contracts: {open_ended: true, starts: 2024-01-01, term: 12 months, notice: 6 weeks, notice_to: quarter-end, delivery: 2 days, roll: none}":                                                            "",
		"contracts: {ends: 2027-03-31, renewal: manual, remind: 30 days, renewed: {until: 2028-03-31}, notice_theirs: 3 months, counting: clear}":                                                              "",
		"contracts: {ends: 2027-03-31, renewal: none}":                                                                        "",
		"contracts: {ends: 2027-03-31, renewal: none, notice_to: month-end}":                                                  "contract/contract notice_to",
		"contracts: {ends: 2027-03-31, renewal: manual, renewal_term: 12 months, max_renewals: 1}":                            "contract/contract renewal_term max_renewals",
		"contracts: {ends: 2027-03-31, renewal: none, notice: 3 months, delivery: 2 days, decide_within: 5 days, roll: none}": "contract/contract notice delivery roll decide_within",
		"contracts: {ends: 2027-03-31, renewal: none, counting: clear}":                                                       "contract/contract counting",
		"contracts: {ends: 2027-03-31, renewal: none, kept: {until: 2027-03-31}}":                                             "contract/contract kept",
		"contracts: {ends: 2027-03-31, renewal_term: 12 months}":                                                              "contract/contract renewal_term",
		"contracts: {ends: 2027-03-31, renewal: automatic, renewal_term: 12 months, delivery: 2 days, decide_within: 5 days}": "contract/contract delivery decide_within",
		"contracts: {open_ended: true, notice: 6 weeks, renewal: automatic, renewal_term: 1 year}":                            "contract/contract renewal renewal_term",
		"contracts: {open_ended: true, notice: 6 weeks, term: 12 months}":                                                     "contract/contract term",
		"contracts: {ends: 9999-12-31, notice: 6 weeks, decide_within: 5 days, remind: 30 days}":                              "contract/contract decide_within remind",
		"contracts: {id: x, open_ended: true, delivery: 2 days}":                                                              "contract/x delivery",
		"order_windows: {yearly: {opens: 09-01, closes: 09-30}, confirmation: {mailbox: m, within: 2 days, subject: order}}":  "",
		"order_windows: {yearly: {opens: 09-01, closes: 09-30}, confirmation: {mailbox: m, within: 2 days, before: 1 day}}":   "order-window/order-window before",
		"deliveries: {schedule: {rrule: FREQ=WEEKLY, from: 2026-01-05}, confirmation: {mailbox: m, before: 1 day}}":           "",
		"deliveries: {schedule: {rrule: FREQ=WEEKLY, from: 2026-01-05}, confirmation: {by: us, before: 1 day, from: a@b.de}}": "delivery/delivery from",
		"deliveries: {schedule: {rrule: FREQ=WEEKLY, from: 2026-01-05}, confirmation: {before: 1 day, within: 1 day}}":        "delivery/delivery within",
		"supplies: {item: x, safety: 7 days}":                                                                                 "supply/supply safety",
		"supplies: {item: x, safety: 7 days, stock_cover: {period: 45 days, as_of: 2026-11-01}}":                              "",
	} {
		dir := write(t, map[string]string{"a.yaml": "version: 1\nteams: {p: {email: p@x.example}}\nmailboxes: {m: {address: m@x.example}}\nsuppliers:\n  - id: acme\n    name: ACME\n    " + item + "\n"})
		r, problems := Load([]string{dir})
		if r == nil {
			t.Errorf("%s: %s", item, lines(problems))
			continue
		}
		var got []string
		for _, x := range r.Suppliers[0].WithoutEffect {
			keys := []string{x.Subject.String()}
			for _, k := range x.Keys {
				keys = append(keys, k.Key)
				if k.Why == "" || !strings.Contains(k.Do, k.Key) {
					t.Errorf("%s: %+v", item, k)
				}
			}
			got = append(got, strings.Join(keys, " "))
		}
		if !slices.Equal(got, strings.FieldsFunc(want, func(r rune) bool { return r == '|' })) {
			t.Errorf("%s:\n got %q\nwant %q", item, got, want)
		}
	}
}
