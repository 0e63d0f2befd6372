package settings

import (
	"math"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"supplierwatch/internal/strictyaml"
)

// heldSecret is a secret of the configuration with its key and place.
type heldSecret struct {
	key  string
	at   strictyaml.Place
	text string // empty for what is only a file
	file string // as people may name it; empty: it is not in a file of its own
}

// ours reports whether the secret is one that people make up for this program, and not one that another program gave them.
func (h heldSecret) ours() bool {
	return slices.Contains([]string{"secret", "read_token", "write_token"}, h.key)
}

// hold remembers a secret for the checks that compare several.
func (c *checker) hold(key string, s secret) {
	h := heldSecret{key: key, at: s.Place, text: string(s.V)}
	if name, referred := c.references[s.Place]; referred {
		h.file = within(c.folder, name)
	}
	c.held = append(c.held, h)
}

// carelessSecrets warns of secrets that are easy to guess, that serve two purposes, or that others can read.
func (c *checker) carelessSecrets() {
	files := map[string]bool{}
	for i, h := range c.held {
		if h.ours() {
			c.guessable(h)
		}
		c.reused(h, c.held[:i])
		if h.file != "" && !files[h.file] {
			files[h.file] = true
			c.exposed(h)
		}
	}
}

// Below so many characters, and below so many bits, a secret can be guessed.
const (
	fewCharacters = 16
	fewBits       = 48
)

// newSecret is what to do about a secret that others may know.
const newSecret = "make a new one, for example with `openssl rand -hex 32`"

func (c *checker) guessable(h heldSecret) {
	switch {
	case h.text == "":
	case len(h.text) < fewCharacters:
		c.warn(h.at, "`%s` is short: it has fewer than %d characters and can be guessed; %s", h.key, fewCharacters, newSecret)
	case placeholder(h.text):
		c.warn(h.at, "`%s` looks like a placeholder, which anybody can guess; %s", h.key, newSecret)
	case bits(h.text) < fewBits || repeats(h.text):
		c.warn(h.at, "`%s` repeats few characters and can be guessed; %s", h.key, newSecret)
	}
}

// guessed lists parts of secrets that were copied from an example, left to be filled in, or are tried first.
var guessed = []string{
	"changeme", "change-me", "change_me", "password", "example", "replace", "placeholder", "supplierwatch", "12345678", "qwerty", "abcdefgh", "deadbeef",
	"letmein", "secret", "your-", "your_", "please", "todo", "fixme", "${", "{{", "<",
}

// placeholder reports whether a secret was copied from an example, or is a word that is tried first.
func placeholder(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc(guessed, func(word string) bool { return strings.Contains(text, word) })
}

// repeats reports whether a text is a short one several times over.
func repeats(text string) bool {
	for n := 1; n < fewCharacters && n <= len(text)/2; n++ {
		if strings.HasPrefix(text, text[n:]) { // each character is the one n places before it
			return true
		}
	}
	return false
}

// bits estimates how much is to be guessed, by how often each character occurs (Shannon).
func bits(text string) float64 {
	counts := map[byte]float64{}
	for i := range len(text) {
		counts[text[i]]++
	}
	n, sum := float64(len(text)), 0.0
	for _, count := range counts {
		sum -= count * math.Log2(count/n)
	}
	return sum
}

// reused warns of a secret that equals another secret. Passwords may equal each other, because they can belong to one account.
func (c *checker) reused(h heldSecret, before []heldSecret) {
	for _, other := range before {
		if h.text == "" || h.text != other.text || !h.ours() && !other.ours() {
			continue
		}
		ours, same := h, other
		if !h.ours() {
			ours, same = other, h
		}
		c.warn(ours.at, "`%s` is the same as `%s` on line %d: whoever knows one knows both; %s", ours.key, same.key, same.at.Line, newSecret)
		return
	}
}

// exposed warns of a file that others can read.
func (c *checker) exposed(h heldSecret) {
	exposed := Exposed(h.file)
	if replaced := replaceable(h.file); replaced != "" && exposed == "" {
		c.warn(h.at, "`%s`: the file %s %s", h.key, h.file, replaced)
	}
	switch {
	case exposed == "":
	case h.key == "secret":
		c.warn(h.at, "`%s`: the file %s %s. Somebody may have a copy of the key that signs links and tokens: write a new one into it; "+
			"mails sent so far can then no longer be answered", h.key, h.file, exposed)
	default:
		c.warn(h.at, "`%s`: the file %s %s", h.key, h.file, exposed)
	}
}

// carelessFile warns of what others may do with the configuration itself.
func (c *checker) carelessFile() {
	start := strictyaml.Place{Line: 1, Column: 1}
	if exposed := Exposed(c.file); exposed != "" && c.clear {
		c.warn(start, "this file contains a secret in clear text and %s", exposed)
	}
	if mode, known := modeOf(c.file); known && mode&othersWrite != 0 {
		c.warn(start, "every user of this machine may change this file (mode %04o), and with it who is mailed and which commands run; run `chmod o-w %s`",
			mode, quoted(c.file))
	} else if replaced := replaceable(c.file); known && replaced != "" {
		c.warn(start, "this file %s", replaced)
	}
}

// references returns the files that a configuration refers to by {file: PATH}, by the places where they are named.
func references(data []byte) map[strictyaml.Place]string {
	var document yaml.Node
	if yaml.Unmarshal(data, &document) != nil {
		return nil // said by the decoder
	}
	found := map[strictyaml.Place]string{}
	var search func(n *yaml.Node)
	search = func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode && len(n.Content) == 2 && n.Content[0].Value == "file" && n.Content[1].Kind == yaml.ScalarNode {
			found[strictyaml.Place{Line: int32(n.Line), Column: int32(n.Column)}] = n.Content[1].Value
		}
		for _, below := range n.Content {
			search(below)
		}
	}
	search(&document)
	return found
}
