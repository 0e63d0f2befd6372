package response

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// texts is a page of texts whose cursors are numbers.
type texts []string

func (p texts) Len() int     { return len(p) }
func (p texts) At(i int) any { return p[i] }
func (p texts) Next(written int) *string {
	if written == len(p) {
		return nil
	}
	cursor := fmt.Sprint(written)
	return &cursor
}

// document has values before and behind its list, and texts that look like its beginning.
type document struct {
	Version int      `json:"version"`
	Note    string   `json:"note"`
	List    []string `json:"list"`
	Last    *struct {
		List []string `json:"list"`
	} `json:"last"`
}

func listOf(page texts) List {
	return List{Document: document{Version: 1, Note: "\n  \"list\": []", List: []string{}}, Name: "list", Page: page}
}

func encodedList(t *testing.T, l List) string {
	t.Helper()
	var out bytes.Buffer
	if err := l.Encode(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestAListIsWrittenAsTheDocumentWouldBe compares a list with the document that has it, encoded at once.
func TestAListIsWrittenAsTheDocumentWouldBe(t *testing.T) {
	for _, page := range []texts{{}, {"one"}, {"one", "<two>", `"three"`}} {
		whole, err := json.MarshalIndent(struct {
			document
			Next *string `json:"next"`
		}{document: document{Version: 1, Note: "\n  \"list\": []", List: page}}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if got := encodedList(t, listOf(page)); got != string(whole)+"\n" {
			t.Errorf("got\n%s\nwant\n%s", got, whole)
		}
	}
}

// TestAListIsNeverLongerThanFiveMegabytes has pages that do not fit, and one with an item that is too long by itself.
func TestAListIsNeverLongerThanFiveMegabytes(t *testing.T) {
	for _, size := range []int{10, 1000, 99_999, 2_600_000} {
		page := make(texts, 6_000_000/size)
		for i := range page {
			page[i] = strings.Repeat("x", size)
		}
		got := encodedList(t, listOf(page))
		var doc struct {
			List []string
			Next *string
		}
		if err := json.Unmarshal([]byte(got), &doc); err != nil {
			t.Fatal(err)
		}
		if len(got) > 5_000_000 || doc.Next == nil || *doc.Next != fmt.Sprint(len(doc.List)) || len(doc.List) == 0 {
			t.Errorf("items of %d bytes: %d items in %d bytes, and next is %v", size, len(doc.List), len(got), doc.Next)
		}
		if unused := 5_000_000 - len(got); unused > mostCursorBytes+2*size {
			t.Errorf("items of %d bytes: %d bytes are left", size, unused)
		}
	}
	if got := encodedList(t, listOf(texts{strings.Repeat("x", 6_000_000), "y"})); !strings.Contains(got, `"next": "1"`) {
		t.Error("a list does not get past an item that is too long")
	}
}

func TestAListThatCannotBeWrittenIsAnError(t *testing.T) {
	for name, l := range map[string]List{
		"no such list":       {Document: document{List: []string{}}, Name: "items", Page: texts{}},
		"the list has items": {Document: document{List: []string{"x"}}, Name: "list", Page: texts{}},
		"no JSON":            {Document: func() {}, Name: "list", Page: texts{}},
	} {
		if err := l.Encode(&bytes.Buffer{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for calls := range 4 {
		if err := listOf(texts{"one", "two"}).Encode(&failing{calls: calls}); !errors.Is(err, errFull) {
			t.Errorf("the write number %d fails: %v", calls, err)
		}
	}
}

var errFull = errors.New("no space is left")

// failing takes some writes.
type failing struct{ calls int }

func (f *failing) Write(b []byte) (int, error) {
	if f.calls == 0 {
		return 0, errFull
	}
	f.calls--
	return len(b), nil
}
