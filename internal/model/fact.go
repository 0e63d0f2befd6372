package model

import (
	"fmt"
	"strconv"
	"time"

	"supplierwatch/internal/civil"
)

// FactKind is the kind of event that a fact records.
type FactKind string

// What probes observe. Each probe leaves exactly one fact: that its subject was found well, that it was found ill, or that nothing could be
// learnt.
const (
	FactProbeOK      FactKind = "probe-ok"
	FactProbeFailed  FactKind = "probe-failed"
	FactProbeUnknown FactKind = "probe-unknown" // not probed, or no answer that says anything of them
)

// What people do about an alert. The subject is alert/ID.
const (
	FactAck     FactKind = "ack"
	FactSnooze  FactKind = "snooze" // Data until: RFC 3339
	FactNotMine FactKind = "not-mine"
	FactNote    FactKind = "note" // Data note
)

// What people know and record. The subject is the thing itself.
const (
	FactVerified    FactKind = "verified"
	FactNoAnswer    FactKind = "no-answer"
	FactWrongNumber FactKind = "wrong-number"
	FactRequested   FactKind = "requested"
	FactPlaced      FactKind = "placed"
	FactWaived      FactKind = "waived"
	FactConfirmed   FactKind = "confirmed"
	FactKeep        FactKind = "keep"
	FactNoticeGiven FactKind = "notice-given"
	FactRenewed     FactKind = "renewed"
	FactSessionHeld FactKind = "session-held"
	FactTold        FactKind = "told"
	FactReviewed    FactKind = "reviewed"
	FactChanged     FactKind = "changed"
)

// FactDelivery is the result of sending one of our mails: Data result is a MailResult, mail the outbox row, recipient, step and message_id as
// in Notification. The subject is alert/ID, or drill/ID of a drill's mail.
const FactDelivery FactKind = "delivery"

// Fact is something observed or told. Facts are appended, never changed.
type Fact struct {
	Seq        int64             `json:"-"` // order of recording; zero until stored
	ID         string            `json:"id"`
	Supplier   string            `json:"supplier"`
	Subject    Subject           `json:"subject"`
	Kind       FactKind          `json:"kind"`
	ObservedAt time.Time         `json:"observed_at"`
	RecordedAt time.Time         `json:"recorded_at"`
	Actor      string            `json:"actor"`  // a person's address, a user, or ActorWatchdog
	Source     string            `json:"source"` // what saw it: dns, http, imap, shell, api …
	Evidence   string            `json:"evidence"`
	Data       map[string]string `json:"data,omitempty"`
}

// ActorWatchdog is the actor of what the program observed by itself.
const ActorWatchdog = "watchdog"

// set records a value under a key unless it is empty.
func (f Fact) set(key, value string) {
	if value != "" {
		f.Data[key] = value
	}
}

// setInstant records an instant under a key unless it is zero.
func (f Fact) setInstant(key string, at time.Time) {
	if !at.IsZero() {
		f.Data[key] = at.UTC().Format(time.RFC3339)
	}
}

// setYes records under a key that something is so.
func (f Fact) setYes(key string, so bool) {
	if so {
		f.Data[key] = "yes"
	}
}

// day returns the ISO date under a key; zero if there is none.
func (f Fact) day(key string) civil.Date {
	day, err := civil.ParseDate(f.Data[key])
	if err != nil {
		return civil.Date{}
	}
	return day
}

// instant returns the instant under a key, written as in RFC 3339; zero if there is none.
func (f Fact) instant(key string) time.Time {
	at, err := time.Parse(time.RFC3339, f.Data[key])
	if err != nil {
		return time.Time{}
	}
	return at
}

// number returns the number under a key; zero if there is none.
func (f Fact) number(key string) float64 {
	n, err := strconv.ParseFloat(f.Data[key], 64)
	if err != nil {
		return 0
	}
	return n
}

// Validate returns an error for a fact from outside that is incomplete.
func (f Fact) Validate() error {
	switch {
	case f.Subject.IsZero():
		return fmt.Errorf("read fact %q: subject is missing", f.ID)
	case f.Kind == "":
		return fmt.Errorf("read fact %q: kind is missing", f.ID)
	case f.ObservedAt.IsZero():
		return fmt.Errorf("read fact %q: observed_at is missing", f.ID)
	}
	return nil
}
