package notify

import (
	"strconv"
	"time"

	"supplierwatch/internal/model"
)

// mailID returns the id of the outbox row of a decision: a hash of everything that distinguishes it.
func mailID(d model.Decision) string {
	parts := []string{string(d.Kind), d.To.String(), d.At.Format(time.RFC3339Nano)}
	for _, item := range d.Items {
		parts = append(parts, item.Alert, strconv.Itoa(item.Step), string(item.Reason))
	}
	return model.Digest(parts...)[:20]
}
