package edit

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/registry"
)

// shapes are the ways in which a list that holds one entry, or none, can be written under a key: KEY is the
// key, ONE and TWO are the pairs of the entry. A line begins at the key's column.
var shapes = map[string]string{
	"absent": "", "null": "KEY:", "tilde": "KEY: ~", "word": "KEY: null   # none", "empty": "KEY: []", "blank": "KEY: [  ]",
	"brackets": "KEY: [{ONE, TWO}]", "comma": "KEY: [ {ONE, TWO} , ]   # one", "lines": "KEY: [\n    {ONE, TWO},\n]", "bracket below": "KEY: [\n  {ONE, TWO}]",
	"dash": "KEY:\n- {ONE, TWO}", "indented": "KEY:\n    - {ONE, TWO}   # one\n    # two", "blocks": "KEY:\n  -   ONE\n      TWO", "unindented": "KEY:   # all\n\n- ONE   # three\n  TWO",
	"alone": "KEY: {ONE, TWO}", "block": "KEY:\n  ONE\n  TWO", "deep": "KEY:   # one\n\n      ONE # a\n\n      # b\n      TWO",
}

// lists has a change for each list that can be added to, with the key, the two pairs of an entry and the place of the item.
var lists = []struct {
	key, first, second, item string
	change                   Change
}{
	{"verified", "on: 2026-01-02", "how: call", "contacts", Change{Kind: model.FactVerified, Subject: model.KindContact.Subject("orders"), By: "it's \"me\"", How: model.HowReply}},
	{"requested", "window: 2025-09-01", "at: 2025-09-02", "order_windows", Change{Kind: model.FactRequested, Subject: model.KindOrderWindow.Subject("yearly"), Reference: "012"}},
	{"placed", "window: 2025-09-01", "at: 2025-09-02", "order_windows", Change{Kind: model.FactPlaced, Subject: model.KindOrderWindow.Subject("yearly"), Reference: "a: b # c"}},
	{"waived", "window: 2025-09-01", "because: so", "order_windows", Change{Kind: model.FactWaived, Subject: model.KindOrderWindow.Subject("yearly"), Because: "- no"}},
	{"kept", "until: 2026-03-31", "by: me", "contracts", Change{Kind: model.FactKeep, Subject: model.KindContract.Subject("msa"), By: "null"}},
	{"renewed", "until: 2026-03-31", "on: 2026-01-01", "contracts", Change{Kind: model.FactRenewed, Subject: model.KindContract.Subject("msa")}},
	{"they_know", "mailbox: confirmations", "on: 2026-01-01", "", Change{Kind: model.FactTold, Subject: model.SubjectSupplier, Mailbox: "confirmations"}},
	{"held", "on: 2026-01-01", "topics: price", "sessions", Change{Kind: model.FactSessionHeld, Subject: model.SubjectSession}},
}

const around = `version: 1
teams: {buying: {email: buying@works.example}}
mailboxes: {confirmations: {address: confirmations@works.example}}
suppliers:
- id: other
  name: Other
  contacts: {role: orders, email: o@other.example, verified: {on: 2026-01-02, how: call}}
%s- {id: last, name: Last, contacts: [{role: orders, email: o@last.example}]}
`

// itemTexts holds the item of the supplier under which a list stands, its first keys written.
var itemTexts = map[string]string{
	"contacts":      "contacts:\n- role: orders\n  email: o@acme.example",
	"contracts":     "contracts:\n- id: msa\n  ends: 2027-03-31",
	"order_windows": "order_windows:\n- id: yearly\n  yearly: {opens: 09-01, closes: 09-30}",
	"sessions":      "sessions:\n  with: buying",
}

// document writes a registry in which a list has a shape.
func document(key, first, second, item, shape string) string {
	list := strings.NewReplacer("KEY", key, "ONE", first, "TWO", second).Replace(shape)
	body := itemTexts[item]
	if item != "" {
		list = indented(list, "  ")
	}
	supplier := "- id: acme\n" + indented(strings.Trim("name: ACME\n"+body+"\n"+list, "\n")+"\ncountry: DE", "  ") + "\n"
	return fmt.Sprintf(around, supplier)
}

func indented(text, by string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if line != "" {
			lines[i] = by + line
		}
	}
	return strings.Join(lines, "\n")
}

func (c Change) onDay() Change {
	c.Supplier, c.On = "acme", model.Moment{Date: civil.NewDate(2026, 9, 7)}
	if c.Kind == model.FactRequested || c.Kind == model.FactPlaced || c.Kind == model.FactWaived || c.Kind == model.FactConfirmed {
		c.Window = civil.NewDate(2026, 9, 1)
	}
	if c.Kind == model.FactKeep || c.Kind == model.FactRenewed {
		c.Until = civil.NewDate(2028, 3, 31)
	}
	return c
}

// TestSpliceEveryShape adds to every list in every shape, with every kind of line ends.
func TestSpliceEveryShape(t *testing.T) {
	for _, l := range lists {
		for name, shape := range shapes {
			text := document(l.key, l.first, l.second, l.item, shape)
			for _, style := range []string{"plain", "windows", "commented"} {
				t.Run(l.key+"/"+name+"/"+style, func(t *testing.T) {
					before := text
					switch style {
					case "windows":
						before = bom + strings.ReplaceAll(text, "\n", "\r\n")
					case "commented":
						before = strings.ReplaceAll(text, "\n  ", "   # ä\n  ")
					}
					c := l.change.onDay()
					after, err := splice(t, []byte(before), c)
					if err != nil {
						t.Fatalf("%v\n%s", err, before)
					}
					checkWords(t, []byte(before), after, c)
					if strings.Contains(before, "\r\n") && strings.Contains(strings.ReplaceAll(string(after), "\r\n", ""), "\n") {
						t.Errorf("other line ends:\n%q", after)
					}
					if name != "alone" && name != "block" && name != "deep" && name != "tilde" && name != "word" {
						checkBytes(t, before, string(after))
					}
				})
			}
		}
	}
}

// checkBytes holds that text was inserted at one place and nothing else was touched.
func checkBytes(t *testing.T, before, after string) {
	t.Helper()
	front := 0
	for front < len(before) && front < len(after) && before[front] == after[front] {
		front++
	}
	back := 0
	for back < len(before) && back < len(after) && before[len(before)-1-back] == after[len(after)-1-back] {
		back++
	}
	if front+back < len(before) {
		t.Errorf("more than an insertion:\n%s\nbecame\n%s", before, after)
	}
}

// failer is what the checks need of a test.
type failer interface {
	Helper()
	Errorf(string, ...any)
	Fatalf(string, ...any)
}

// checkWords holds that the registries before and after differ by the change alone.
func checkWords(t failer, before, after []byte, c Change) {
	t.Helper()
	was, problems := loadText(before)
	if len(problems) > 0 {
		t.Fatalf("before: %v", problems)
	}
	is, problems := loadText(after)
	if len(problems) > 0 {
		t.Fatalf("after: %v", problems)
	}
	amend(was.Supplier(c.Supplier), c, was)
	if diff := cmp.Diff(was.Suppliers, is.Suppliers, wordsOnly); diff != "" {
		t.Errorf("(-want +got):\n%s\nbefore\n%s\nafter\n%s", diff, before, after)
	}
}

// wordsOnly compares suppliers without their places and keys without effect, and what they refer to by id alone: a change is about one supplier.
var wordsOnly = cmp.Options{
	cmpopts.IgnoreTypes(model.Position{}), cmpopts.EquateEmpty(), cmpopts.IgnoreFields(model.Supplier{}, "WithoutEffect"),
	cmp.Comparer(func(a, b *civil.Calendar) bool { return (a == nil) == (b == nil) }),
	cmp.Comparer(func(a, b *model.Tier) bool { return a == b || a != nil && b != nil && a.ID == b.ID }),
	cmp.Comparer(func(a, b *model.Team) bool { return a == b || a != nil && b != nil && a.ID == b.ID }),
	cmp.Comparer(func(a, b *model.Mailbox) bool { return a == b || a != nil && b != nil && a.ID == b.ID }),
	cmp.Comparer(func(a, b *model.Line) bool { return a == b || a != nil && b != nil && a.ID == b.ID }),
}

// amend brings a change into words.
func amend(s *model.Supplier, c Change, r *model.Registry) {
	_, index, _ := c.item(s)
	on := c.On.Date
	switch c.Kind {
	case model.FactVerified:
		x := s.Contacts[index]
		x.Verified = append(x.Verified, model.Verified{On: on, By: c.By, How: c.How})
	case model.FactRequested:
		x := s.OrderWindows[index]
		x.Requested = append(x.Requested, model.Requested{Window: c.Window, At: c.On, Reference: c.Reference})
	case model.FactPlaced:
		x := s.OrderWindows[index]
		x.Placed = append(x.Placed, model.Placed{Window: c.Window, At: c.On, Reference: c.Reference})
	case model.FactWaived:
		x := s.OrderWindows[index]
		x.Waived = append(x.Waived, model.Waived{Window: c.Window, Because: c.Because, By: c.By})
	case model.FactKeep:
		x := s.Contracts[index]
		x.Kept = append(x.Kept, model.RenewalDecision{Until: c.Until, On: on, By: c.By, Because: c.Because})
	case model.FactRenewed:
		x := s.Contracts[index]
		x.Renewed = append(x.Renewed, model.Renewed{Until: c.Until, On: on})
	case model.FactNoticeGiven:
		s.Contracts[index].NoticeGiven, s.Contracts[index].NoticeFor = on, c.For
	case model.FactTold:
		s.TheyKnow = append(s.TheyKnow, model.MailboxNotice{Mailbox: r.Mailbox(c.Mailbox), On: on})
	case model.FactSessionHeld:
		if s.Sessions == nil {
			s.Sessions = &model.Sessions{}
		}
		s.Sessions.Held = append(s.Sessions.Held, model.Session{On: on})
	case model.FactReviewed:
		s.Reviewed = &model.Reviewed{On: on, By: c.By}
	}
}

// changes of the example in testdata/ok/whole.yaml.
var changes = []Change{
	{Kind: model.FactVerified, Subject: model.KindContact.Subject("orders"), How: model.HowReply, By: "sourcing"},
	{Kind: model.FactVerified, Subject: model.KindContact.Subject("night"), How: model.HowCall},
	{Kind: model.FactVerified, Subject: model.KindContact.Subject("technical"), How: model.HowSession, By: "Zoë"},
	{Kind: model.FactPlaced, Subject: model.KindOrderWindow.Subject("quota"), Reference: "77"},
	{Kind: model.FactRequested, Subject: model.KindOrderWindow.Subject("quota"), Reference: "DA-10"},
	{Kind: model.FactWaived, Subject: model.KindOrderWindow.Subject("quota"), Because: "full again: yes"},
	{Kind: model.FactPlaced, Subject: model.KindOrderWindow.Subject("order-window")},
	{Kind: model.FactKeep, Subject: model.KindContract.Subject("frame"), By: "x"},
	{Kind: model.FactRenewed, Subject: model.KindContract.Subject("frame")},
	{Kind: model.FactNoticeGiven, Subject: model.KindContract.Subject("frame")},
	{Kind: model.FactNoticeGiven, Subject: model.KindContract.Subject("frame"), For: civil.NewDate(2028, 6, 30)},
	{Kind: model.FactNoticeGiven, Subject: model.KindContract.Subject("contract-2")},
	{Kind: model.FactTold, Subject: model.SubjectSupplier, Mailbox: "notices"},
	{Kind: model.FactSessionHeld, Subject: model.SubjectSession},
	{Kind: model.FactReviewed, Subject: model.SubjectSupplier, By: "someone new"},
}

// TestSpliceMessyFiles edits the example after blanks, comments, breaks and line ends were strewn over it: the edit is refused, or it is
// right.
func TestSpliceMessyFiles(t *testing.T) {
	example, err := os.ReadFile("../testdata/ok/whole.yaml")
	if err != nil {
		t.Fatal(err)
	}
	written := 0
	rapid.Check(t, func(r *rapid.T) {
		before := mess(r, string(example))
		c := rapid.SampledFrom(changes).Draw(r, "change").onDay()
		c.Supplier = "lumen-resins"
		c.On.Date = civil.NewDate(2026, 12, 1)
		after, err := splice(t, before, c)
		if errors.Is(err, errNoRegistry) {
			r.Skip("no registry any more")
		}
		if err == nil {
			written++
			checkWords(r, before, after, c)
			return
		}
		checkRefusal(r, before, after, err)
	})
	if written == 0 {
		t.Error("every edit was refused")
	}
}

func checkRefusal(t failer, before, after []byte, err error) {
	t.Helper()
	var byHand *ByHand
	if string(before) != string(after) {
		t.Errorf("refused (%v), but changed", err)
	}
	if errors.As(err, &byHand) && (byHand.Lines == "" || byHand.Position.Line == 0) {
		t.Errorf("refused without a way out: %+v", byHand)
	}
}

// mess draws changes that hardly change what the text says.
func mess(r *rapid.T, text string) []byte {
	lines := strings.SplitAfter(text, "\n")
	for range rapid.IntRange(0, 12).Draw(r, "edits") {
		i := rapid.IntRange(0, len(lines)-1).Draw(r, "line")
		ended := strings.TrimSuffix(lines[i], "\n")
		switch rapid.IntRange(0, 4).Draw(r, "edit") {
		case 0:
			lines[i] = strings.Repeat(" ", rapid.IntRange(0, 14).Draw(r, "indent")) + "# ü, [not] {this}: 'at all\n" + lines[i]
		case 1:
			lines[i] += rapid.SampledFrom([]string{"\n", "   \n", "\n\n"}).Draw(r, "blank")
		case 2:
			lines[i] = ended + rapid.SampledFrom([]string{"   # x", "  ", " #", "\t# tab"}).Draw(r, "tail") + "\n"
		case 3:
			lines[i] = strings.Replace(lines[i], ", ", rapid.SampledFrom([]string{" , ", ",  ", ",\n              "}).Draw(r, "comma"), 1)
		case 4:
			lines[i] = strings.Replace(lines[i], ": ", rapid.SampledFrom([]string{":   ", ": \n              "}).Draw(r, "colon"), 1)
		}
	}
	text = strings.Join(lines, "")
	switch rapid.IntRange(0, 3).Draw(r, "ends") {
	case 0:
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case 1:
		text = bom + text
	case 2:
		text = strings.TrimRight(text, "\n")
	}
	return []byte(text)
}

// FuzzSplice edits whatever loads: the edit is refused and nothing changes, or the words differ by the change alone.
func FuzzSplice(f *testing.F) {
	for i, l := range lists {
		for _, shape := range shapes {
			f.Add([]byte(document(l.key, l.first, l.second, l.item, shape)), uint8(i))
		}
	}
	for _, file := range []string{"whole.yaml", "smallest.yaml", "json.yaml", "several-documents.yaml"} {
		data, err := os.ReadFile(filepath.Join("../testdata/ok", file))
		if err != nil {
			f.Fatal(err)
		}
		for i := range changes {
			f.Add(data, uint8(i))
		}
	}
	f.Fuzz(func(t *testing.T, before []byte, which uint8) {
		r, problems := loadText(before)
		if len(problems) > 0 || len(r.Suppliers) == 0 {
			return
		}
		all := possible(r.Suppliers[int(which)%len(r.Suppliers)])
		c := all[int(which)%len(all)]
		after, err := splice(t, before, c)
		if err != nil {
			checkRefusal(t, before, after, err)
			return
		}
		checkWords(t, before, after, c)
	})
}

// possible returns a change for each item of a supplier.
func possible(s *model.Supplier) []Change {
	all := []Change{{Kind: model.FactSessionHeld, Subject: model.SubjectSession}, {Kind: model.FactReviewed, Subject: model.SubjectSupplier, By: "x y"}}
	for _, x := range s.Contacts {
		all = append(all, Change{Kind: model.FactVerified, Subject: model.KindContact.Subject(x.ID), How: model.HowCall})
	}
	for _, x := range s.Contracts {
		all = append(all, Change{Kind: model.FactKeep, Subject: model.KindContract.Subject(x.ID), Because: "a, b"}, Change{Kind: model.FactNoticeGiven, Subject: model.KindContract.Subject(x.ID)})
	}
	for _, x := range s.OrderWindows {
		all = append(all, Change{Kind: model.FactPlaced, Subject: model.KindOrderWindow.Subject(x.ID), Reference: "7"})
	}
	for i := range all {
		all[i] = all[i].onDay()
		all[i].Supplier = s.ID
	}
	return all
}

// loadText returns the registry in a text that is stored in no file.
func loadText(content []byte) (*model.Registry, []model.Problem) {
	loaded, problems := new(registry.Loaded).With("r.yaml", content)
	if loaded == nil {
		return nil, problems
	}
	return loaded.Registry, nil
}
