package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"gopkg.in/yaml.v3"
)

// documents reads the documents of one file.
type documents struct {
	problems   *problemList
	unreadable bool // a document is not fit to be decoded
}

// roots yields the root of every document that is fit to be decoded, and reports the rest.
func (d *documents) roots(data []byte) iter.Seq[*yaml.Node] {
	return func(yield func(*yaml.Node) bool) {
		d.problems.lines.data = data
		if !d.problems.isText(data) {
			d.unreadable = true
			return
		}
		data, where := fromJSON(data)
		stream := yaml.NewDecoder(bytes.NewReader(data))
		for {
			n, err := next(stream)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				d.problems.syntax(data, err)
				d.unreadable = true
				return
			}
			if isEmptyDocument(n) {
				continue
			}
			where.restore(n)
			if root := d.root(n); root != nil && !yield(root) {
				return
			}
		}
	}
}

// root returns what a document holds, or nil where it is not fit to be decoded.
func (d *documents) root(n *yaml.Node) *yaml.Node {
	g := guard{problems: d.problems}
	if !g.walk(n.Content[0], 1) {
		d.unreadable = true
		return nil
	}
	return n.Content[0]
}

// next reads one document. The parser is known to panic on some broken input; that is an error like any other.
func next(stream *yaml.Decoder) (n *yaml.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: the text cannot be parsed: %v", r)
		}
	}()
	n = &yaml.Node{}
	if err := stream.Decode(n); err != nil {
		return nil, err
	}
	return n, nil
}

// parse reads all documents and returns the first error, at the latest io.EOF.
func parse(data []byte) error {
	stream := yaml.NewDecoder(bytes.NewReader(data))
	for {
		if _, err := next(stream); err != nil {
			return err
		}
	}
}
