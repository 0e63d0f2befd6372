package model

import (
	"maps"
	"slices"
	"strings"
)

// What shows whether our own escalation works.
const (
	// FactUnanswered is an alert whose last step was repeated without anybody acknowledging it: Data policy (empty: the operators' own path),
	// about (what mails call it), repeats. FactAnswered ends that, whatever did. The subject is alert/ID.
	FactUnanswered FactKind = "unanswered"
	FactAnswered   FactKind = "answered"

	// FactDrillBegun is a drill that went along the path of a policy, FactDrilled the first answer to it from somebody on the path: Data
	// drill. The subject is policy/ID.
	FactDrillBegun FactKind = "drill-begun"
	FactDrilled    FactKind = "drilled"
)

// DeliveryStatus is what became of our mails about alerts to one recipient.
type DeliveryStatus struct {
	Returned Fact // the last mail that was refused or came back
	// Accepted is the first mail after it that a server took and that has not come back so far; nil: none was.
	Accepted *Fact
}

// addEscalation indexes what shows whether our escalation works.
func (x *Facts) addEscalation(f Fact) {
	switch f.Kind {
	case FactDelivery:
		x.addDelivery(f)
	case FactUnanswered:
		x.unacknowledged[f.Subject] = f
	case FactAnswered:
		delete(x.unacknowledged, f.Subject)
	case FactDrillAsked:
		x.openDrills = append(x.openDrills, f.Subject)
	case FactDrillOver:
		x.openDrills = slices.DeleteFunc(slices.Clone(x.openDrills), func(subject string) bool { return subject == f.Subject })
	}
}

// Drills returns the subjects of the drills that are not over, in the order in which they were asked for.
func (x *Facts) Drills() []string {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return slices.Clip(x.openDrills)
}

// addDelivery follows the mails to one recipient. A refusal or a bounce withdraws the success of earlier mails, because it shows that the
// address does not work.
func (x *Facts) addDelivery(f Fact) {
	delivery := f.Delivery()
	to := strings.ToLower(delivery.Recipient)
	p, known := x.deliveries[to]
	switch delivery.Result {
	case MailRefused, MailBounced:
		x.deliveries[to] = DeliveryStatus{Returned: f}
	case MailAccepted:
		if known && p.Accepted == nil && delivery.Mail != p.Returned.Delivery().Mail {
			x.deliveries[to] = DeliveryStatus{Returned: p.Returned, Accepted: &f}
		}
	}
}

// DeliveryStatus returns what became of our mails to a recipient, an address in whatever case or webhook:NAME; ok is false if none ever came
// back.
func (x *Facts) DeliveryStatus(recipient string) (p DeliveryStatus, ok bool) {
	if x == nil {
		return DeliveryStatus{}, false
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	p, ok = x.deliveries[strings.ToLower(recipient)]
	return p, ok
}

// Unacknowledged returns, by their subject, the alerts that nobody acknowledges although their last step was repeated.
func (x *Facts) Unacknowledged() map[string]Fact {
	if x == nil {
		return nil
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	return maps.Clone(x.unacknowledged)
}
