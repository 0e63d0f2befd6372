package model

// RefusalKind is the reason why a request is refused. Each adapter translates it: HTTP to a status, a command to an exit code.
type RefusalKind string

// The kinds of refusal.
const (
	RefusedInvalid  RefusalKind = "invalid"   // the request is incomplete or malformed
	RefusedUnfit    RefusalKind = "unfit"     // it is well-formed and cannot be so
	RefusedUnknown  RefusalKind = "unknown"   // what it is about does not exist
	RefusedConflict RefusalKind = "conflict"  // what it is about is in no state for it
	RefusedSender   RefusalKind = "forbidden" // whoever asks may not
	RefusedNotReady RefusalKind = "not-ready" // the service has only just started
)

// Refusal is the error of a request that is refused, in words for the person who asked. After any other error the request can be repeated.
type Refusal struct {
	Kind       RefusalKind
	Why, Field string // Field is missing or wrong in the request; empty: no field alone is
}

// Error returns the words.
func (r *Refusal) Error() string { return r.Why }
