package registryfinding

import (
	"fmt"
	"strings"

	"supplierwatch/internal/model"
)

// WithoutEffect returns the finding on an item with keys that have no effect with its message, which has all of them with their reasons. The steps
// are what to write.
func WithoutEffect(f model.Finding, x model.WithoutEffect) (worded model.Finding, steps []string) {
	var reasons []string
	for _, k := range x.Keys {
		reasons = append(reasons, fmt.Sprintf("`%s` %s", k.Key, k.Why))
		steps = append(steps, k.Do)
	}
	verb := "has a key without effect"
	if len(x.Keys) > 1 {
		verb = fmt.Sprintf("has %d keys without effect", len(x.Keys))
	}
	f.Severity, f.Message = model.Warning, fmt.Sprintf("%s %s: %s.", x.Item, verb, strings.Join(reasons, "; "))
	return f, steps
}
