package strictyaml

import (
	"bytes"
	"fmt"

	"gopkg.in/yaml.v3"
)

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
