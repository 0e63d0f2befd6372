package model

import (
	"fmt"
	"strconv"
	"time"
)

// AlertAction is what a person did about an alert: FactAck, FactSnooze, FactNotMine or FactNote.
type AlertAction struct {
	ID         string
	Kind       FactKind
	Alert      string
	By         string
	At         time.Time
	RecordedAt time.Time
	Source     string
	Mail       string    // the outbox row of the mail that was answered; empty: none
	Note       string    // what the person wrote; empty: nothing
	Until      time.Time // of a snooze; of an acknowledgement that names its end
}

// Fact returns the action as a fact.
func (x AlertAction) Fact() Fact {
	f := Fact{
		ID: x.ID, Subject: KindAlert.Subject(x.Alert), Kind: x.Kind, ObservedAt: x.At, RecordedAt: x.RecordedAt,
		Actor: x.By, Source: x.Source, Evidence: x.Note, Data: map[string]string{},
	}
	if x.Note != "" {
		f.Data[dataNote] = x.Note
	}
	if x.Mail != "" {
		f.Data[dataMail] = x.Mail
	}
	if !x.Until.IsZero() {
		f.Data[dataUntil] = x.Until.UTC().Format(time.RFC3339)
	}
	return f
}

// AlertAction returns the action that a fact records. It is an error if a snooze has no end.
func (f Fact) AlertAction() (AlertAction, error) {
	x := AlertAction{
		ID: f.ID, Kind: f.Kind, Alert: f.Subject.ID, By: f.Actor, At: f.ObservedAt, RecordedAt: f.RecordedAt,
		Source: f.Source, Mail: f.Data[dataMail], Note: f.Data[dataNote],
	}
	if f.Kind != FactSnooze && (f.Kind != FactAck || f.Data[dataUntil] == "") {
		return x, nil
	}
	until, err := time.Parse(time.RFC3339, f.Data[dataUntil])
	if err != nil {
		return x, fmt.Errorf("until when is not said: %q", f.Data[dataUntil])
	}
	x.Until = until
	return x, nil
}

// DeliveryResult is the result of one mail, as a fact of kind FactDelivery records it.
type DeliveryResult struct {
	Mail          string // the outbox row
	Recipient     string
	MessageID     string
	Result        MailResult
	PossiblyTwice bool
}

// Delivery returns the result of a mail that a fact records.
func (f Fact) Delivery() DeliveryResult {
	return DeliveryResult{
		Mail: f.Data[dataMail], Recipient: f.Data[dataRecipient], MessageID: f.Data[dataMessageID],
		Result: MailResult(f.Data[dataResult]), PossiblyTwice: f.Data[dataTwice] != "",
	}
}

// Deliveries returns the facts about the result of a mail, for each of its alerts or for the drill that it belongs to. The caller adds the
// source and the evidence.
func (m Mail) Deliveries(result MailResult, at time.Time) []Fact {
	var facts []Fact
	for _, item := range m.Alerts {
		facts = append(facts, m.Delivery(item, result, at))
	}
	if m.Kind == MailDrill {
		for _, about := range m.About {
			facts = append(facts, m.delivery(about.Subject.String(), about.Subject, 0, result, at))
		}
	}
	return facts
}

// Delivery returns the fact about the result of a mail for one of its alerts.
func (m Mail) Delivery(item DecisionItem, result MailResult, at time.Time) Fact {
	return m.delivery(item.Alert, KindAlert.Subject(item.Alert), item.Step, result, at)
}

func (m Mail) delivery(name string, subject Subject, step int, result MailResult, at time.Time) Fact {
	f := Fact{
		ID: "delivery-" + m.ID + "-" + name + "-" + string(result), Subject: subject, Kind: FactDelivery,
		ObservedAt: at, RecordedAt: at, Actor: ActorWatchdog,
		Data: map[string]string{
			dataResult: string(result), dataMail: m.ID, dataRecipient: m.To.String(), dataStep: strconv.Itoa(step), dataMessageID: m.MessageID,
		},
	}
	if !m.Unsure.IsZero() {
		f.Data[dataTwice] = m.Unsure.UTC().Format(time.RFC3339)
	}
	return f
}

// An alert whose last step was repeated without anybody acknowledging it, and the end of that, whatever did. The subject is alert/ID.
const (
	FactUnanswered FactKind = "unanswered"
	FactAnswered   FactKind = "answered"
)

// Unacknowledged is an alert that nobody acknowledges although its last step was repeated, as a fact of kind FactUnanswered records it.
type Unacknowledged struct {
	Alert   string
	About   string // what mails call the alert
	Policy  string // empty: that of the operators
	Repeats int
}

// Fact returns the fact that nobody acknowledges an alert.
func (x Unacknowledged) Fact(at time.Time) Fact {
	return evaluated(FactUnanswered, x.Alert, at, map[string]string{dataAbout: x.About, dataPolicy: x.Policy, dataRepeats: strconv.Itoa(x.Repeats)})
}

// Unacknowledged returns the alert that a fact records as one that nobody acknowledges.
func (f Fact) Unacknowledged() Unacknowledged {
	repeats, _ := strconv.Atoi(f.Data[dataRepeats])
	return Unacknowledged{Alert: f.Subject.ID, About: f.Data[dataAbout], Policy: f.Data[dataPolicy], Repeats: repeats}
}

// NewAnswered returns the fact that an alert which nobody acknowledged has another state now.
func NewAnswered(alert string, state AlertState, at time.Time) Fact {
	return evaluated(FactAnswered, alert, at, map[string]string{dataResult: string(state)})
}

// evaluated returns a fact about an alert that follows from an evaluation.
func evaluated(kind FactKind, alert string, at time.Time, data map[string]string) Fact {
	subject := KindAlert.Subject(alert)
	return Fact{
		ID: string(kind) + "-" + subject.String() + "-" + at.UTC().Format(time.RFC3339Nano), Subject: subject, Kind: kind,
		ObservedAt: at, RecordedAt: at, Actor: ActorWatchdog, Source: "pass", Data: data,
	}
}
