package paging

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// item is sorted by its rank; several items may have the same one.
type item struct {
	rank int
	name string
}

var byRank = Order[item, int]{
	Key:     func(x item) int { return x.rank },
	Item:    func(rank int) item { return item{rank: rank} },
	Compare: func(a, b item) int { return cmp.Compare(a.rank, b.rank) },
}

func parse(t rapid.TB, raw string) Query {
	t.Helper()
	q, err := Parse("/list", raw, Param{Name: "state", Words: []string{"open", "all"}}, Param{Name: "supplier"})
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// walk reads a list page by page, and has it changed between two pages.
func walk(t rapid.TB, limit int, items func(page int) []item) (names []string) {
	t.Helper()
	next := ""
	for page := 0; ; page++ {
		p, err := byRank.Select(parse(t, fmt.Sprintf("limit=%d&cursor=%s", limit, next)), items(page))
		if err != nil || p.Len() > limit {
			t.Fatalf("page %d has %d items: %v", page, p.Len(), err)
		}
		for i := range p.Len() {
			names = append(names, p.At(i).(*item).name)
		}
		cursor := p.Next(p.Len())
		if cursor == nil {
			return names
		}
		next = *cursor
	}
}

// TestAllPagesTogetherAreTheList reads lists in which many items have the same rank.
func TestAllPagesTogetherAreTheList(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var list []item
		var want []string
		ranks := rapid.SliceOfN(rapid.IntRange(0, 5), 0, 40).Draw(rt, "ranks")
		slices.Sort(ranks)
		for i, rank := range ranks {
			list = append(list, item{rank, fmt.Sprint(i)})
			want = append(want, fmt.Sprint(i))
		}
		got := walk(rt, rapid.IntRange(1, 7).Draw(rt, "limit"), func(int) []item { return list })
		if !slices.Equal(got, want) {
			rt.Fatalf("got %v, want %v", got, want)
		}
	})
}

// TestWhatStaysIsServedOnceWhateverComesAndGoes adds and removes items between pages.
func TestWhatStaysIsServedOnceWhateverComesAndGoes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		ranks := rapid.SliceOfNDistinct(rapid.IntRange(0, 200), 1, 60, rapid.ID[int]).Draw(rt, "ranks")
		slices.Sort(ranks)
		stays := map[int]bool{}
		for _, rank := range ranks {
			stays[rank] = rapid.Bool().Draw(rt, "stays")
		}
		got := walk(rt, rapid.IntRange(1, 9).Draw(rt, "limit"), func(page int) []item {
			var list []item
			for _, rank := range ranks {
				if stays[rank] || rapid.Bool().Draw(rt, fmt.Sprint("is on page ", page)) {
					list = append(list, item{rank, fmt.Sprint(rank)})
				}
			}
			return list
		})
		served := map[string]int{}
		for _, name := range got {
			served[name]++
		}
		for _, rank := range ranks {
			if n := served[fmt.Sprint(rank)]; n > 1 || stays[rank] && n != 1 {
				rt.Fatalf("%d is served %d times in %v", rank, n, got)
			}
		}
	})
}

func TestAPageOfPartsEndsWhereTheNextBegins(t *testing.T) {
	all := []string{"a", "b", "c", "d", "e"}
	var got []string
	next := ""
	for {
		q := parse(t, "limit=2&cursor="+next)
		after, err := After[string](q)
		if err != nil {
			t.Fatal(err)
		}
		from, _ := slices.BinarySearch(all, after+"\x00")
		part := all[from:min(from+q.Limit+1, len(all))]
		page := Begun(q, part, func(s string) string { return s })
		for i := range page.Len() {
			got = append(got, *page.At(i).(*string))
		}
		cursor := page.Next(page.Len())
		if cursor == nil {
			break
		}
		next = *cursor
	}
	if !slices.Equal(got, all) {
		t.Errorf("got %v", got)
	}
}

func TestAPageThatIsCutShortGoesOnBehindIt(t *testing.T) {
	list := []item{{1, "a"}, {1, "b"}, {2, "c"}}
	p, err := byRank.Select(parse(t, ""), list)
	if err != nil || p.Next(0) != nil || p.Next(3) != nil {
		t.Fatalf("%v: cursors %v, %v", err, p.Next(0), p.Next(3))
	}
	rest, err := byRank.Select(parse(t, "cursor="+*p.Next(1)), list)
	if err != nil || rest.Len() != 2 || rest.At(0).(*item).name != "b" {
		t.Errorf("%v: %d items follow the first one", err, rest.Len())
	}
}

func TestAForeignCursorIsRefused(t *testing.T) {
	p, _ := byRank.Select(parse(t, "limit=1&state=all&supplier=acme"), []item{{1, "a"}, {2, "b"}})
	good := *p.Next(1)
	if url.QueryEscape(good) != good {
		t.Errorf("%s must be escaped in a URL", good)
	}
	if _, err := byRank.Select(parse(t, "limit=9&state=all&supplier=acme&cursor="+good), nil); err != nil {
		t.Errorf("with another limit: %v", err)
	}
	data, _ := base64.RawURLEncoding.DecodeString(good)
	for name, raw := range map[string]string{
		"another state":     "state=open&supplier=acme&cursor=" + good,
		"another supplier":  "state=all&supplier=bcme&cursor=" + good,
		"no supplier":       "state=all&cursor=" + good,
		"its end is gone":   "state=all&supplier=acme&cursor=" + good[:len(good)-1],
		"a letter changed":  "state=all&supplier=acme&cursor=" + strings.Replace(good, good[9:10], "_", 1),
		"another encoding":  "state=all&supplier=acme&cursor=" + good + "%3D",
		"a number":          "state=all&supplier=acme&cursor=1000",
		"text":              "state=all&supplier=acme&cursor=abc",
		"a key of its own":  "state=all&supplier=acme&cursor=" + encode(position[string]{List: "/list?state=all&supplier=acme", Key: "a"}),
		"the text is plain": "state=all&supplier=acme&cursor=" + url.QueryEscape(string(data[sumSize:])),
	} {
		_, err := byRank.Select(parse(t, raw), nil)
		if err == nil || !strings.Contains(err.Error(), "expected the `next` of the page before") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := After[int](parse(t, raw)); err == nil {
			t.Errorf("%s is taken as the key of an item", name)
		}
	}
}

func TestAWrongQuerySaysWhatIsExpected(t *testing.T) {
	for raw, want := range map[string]string{
		"limit=0":           `limit is "0"; expected a number from 1 to 5000`,
		"limit=5001":        `limit is "5001"; expected a number from 1 to 5000`,
		"limit=-1":          `limit is "-1"; expected a number from 1 to 5000`,
		"limit=":            `limit is ""; expected a number from 1 to 5000`,
		"limit=ten":         `limit is "ten"; expected a number from 1 to 5000`,
		"limit=1e3":         `limit is "1e3"; expected a number from 1 to 5000`,
		"limit=1&limit=2":   `the parameter "limit" is there 2 times; expected it once`,
		"state=closed":      `state is "closed"; expected open or all`,
		"state=Open":        `state is "Open"; expected open or all`,
		"offset=10":         `unknown parameter "offset"; expected limit, cursor, state or supplier`,
		"Limit=10":          `unknown parameter "Limit"; expected limit, cursor, state or supplier`,
		"limit=%zz":         `the query is not valid: invalid URL escape "%zz"`,
		"limit=1;cursor=":   `the query is not valid: invalid semicolon separator in query`,
		"state=all&state=x": `the parameter "state" is there 2 times; expected it once`,
	} {
		_, err := Parse("/list", raw, Param{Name: "state", Words: []string{"open", "all"}}, Param{Name: "supplier"})
		if err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", raw, err, want)
		}
	}
	if _, err := Parameters("limit=1"); err == nil || err.Error() != `unknown parameter "limit"; this address takes no parameters` {
		t.Errorf("%v", err)
	}
}

func TestWhatIsLeftOutHasItsStandard(t *testing.T) {
	q := parse(t, "")
	if q.Limit != 1000 || q.Value("state") != "open" || q.Value("supplier") != "" {
		t.Errorf("%+v", q)
	}
	if q := parse(t, "limit=5000&state=&cursor="); q.Limit != 5000 || q.Value("state") != "open" {
		t.Errorf("%+v", q)
	}
	if parse(t, "limit=2").String() == parse(t, "limit=3").String() || parse(t, "state=all").String() == parse(t, "").String() {
		t.Error("two queries with different answers have the same text")
	}
}
