package yamlsplice

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"gopkg.in/yaml.v3"
)

// Parsed is a text with its documents, and with the places of their nodes in bytes.
type Parsed struct {
	Documents []*yaml.Node
	text      *text
}

// Parse reads a text. It refuses text in which lines and columns cannot be counted for certain.
func Parse(data []byte) (*Parsed, error) {
	t, err := newText(data)
	if err != nil {
		return nil, err
	}
	documents, err := ParseDocuments(data)
	if err != nil {
		return nil, err
	}
	return &Parsed{documents, t}, nil
}

// ParseDocuments returns the documents of a text, or the error of the parser.
func ParseDocuments(data []byte) ([]*yaml.Node, error) {
	var all []*yaml.Node
	stream := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var document yaml.Node
		err := stream.Decode(&document)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		all = append(all, document.Content...)
	}
}

// Span returns the offsets at which the text of a node begins and ends.
func (p *Parsed) Span(n *yaml.Node) (start, end int, err error) {
	if start, err = p.text.offset(n); err != nil {
		return 0, 0, err
	}
	end, err = p.text.end(n)
	return start, end, err
}

// SameWithStyles reports whether two lists of documents have the same nodes with the same marks, so that no decoder sees a difference.
func SameWithStyles(a, b []*yaml.Node) bool {
	return slices.EqualFunc(a, b, func(x, y *yaml.Node) bool { return equal(x, y) && sameStyles(x, y) })
}

func sameStyles(a, b *yaml.Node) bool {
	return a.Style == b.Style && slices.EqualFunc(a.Content, b.Content, sameStyles)
}
