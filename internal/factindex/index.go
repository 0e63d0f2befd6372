package factindex

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"supplierwatch/internal/model"
)

// Index is an index over recorded facts. A nil *Index means that no facts were given, which is not the same as none recorded: rules that need
// facts are then not evaluated. Facts must be added in the order of recording. Several goroutines may read an index while one adds to it: what
// was returned does not change.
type Index struct {
	mu sync.RWMutex // guards everything below

	bySubject     map[subjectKey][]model.Fact
	streaks       map[subjectKey]*Streak
	probed        map[subjectKey]time.Time
	byAddress     map[string][]model.Fact // about contacts, by the address that they name, in lower case
	verifications []model.Fact

	deliveries     map[string]DeliveryStatus    // by recipient in lower case: those to whom a mail came back
	accepted       map[string]time.Time         // by recipient in lower case: the last mail that a server took
	unacknowledged map[model.Subject]model.Fact // by subject
	// unacknowledgedCopy is what Unacknowledged returns; nil: a fact has changed it.
	unacknowledgedCopy atomic.Pointer[map[model.Subject]model.Fact]

	absences   map[string]model.Fact // of our own people, by address in lower case: the last one of each
	openDrills []model.Subject       // subjects of those that are not over
	seq        int64
	recorded   int            // facts that are not outcomes of probes
	about      map[string]int // how many of them are about each supplier
	shared     shared
}

type subjectKey struct {
	supplier string
	subject  model.Subject
}

// New returns an index of the given facts.
func New(facts ...model.Fact) *Index {
	x := &Index{
		bySubject: map[subjectKey][]model.Fact{}, streaks: map[subjectKey]*Streak{}, probed: map[subjectKey]time.Time{}, byAddress: map[string][]model.Fact{},
		deliveries: map[string]DeliveryStatus{}, unacknowledged: map[model.Subject]model.Fact{}, absences: map[string]model.Fact{}, accepted: map[string]time.Time{},
		about: map[string]int{},
	}
	for _, f := range facts {
		x.Add(f)
	}
	return x
}

// Add indexes one more fact.
func (x *Index) Add(f model.Fact) {
	x.mu.Lock()
	defer x.mu.Unlock()
	f = x.shared.fact(f)
	x.seq = max(x.seq, f.Seq)
	key := subjectKey{f.Supplier, f.Subject}
	switch f.Kind {
	case model.FactProbeOK, model.FactProbeFailed, model.FactProbeUnknown:
		x.probed[key] = f.ObservedAt
	}
	switch f.Kind {
	case model.FactProbeOK:
		x.streaks[key] = &Streak{Last: f, LastGood: &f}
	case model.FactProbeFailed:
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
	case model.FactProbeUnknown:
		// An outcome that says nothing neither ends nor lengthens a streak.
	default:
		x.recorded++
		x.about[f.Supplier]++
		x.bySubject[key] = append(x.bySubject[key], f)
		x.addCorrespondence(f)
		x.addEscalation(f)
	}
}

// addCorrespondence indexes what belongs to the correspondence with an address.
func (x *Index) addCorrespondence(f model.Fact) {
	if address := f.Address(); address != "" && f.Subject.Kind == model.KindContact {
		address = strings.ToLower(address)
		x.byAddress[address] = append(x.byAddress[address], f)
	}
	if f.Kind == model.FactAsked {
		x.verifications = append(x.verifications, f)
	}
}

// Seq returns the highest sequence number of the indexed facts; zero if there is none.
func (x *Index) Seq() int64 {
	if x == nil {
		return 0
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.seq
}

// Recorded returns how many facts are indexed that are not outcomes of probes.
func (x *Index) Recorded() int {
	if x == nil {
		return 0
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.recorded
}

// RecordedAbout returns how many facts about a supplier are indexed that are not outcomes of probes.
func (x *Index) RecordedAbout(supplier string) int {
	if x == nil {
		return 0
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.about[supplier]
}

// Of returns the facts about a subject, without outcomes of probes, in the order of recording.
func (x *Index) Of(supplier string, subject model.Subject) []model.Fact {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clip(x.bySubject[subjectKey{supplier, subject}])
}

// Kind returns the facts about a subject that are of the given kinds, in the order of recording.
func (x *Index) Kind(supplier string, subject model.Subject, kinds ...model.FactKind) []model.Fact {
	var found []model.Fact
	for _, f := range x.Of(supplier, subject) {
		if slices.Contains(kinds, f.Kind) {
			found = append(found, f)
		}
	}
	return found
}

// Correspondence returns the correspondence with an address in whatever case, in the order of recording: the facts about contacts that had
// it, also about those that the registry no longer has.
func (x *Index) Correspondence(address string) []model.Fact {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clip(x.byAddress[strings.ToLower(address)])
}

// VerificationsSince returns the requests for verification that were recorded at an instant or later, in the order of recording.
func (x *Index) VerificationsSince(t time.Time) []model.Fact {
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

// Probed returns when a subject was last probed, whatever the outcome; zero if it never was.
func (x *Index) Probed(supplier string, subject model.Subject) time.Time {
	if x == nil {
		return time.Time{}
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.probed[subjectKey{supplier, subject}]
}
