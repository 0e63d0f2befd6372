package yamlsplice

import (
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

// Pair is a key with its value, before it is written in one style or another.
type Pair struct {
	Key   string
	Value string
	Bare  bool     // a date, which YAML does not read as text, so that it needs no quotes
	Block []Pair   // in place of a value: a block of keys, written in braces
	List  [][]Pair // in place of a value: a list of such blocks
	Texts []string // in place of a value: a list of texts, written in brackets
}

// Pairs returns the keys whose values were given.
func Pairs(all ...Pair) []Pair {
	var given []Pair
	for _, p := range all {
		if p.Value != "" || len(p.Block) > 0 || len(p.List) > 0 || len(p.Texts) > 0 {
			given = append(given, p)
		}
	}
	return given
}

// notation is how values are written.
type notation int

const (
	plainly  notation = iota // quotes only where they are needed
	singly                   // in single quotes
	doubly                   // in double quotes
	jsonlike                 // in double quotes, keys too
)

// notationOf returns the notation in use for the keys of a block.
func notationOf(block *yaml.Node) notation {
	if len(block.Content) > 0 && block.Style&yaml.FlowStyle != 0 && block.Content[0].Style&yaml.DoubleQuotedStyle != 0 {
		return jsonlike
	}
	return plainly
}

// harmless is text that every reader of YAML takes for itself, in brackets too, unless it is one of the odd words.
var harmless = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*$`)

// odd are words that some readers of YAML take for something else than text.
var odd = regexp.MustCompile(`(?i)^(y|n|yes|no|on|off|true|false|null)$`)

func (n notation) write(p Pair) string {
	switch {
	case len(p.Block) > 0:
		return n.block(p.Block)
	case len(p.List) > 0:
		return n.list(p.List)
	case len(p.Texts) > 0:
		return n.texts(p.Texts)
	case p.Bare && n != jsonlike, n == plainly && harmless.MatchString(p.Value) && !odd.MatchString(p.Value):
		return p.Value
	case n == singly && !strings.ContainsFunc(p.Value, unprintable):
		return "'" + strings.ReplaceAll(p.Value, "'", "''") + "'"
	}
	return quoted(p.Value)
}

func unprintable(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || strings.ContainsRune(oddBreaks+byteOrderMark, r)
}

// quoted writes text in double quotes, by rules that YAML and JSON share.
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case unprintable(r):
			const hex = "0123456789abcdef"
			b.WriteString(`\u` + string([]byte{hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]}))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// pair writes a key with its value.
func (n notation) pair(p Pair) string { return n.key(p.Key) + n.write(p) }

func (n notation) key(key string) string {
	if n == jsonlike {
		return quoted(key) + ": "
	}
	return key + ": "
}

// block writes an entry in braces.
func (n notation) block(all []Pair) string {
	written := make([]string, len(all))
	for i, p := range all {
		written[i] = n.pair(p)
	}
	return "{" + strings.Join(written, ", ") + "}"
}

// list writes a list of blocks in brackets.
func (n notation) list(all [][]Pair) string {
	written := make([]string, len(all))
	for i, block := range all {
		written[i] = n.block(block)
	}
	return "[" + strings.Join(written, ", ") + "]"
}

// texts writes a list of texts in brackets.
func (n notation) texts(all []string) string {
	written := make([]string, len(all))
	for i, text := range all {
		written[i] = n.write(Pair{Value: text})
	}
	return "[" + strings.Join(written, ", ") + "]"
}
