package checkformat

import (
	"bytes"
	"encoding/json"
)

// indented returns a document as indented JSON with a final newline.
func indented(document any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(document); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
