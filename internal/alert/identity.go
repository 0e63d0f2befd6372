package alert

import (
	"time"

	"supplierwatch/internal/model"
)

// shortest is how many hexadecimal characters an alert's id has: few enough to be typed.
const shortest = 6

// newID returns the id of an alert: a hash of its key and its beginning, longer while an alert with that id exists.
func newID(key string, since time.Time, taken map[string]model.Alert) string {
	hash := model.Digest(key, since.Format(time.RFC3339Nano))
	for n := shortest; n < len(hash); n++ {
		if _, ok := taken[hash[:n]]; !ok {
			return hash[:n]
		}
	}
	return hash
}
