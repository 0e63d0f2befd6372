package factindex

import (
	"maps"
	"slices"
	"strings"
	"time"

	"supplierwatch/internal/model"
)

// DeliveryStatus is what became of our mails about alerts to one recipient.
type DeliveryStatus struct {
	Returned model.Fact // the last mail that was refused or came back
	// Accepted is the first mail after it that a server took and that has not come back so far; nil: none was.
	Accepted *model.Fact
}

// addEscalation indexes what shows whether our escalation works.
func (x *Index) addEscalation(f model.Fact) {
	switch f.Kind {
	case model.FactDelivery:
		x.addDelivery(f)
	case model.FactUnanswered:
		x.unacknowledged[f.Subject] = f
		x.unacknowledgedCopy.Store(nil)
	case model.FactAnswered:
		delete(x.unacknowledged, f.Subject)
		x.unacknowledgedCopy.Store(nil)
	case model.FactAway:
		if f.Subject.Kind == model.KindTeam {
			x.absences[strings.ToLower(f.Address())] = f
		}
	case model.FactDrillAsked:
		x.openDrills = append(x.openDrills, f.Subject)
	case model.FactDrillOver:
		x.openDrills = slices.DeleteFunc(slices.Clone(x.openDrills), func(subject model.Subject) bool { return subject == f.Subject })
	}
}

// Drills returns the subjects of the drills that are not over, in the order in which they were asked for.
func (x *Index) Drills() []model.Subject {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clip(x.openDrills)
}

// addDelivery follows the mails to one recipient. A refusal or a bounce withdraws the success of earlier mails, because it shows that the
// address does not work.
func (x *Index) addDelivery(f model.Fact) {
	delivery := f.Delivery()
	to := strings.ToLower(delivery.Recipient)
	p, known := x.deliveries[to]
	switch delivery.Result {
	case model.MailRefused, model.MailBounced:
		x.deliveries[to] = DeliveryStatus{Returned: f}
	case model.MailAccepted:
		if f.ObservedAt.After(x.accepted[to]) {
			x.accepted[to] = f.ObservedAt
		}
		if known && p.Accepted == nil && delivery.Mail != p.Returned.Delivery().Mail {
			x.deliveries[to] = DeliveryStatus{Returned: p.Returned, Accepted: &f}
		}
	}
}

// DeliveryStatus returns what became of our mails to a recipient, an address in whatever case or webhook:NAME; ok is false if none ever came
// back.
func (x *Index) DeliveryStatus(recipient string) (p DeliveryStatus, ok bool) {
	if x == nil {
		return DeliveryStatus{}, false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	p, ok = x.deliveries[strings.ToLower(recipient)]
	return p, ok
}

// Unacknowledged returns, by their subject, the alerts that nobody acknowledges although their last step was repeated. Nobody may change the map: it
// is copied only when a fact has changed it.
func (x *Index) Unacknowledged() map[model.Subject]model.Fact {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	if known := x.unacknowledgedCopy.Load(); known != nil {
		return *known
	}
	known := maps.Clone(x.unacknowledged)
	x.unacknowledgedCopy.Store(&known)
	return known
}

// IsUnacknowledged reports whether a fact says that nobody acknowledges an alert.
func (x *Index) IsUnacknowledged(subject model.Subject) bool {
	if x == nil {
		return false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	_, found := x.unacknowledged[subject]
	return found
}

// Absence returns the last automatic reply by which one of our people, by an address in whatever case, was out of office; ok is false if there was none.
func (x *Index) Absence(address string) (f model.Fact, ok bool) {
	if x == nil {
		return model.Fact{}, false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	f, ok = x.absences[strings.ToLower(address)]
	return f, ok
}

// LastAccepted returns when a server last accepted a mail about alerts or a drill to a recipient, an address in whatever case; zero if none is known.
func (x *Index) LastAccepted(recipient string) time.Time {
	if x == nil {
		return time.Time{}
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.accepted[strings.ToLower(recipient)]
}
