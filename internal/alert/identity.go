package alert

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// shortest is how many hexadecimal characters name an alert: short enough to be typed.
const shortest = 6

// newID names an alert by a hash of its key and its beginning, longer while an alert of that name is kept already.
func newID(key string, since time.Time, taken map[string]model.Alert) string {
	hash := digest(key, since.Format(time.RFC3339Nano))
	for n := shortest; n < len(hash); n++ {
		if _, ok := taken[hash[:n]]; !ok {
			return hash[:n]
		}
	}
	return hash
}

// mailID names the outbox row of a decision by all that makes it this one and no other.
func mailID(d model.Decision) string {
	parts := []string{string(d.Kind), d.To.String(), d.At.Format(time.RFC3339Nano)}
	for _, item := range d.Items {
		parts = append(parts, item.Alert, strconv.Itoa(item.Step), string(item.Reason))
	}
	return digest(parts...)[:20]
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}
