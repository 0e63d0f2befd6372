package record

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/civil"
	"supplierwatch/internal/model"
	"supplierwatch/internal/strictyaml"
)

// The keys of the data of facts that people record: those of days, and the others.
var (
	dayKeys  = []string{"on", "until", "for", "window", "not_before"}
	textKeys = []string{"by", "reference", "because", "mailbox", "how", "email", "phone", "name"}
)

// checkData returns an error for a fact whose days cannot be read or cannot be meant, or with a key of another case. Whoever reads the fact would take
// it for one without that day or text.
func checkData(f model.Fact) error {
	if why := strictyaml.UnlikelyYear(civil.DateOf(f.ObservedAt)); why != "" {
		return fmt.Errorf("read fact %q: observed_at %s %s", f.ID, f.ObservedAt.Format(time.RFC3339), why)
	}
	for _, key := range slices.Sorted(maps.Keys(f.Data)) {
		if err := checkDatum(key, f.Data); err != nil {
			return fmt.Errorf("read fact %q: %w", f.ID, err)
		}
	}
	return nil
}

func checkDatum(key string, data map[string]string) error {
	plain := strings.ToLower(strings.TrimSpace(key))
	switch {
	case plain != key && slices.Contains(slices.Concat(dayKeys, textKeys), plain):
		return fmt.Errorf("unknown key %q in data; did you mean %q?", key, plain)
	case !slices.Contains(dayKeys, key):
		return nil
	}
	day, err := civil.ParseDate(data[key])
	if err != nil {
		return fmt.Errorf("data.%s %q is not a valid date; write one like 2027-03-31", key, data[key])
	}
	if why := strictyaml.UnlikelyYear(day); why != "" {
		return fmt.Errorf("data.%s %s %s", key, day, why)
	}
	return nil
}
