package paging

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
)

// position is where a page ended, as its cursor has it.
type position[K any] struct {
	List string `json:"list"` // with its parameters
	Key  K      `json:"key"`  // of the last item: what the list is sorted by
	Same int    `json:"same"` // how many items with that key have been served
}

// errCursor is the refusal of a cursor that was changed, or belongs to another list.
var errCursor = invalid("cursor is not valid here; expected the `next` of the page before, with the other parameters as they were")

// sumSize is how many bytes of a checksum reveal a cursor that was cut off or mistyped.
const sumSize = 4

// encode returns a position as an opaque text that needs no escapes in a URL.
func encode[K any](at position[K]) string {
	text, err := json.Marshal(at)
	if err != nil {
		panic(err) // keys are plain values
	}
	sum := sha256.Sum256(text)
	return base64.RawURLEncoding.EncodeToString(append(sum[:sumSize:sumSize], text...))
}

// decode returns the position of a query's cursor; ok is false if the query asks for the first page.
func decode[K any](q Query) (at position[K], ok bool, err error) {
	if q.cursor == "" {
		return at, false, nil
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(q.cursor)
	if err != nil || len(data) < sumSize {
		return at, false, errCursor
	}
	sum := sha256.Sum256(data[sumSize:])
	decoder := json.NewDecoder(bytes.NewReader(data[sumSize:]))
	decoder.DisallowUnknownFields()
	if !bytes.Equal(sum[:sumSize], data[:sumSize]) || decoder.Decode(&at) != nil || at.List != q.list {
		return position[K]{}, false, errCursor
	}
	return at, true, nil
}

// After returns the key behind which the page of a query begins, for a list in which no two items have the same key. For the first page it is the zero
// key, which precedes all others.
func After[K any](q Query) (K, error) {
	at, _, err := decode[K](q)
	return at.Key, err
}
