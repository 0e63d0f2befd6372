package report

import (
	"encoding/json"
	"fmt"
	"io"
)

// JSON writes a document as indented JSON with a final newline. Angle brackets
// stay readable: Message-IDs are full of them and no browser reads this.
func JSON(w io.Writer, document any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(document); err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	return nil
}
