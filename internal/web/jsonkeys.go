package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// checkKeys returns an error for an object of a JSON document that has the same key twice, or a key that only looks like the known one: in another
// case, or with letters that are not ASCII. The decoder of the standard library accepts both and takes the last value, so that a request
// would record something other than its author reads in it.
func checkKeys(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	for open := []openValue{}; ; {
		t, err := decoder.Token()
		if err != nil {
			return nil //nolint:nilerr // what is not valid JSON, the decoder of the values reports in its own words
		}
		switch t {
		case json.Delim('{'):
			open = append(open, openValue{keys: map[string]bool{}, atKey: true, free: len(open) > 0 && open[len(open)-1].last == "data"})
			continue
		case json.Delim('['):
			open = append(open, openValue{})
			continue
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		default:
			if n := len(open); n > 0 && open[n-1].atKey {
				if err := open[n-1].add(t.(string)); err != nil {
					return err
				}
				continue
			}
		}
		if n := len(open); n > 0 {
			open[n-1].atKey = open[n-1].keys != nil
		}
	}
}

// openValue is an object or a list that the reader is in; a list has no keys.
type openValue struct {
	keys  map[string]bool
	atKey bool   // the next token is a key
	last  string // the key before the value that is read
	free  bool   // it is the data of a fact, whose keys programs choose
}

func (o *openValue) add(key string) error {
	if o.keys[key] {
		return fmt.Errorf("the key %q is there twice", key)
	}
	if plain := plainKey(key); plain != key && !o.free {
		return fmt.Errorf("unknown key %q; did you mean %q?", key, plain)
	}
	o.keys[key], o.last, o.atKey = true, key, false
	return nil
}

// plainKey returns a key as the API writes all of its own: in small ASCII letters. Two characters beyond ASCII count as letters of it where the
// decoder compares keys without their case: the long s and the sign of kelvin.
func plainKey(key string) string {
	return strings.ToLower(strings.NewReplacer("ſ", "s", "\u212a", "k").Replace(key))
}
