package model

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	Subject    string            `json:"subject"`
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

// Subjects of facts that belong to no supplier.
const (
	SubjectVantage = "vantage"  // can this machine reach anything at all?
	SubjectRelay   = "relay"    // does any mail relay take our mail?
	SubjectLoading = "registry" // could the registry be read?
	SubjectState   = "state"    // is there room to write?

	SubjectCredentials = "credentials" // how long do our own certificates and secrets last?
)

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
	case f.Subject == "":
		return fmt.Errorf("read fact %q: subject is missing", f.ID)
	case f.Kind == "":
		return fmt.Errorf("read fact %q: kind is missing", f.ID)
	case f.ObservedAt.IsZero():
		return fmt.Errorf("read fact %q: observed_at is missing", f.ID)
	}
	return nil
}

// Streak is what the probes of one subject say: the last good outcome and the failures in a row since. A subject that was never probed has no
// streak.
type Streak struct {
	Last     Fact  // the latest outcome that says something: ok or failed
	LastGood *Fact // nil: never found well
	First    Fact  // the first of the failures in a row; meaningless without Failures
	Failures int
}

// Facts is an index over recorded facts. A nil *Facts means that no facts were given, which is not the same as none recorded: rules that need
// facts are then not evaluated. Facts must be added in the order of recording. Several goroutines may read an index while one adds to it: what
// was returned stays as it was.
type Facts struct {
	mu sync.RWMutex // guards everything below

	bySubject     map[factKey][]Fact
	streaks       map[factKey]*Streak
	probed        map[factKey]time.Time
	byAddress     map[string][]Fact // of contacts, by the address that they tell of, folded
	verifications []Fact

	deliveries     map[string]DeliveryStatus // by recipient, folded: those to whom a mail came back
	unacknowledged map[string]Fact           // by subject
	openDrills     []string                  // subjects of those that are not over
	seq            int64
}

type factKey struct{ supplier, subject string }

// NewFacts returns an index of the given facts.
func NewFacts(facts ...Fact) *Facts {
	x := &Facts{
		bySubject: map[factKey][]Fact{}, streaks: map[factKey]*Streak{}, probed: map[factKey]time.Time{}, byAddress: map[string][]Fact{},
		deliveries: map[string]DeliveryStatus{}, unacknowledged: map[string]Fact{},
	}
	for _, f := range facts {
		x.Add(f)
	}
	return x
}

// Add indexes one more fact.
func (x *Facts) Add(f Fact) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.seq = max(x.seq, f.Seq)
	key := factKey{f.Supplier, f.Subject}
	switch f.Kind {
	case FactProbeOK, FactProbeFailed, FactProbeUnknown:
		x.probed[key] = f.ObservedAt
	}
	switch f.Kind {
	case FactProbeOK:
		x.streaks[key] = &Streak{Last: f, LastGood: &f}
	case FactProbeFailed:
		s := x.streaks[key]
		if s == nil {
			s = &Streak{}
			x.streaks[key] = s
		}
		if s.Failures == 0 {
			s.First = f
		}
		s.Last = f
		s.Failures++
	case FactProbeUnknown:
		// An outcome that says nothing neither ends nor lengthens a streak.
	default:
		x.bySubject[key] = append(x.bySubject[key], f)
		x.addCorrespondence(f)
		x.addEscalation(f)
	}
}

// addCorrespondence indexes what belongs to the correspondence with an address.
func (x *Facts) addCorrespondence(f Fact) {
	if address := f.Address(); address != "" && ParseSubject(f.Subject).Kind == KindContact {
		address = strings.ToLower(address)
		x.byAddress[address] = append(x.byAddress[address], f)
	}
	if f.Kind == FactAsked {
		x.verifications = append(x.verifications, f)
	}
}

// Seq is the highest sequence number indexed.
func (x *Facts) Seq() int64 {
	if x == nil {
		return 0
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.seq
}

// Of returns what was told of a subject, in the order of recording.
func (x *Facts) Of(supplier, subject string) []Fact {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clip(x.bySubject[factKey{supplier, subject}])
}

// Kind returns those facts of a subject that are of the given kinds.
func (x *Facts) Kind(supplier, subject string, kinds ...FactKind) []Fact {
	var found []Fact
	for _, f := range x.Of(supplier, subject) {
		if slices.Contains(kinds, f.Kind) {
			found = append(found, f)
		}
	}
	return found
}

// Correspondence returns the correspondence with an address in whatever case, in the order of recording: what was told of contacts that had
// it, also of those that the registry no longer has.
func (x *Facts) Correspondence(address string) []Fact {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clip(x.byAddress[strings.ToLower(address)])
}

// VerificationsSince returns what contacts were asked since an instant, as recorded.
func (x *Facts) VerificationsSince(t time.Time) []Fact {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	first := len(x.verifications)
	for first > 0 && !x.verifications[first-1].RecordedAt.Before(t) {
		first--
	}
	return slices.Clip(x.verifications[first:])
}

// Streak returns what probes say of a subject; ok is false if it was never probed with an outcome.
func (x *Facts) Streak(supplier, subject string) (s Streak, ok bool) {
	if x == nil {
		return Streak{}, false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	p := x.streaks[factKey{supplier, subject}]
	if p == nil {
		return Streak{}, false
	}
	return *p, true
}

// Probed returns when a subject was last probed, whatever came of it; zero if it never was.
func (x *Facts) Probed(supplier, subject string) time.Time {
	if x == nil {
		return time.Time{}
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.probed[factKey{supplier, subject}]
}
