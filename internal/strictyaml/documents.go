package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"

	"gopkg.in/yaml.v3"
)

// documents yields the root of every document of a file that is fit to be decoded, and reports the rest.
func (d *decoder) documents(data []byte) iter.Seq[*yaml.Node] {
	return func(yield func(*yaml.Node) bool) {
		if !d.readable(data) {
			d.unreadable = true
			return
		}
		data = fromJSON(data)
		stream := yaml.NewDecoder(bytes.NewReader(data))
		for first := true; ; first = false {
			n, err := next(stream)
			if errors.Is(err, io.EOF) {
				if first {
					d.reportAt(Place{1, 1}, "the file is empty")
				}
				return
			}
			if err != nil {
				d.syntax(data, err)
				d.unreadable = true
				return
			}
			if root := d.root(n); root != nil && !yield(root) {
				return
			}
		}
	}
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

// root returns what a document holds, or nil where it is not fit to be decoded.
func (d *decoder) root(n *yaml.Node) *yaml.Node {
	if len(n.Content) == 0 || isNull(n.Content[0]) {
		d.report(n, "the document is empty")
		return nil
	}
	g := guard{decoder: d}
	if !g.walk(n.Content[0], 1) {
		d.unreadable = true
		return nil
	}
	return n.Content[0]
}
