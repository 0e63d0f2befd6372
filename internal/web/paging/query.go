package paging

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"supplierwatch/internal/model"
)

// How many items a page has if the client does not say, and how many it may ask for.
const (
	StandardLimit = 1000
	HighestLimit  = 5000
)

// The parameters that every list has.
const (
	paramLimit  = "limit"
	paramCursor = "cursor"
)

// Param is a parameter of a list beside its limit and its cursor. It may be left out.
type Param struct {
	Name  string
	Words []string // that it may have, the first one if it is left out; nil: any text
}

// Query is what a request asks of a list.
type Query struct {
	Limit  int
	list   string // the list with its parameters, to which a cursor belongs
	cursor string // empty: the first page
	values map[string]string
}

// Value returns the value of a parameter; empty if any text is possible and none was given.
func (q Query) Value(param string) string { return q.values[param] }

// String distinguishes the query from others of the same list.
func (q Query) String() string {
	return fmt.Sprintf("%s limit %d cursor %s", q.list, q.Limit, q.cursor)
}

// Parse reads the query of a request for a list. Its errors say what is expected.
func Parse(list, raw string, params ...Param) (Query, error) {
	names := []string{paramLimit, paramCursor}
	for _, p := range params {
		names = append(names, p.Name)
	}
	given, err := Parameters(raw, names...)
	if err != nil {
		return Query{}, err
	}
	q := Query{list: list, cursor: given[paramCursor], values: map[string]string{}}
	if q.Limit, err = parseLimit(given); err != nil {
		return q, err
	}
	chosen := url.Values{}
	for _, p := range params {
		if q.values[p.Name], err = p.parse(given[p.Name]); err != nil {
			return q, err
		}
		chosen.Set(p.Name, q.values[p.Name])
	}
	q.list += "?" + chosen.Encode()
	return q, nil
}

func parseLimit(given map[string]string) (int, error) {
	text, ok := given[paramLimit]
	if !ok {
		return StandardLimit, nil
	}
	limit, err := strconv.ParseUint(text, 10, 16)
	if err != nil || limit < 1 || limit > HighestLimit {
		return 0, invalid("%s is %q; expected a number from 1 to %d", paramLimit, text, HighestLimit)
	}
	return int(limit), nil
}

// parse returns the value of a parameter: one of its words, if it has any.
func (p Param) parse(text string) (string, error) {
	switch {
	case p.Words == nil:
		return text, nil
	case text == "":
		return p.Words[0], nil
	case !slices.Contains(p.Words, text):
		return "", invalid("%s is %q; expected %s", p.Name, text, alternatives(p.Words))
	}
	return text, nil
}

// Parameters returns the parameters of a query by their names. Each of them may be there once, and no others.
func Parameters(raw string, names ...string) (map[string]string, error) {
	all, err := url.ParseQuery(raw)
	if err != nil {
		return nil, invalid("the query is not valid: %v", err)
	}
	given := map[string]string{}
	for _, name := range sortedNames(all) {
		if len(names) == 0 {
			return nil, invalid("unknown parameter %q; this address takes no parameters", name)
		}
		if !slices.Contains(names, name) {
			return nil, invalid("unknown parameter %q; expected %s", name, alternatives(names))
		}
		if len(all[name]) > 1 {
			return nil, invalid("the parameter %q is there %d times; expected it once", name, len(all[name]))
		}
		given[name] = all[name][0]
	}
	return given, nil
}

func sortedNames(all url.Values) []string {
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// invalid is the refusal of a query.
func invalid(why string, values ...any) error {
	return &model.Refusal{Kind: model.RefusedInvalid, Why: fmt.Sprintf(why, values...)}
}

// alternatives returns words as people list them: a, b or c.
func alternatives(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}
