package edit

import (
	"fmt"
	"strings"
	"unicode"

	"supplierwatch/internal/registry/scalar"
)

// CheckChange refuses values that no registry could hold: a wrong address, a wrong number, text of several
// lines or with characters that nobody sees.
func CheckChange(c Change) error {
	for _, x := range []struct{ key, value string }{
		{"by", c.By}, {"reference", c.Reference}, {"mailbox", c.Mailbox}, {"because", c.Because}, {"name", c.Name},
	} {
		if x.value != "" && (strings.TrimSpace(x.value) == "" || strings.ContainsFunc(x.value, isInvisible)) {
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

// isInvisible reports whether a character is one that nobody sees: a control character, or one that turns the direction of writing. Joiners belong
// to scripts.
func isInvisible(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return r == unicode.ReplacementChar || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != nonJoiner && r != joiner
}
