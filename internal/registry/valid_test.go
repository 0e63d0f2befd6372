package registry

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// entry is a key with a value that the generator wrote.
type entry struct{ key, value string }

// writtenText writes a text in one of the styles of YAML.
func writtenText(t *rapid.T, text string) string {
	switch rapid.IntRange(0, 3).Draw(t, "style") {
	case 0:
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case 1:
		var b strings.Builder
		for _, r := range text {
			if r > 0x7e && r < 0x10000 && rapid.Bool().Draw(t, "escaped") {
				fmt.Fprintf(&b, `\u%04x`, r)
				continue
			}
			b.WriteString(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(string(r)))
		}
		return `"` + b.String() + `"`
	}
	return strconv.Quote(text)
}

// writtenBlock writes the entries of an item of a list, in braces or one below the other, with comments between them.
func writtenBlock(t *rapid.T, indent, end string, entries []entry) string {
	var b strings.Builder
	if rapid.Bool().Draw(t, "braces") {
		b.WriteString(indent + "- {")
		for i, e := range entries {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(e.key + ": " + e.value)
		}
		return b.String() + "}" + end
	}
	for i, e := range entries {
		lead := indent + "  "
		if i == 0 {
			lead = indent + "- "
		}
		b.WriteString(lead + e.key + ": " + e.value)
		if rapid.Bool().Draw(t, "comment") {
			b.WriteString(" # {not: read")
		}
		b.WriteString(end)
	}
	return b.String()
}

// TestAValidRegistryIsNeverRefused writes registries in many styles, and holds what is read against what was written.
func TestAValidRegistryIsNeverRefused(t *testing.T) {
	texts := rapid.SampledFrom([]string{"Acme GmbH", "株式会社", "O'Hara: #1, \"x\"", "yes", "012", "null", "12:30", "~", "Ünsal – Söhne", "a\\b", "{x}", "- y", "المورد", "émile 😀"})
	addresses := rapid.SampledFrom([]string{"orders@acme.example", "почта@пример.рф", "info@münchen.de", "o'hara+x@acme.example", "受注@例え.テスト"})
	phones := rapid.SampledFrom([]string{"+49 89 1234567", "089 1234567", "089/123 45 67 ext. 12", "0049 89 1234567", "+49 (0) 89 1234567", "tel:+49891234567;ext=12"})
	days := rapid.SampledFrom([]string{"2027-03-31", "1999-12-31", "2199-01-01", "9999-12-31", "2028-02-29"})
	rapid.Check(t, func(t *rapid.T) {
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		name, contact, notes := texts.Draw(t, "name"), texts.Draw(t, "contact"), texts.Draw(t, "notes")
		address, phone, day := addresses.Draw(t, "address"), phones.Draw(t, "phone"), days.Draw(t, "day")
		usage, months := rapid.IntRange(1, 99).Draw(t, "usage"), rapid.IntRange(1, 60).Draw(t, "months")
		var b strings.Builder
		b.WriteString(rapid.SampledFrom([]string{"", "\ufeff", "---" + end, "# a comment" + end}).Draw(t, "begin"))
		b.WriteString("version: 1" + end + "teams: {p: &team {email: p@buyer.example}, q: *team}" + end + "suppliers:" + end)
		b.WriteString(writtenBlock(t, "  ", end, []entry{
			{"id", "acme"},
			{"name", writtenText(t, name)},
			{"country", "DE"},
			{"owner", "p"},
			{"notes", writtenText(t, notes)},
			{"tier", rapid.SampledFrom([]string{"critical", "null"}).Draw(t, "tier")},
			{"contacts", "[{role: orders, name: " + writtenText(t, contact) + ", email: " + writtenText(t, address) + ", phone: " + writtenText(t, phone) + "}]"},
			{"contracts", fmt.Sprintf("{title: A, ends: %s, renewal: none, notice: %d months}", day, months)},
			{"supplies", fmt.Sprintf("{id: s, item: resist, stock: {on_hand: %d, unit: kg, daily_usage: 0.%02d, as_of: 2026-11-01}}", usage, usage)},
			{"labels", "{}"},
			{"authorized", "[]"},
		}))
		text := b.String()
		r, problems := assembleTexts(parse, Content{"r.yaml", []byte(text)})
		if r == nil || len(problems) > 0 {
			t.Fatalf("%s\n%s", lines(problems), text)
		}
		got := r.Suppliers[0]
		c := got.Contacts[0]
		number, ext := "+49891234567", ""
		if strings.Contains(phone, "ext") {
			ext = "12"
		}
		if got.Name != name || got.Notes != notes || c.Name != contact || c.Email != address || c.Number != number || c.Extension != ext {
			t.Fatalf("read %+v, %+v of\n%s", got, c, text)
		}
		k := got.Contracts[0]
		if day != "9999-12-31" && k.Ends.String() != day || k.Notice == nil || k.Notice.Months != months {
			t.Fatalf("read %+v of\n%s", k, text)
		}
	})
}
