package response

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// mostListBytes is how long a document with a list becomes at most. What does not fit is on the next page.
const mostListBytes = 5_000_000

// List is a document with one long list, of which a page is written.
type List struct {
	Document any    // with the list empty
	Name     string // of the list in the document
	Page     Page
}

// Page is a part of a list.
type Page interface {
	Len() int
	At(i int) any
	// Next returns the cursor of the page that follows some items of this one; nil if no item follows them.
	Next(written int) *string
}

// Encode writes the document item by item, each in one call, and behind everything the cursor of the next page. It is never in memory as a whole.
func (l List) Encode(to io.Writer) error {
	head, tail, err := l.split()
	if err != nil {
		return err
	}
	if _, err := to.Write(head); err != nil {
		return fmt.Errorf("write list: %w", err)
	}
	written, err := l.items(to, mostListBytes-len(head)-len(tail))
	if err != nil {
		return err
	}
	end := "]"
	if written > 0 {
		end = "\n  ]"
	}
	next, err := json.Marshal(l.Page.Next(written))
	if err != nil {
		return fmt.Errorf("encode cursor: %w", err)
	}
	_, err = fmt.Fprintf(to, "%s%s,\n  \"next\": %s\n}\n", end, tail, next)
	return err
}

// split returns the document up to the first item of its list, and what is behind the list up to the end of the last value.
func (l List) split() (head, tail []byte, err error) {
	text, err := json.MarshalIndent(l.Document, "", "  ")
	if err != nil {
		return nil, nil, fmt.Errorf("encode list: %w", err)
	}
	// No text in JSON contains a line feed, so that only a key of the document itself can follow one with two spaces.
	head, tail, found := bytes.Cut(text, fmt.Appendf(nil, "\n  %q: []", l.Name))
	if !found {
		return nil, nil, fmt.Errorf("encode list: the document has no empty list %q", l.Name)
	}
	return fmt.Appendf(head[:len(head):len(head)], "\n  %q: [", l.Name), bytes.TrimSuffix(tail, []byte("\n}")), nil
}

// mostCursorBytes is the space that is left for the cursor and the punctuation around it.
const mostCursorBytes = 4 << 10

// items writes as many items as fit into some bytes, and at least one.
func (l List) items(to io.Writer, space int) (written int, err error) {
	space -= mostCursorBytes
	for i := range l.Page.Len() {
		text, err := json.MarshalIndent(l.Page.At(i), "    ", "  ")
		if err != nil {
			return i, fmt.Errorf("encode item of list: %w", err)
		}
		separated := append([]byte(",\n    "), text...)
		if i == 0 {
			separated = separated[1:]
		}
		if space -= len(separated); space < 0 && i > 0 {
			return i, nil
		}
		if _, err := to.Write(separated); err != nil {
			return i, fmt.Errorf("write list: %w", err)
		}
	}
	return l.Page.Len(), nil
}
