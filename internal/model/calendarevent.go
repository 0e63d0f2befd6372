package model

import (
	"time"

	"supplierwatch/internal/civil"
)

// CalendarEvent is what our calendar last said about a deadline. The next
// calendar needs it to say what has changed since (RFC 5545, 3.8.7).
type CalendarEvent struct {
	UID      string     `json:"uid"`
	Due      civil.Date `json:"due"`
	Settled  bool       `json:"settled"` // it was cancelled, because nothing was left to do
	Digest   string     `json:"digest"`  // of its title and description
	Modified time.Time  `json:"modified"`
	Sequence int        `json:"sequence"`
}
