package edit

import (
	"fmt"
	"strings"
	"unicode"

	"supplierwatch/internal/registry/scalar"
)

// CheckChange refuses values that no registry could hold: a wrong address, a wrong number, text of several lines.
func CheckChange(c Change) error {
	for _, x := range []struct{ key, value string }{
		{"by", c.By}, {"reference", c.Reference}, {"mailbox", c.Mailbox}, {"because", c.Because}, {"name", c.Name},
	} {
		if x.value != "" && (strings.TrimSpace(x.value) == "" || strings.ContainsFunc(x.value, unicode.IsControl)) {
			return fmt.Errorf("%s: %q is not a single line of text", x.key, x.value)
		}
	}
	if c.Email != "" {
		if err := new(scalar.Address).UnmarshalText([]byte(c.Email)); err != nil {
			return fmt.Errorf("email: %q %w", c.Email, err)
		}
	}
	if c.Phone != "" {
		if err := new(scalar.Phone).UnmarshalText([]byte(c.Phone)); err != nil {
			return fmt.Errorf("phone: %q %w", c.Phone, err)
		}
	}
	return nil
}
