package drill

import (
	"slices"
	"strconv"
	"time"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// startWithin is how long a requested drill waits for its start. After a long
// downtime of the daemon nobody expects it any more, and it may be night.
const startWithin = time.Hour

// Read returns the state of a drill at an instant; known is false if nobody
// requested it.
func Read(facts *factindex.Index, id string, now time.Time) (doc apidoc.DrillDocument, known bool) {
	doc = apidoc.DrillDocument{
		Version: apidoc.DocumentVersion, AsOf: now.UTC(), Drill: id, State: apidoc.DrillAsked,
		Policies: []apidoc.DrillPolicy{}, Recipients: []apidoc.DrillRecipient{},
	}
	for _, f := range facts.Of("", model.KindDrill.Subject(id)) {
		switch f.Kind {
		case model.FactDrillAsked:
			known, doc.AskedBy, doc.AskedAt = true, f.Actor, f.ObservedAt.UTC()
		case model.FactDrillMailed:
			doc.State = apidoc.DrillRunning
			doc.Recipients = append(doc.Recipients, recipient(f))
		case model.FactDelivery:
			delivered(doc.Recipients, f)
		case model.FactDrillAnswered:
			answered(doc.Recipients, f)
		}
	}
	for _, f := range facts.Kind("", model.KindDrill.Subject(id), model.FactDrillOver) {
		doc.State, doc.Why = apidoc.DrillOver, f.Why()
	}
	sum(&doc)
	return doc, known
}

func recipient(f model.Fact) apidoc.DrillRecipient {
	call := f.DrillCall()
	return apidoc.DrillRecipient{
		Number: call.Number, Recipient: call.To.String(), Team: call.To.Team, Policies: call.Policies,
		OpensAt: call.OpensAt, AnswerBy: call.AnswerBy, Result: model.MailQueued,
	}
}

// delivered records the result of a mail. A returned mail stays returned.
func delivered(all []apidoc.DrillRecipient, f model.Fact) {
	delivery := f.Delivery()
	for i := range all {
		r := &all[i]
		if r.Recipient != delivery.Recipient || returned(*r) {
			continue
		}
		r.Result = delivery.Result
		if returned(*r) {
			r.Detail = f.Evidence
		} else {
			at := f.ObservedAt.UTC()
			r.SentAt = &at
		}
	}
}

// answered records the first answer.
func answered(all []apidoc.DrillRecipient, f model.Fact) {
	i := slices.IndexFunc(all, func(r apidoc.DrillRecipient) bool { return strconv.Itoa(r.Number) == f.DrillNumber() })
	if i < 0 || all[i].AnsweredAt != nil {
		return
	}
	r, at := &all[i], f.ObservedAt.UTC()
	r.AnsweredAt, r.AnsweredBy, r.How = &at, f.Actor, f.Source
	from := r.OpensAt
	if r.SentAt != nil {
		from = *r.SentAt
	}
	seconds := int64(max(at.Sub(from), 0) / time.Second)
	r.Seconds = &seconds
}

func returned(r apidoc.DrillRecipient) bool {
	return r.Result == model.MailRefused || r.Result == model.MailBounced
}

// CanAnswer reports whether anybody can answer a call: a webhook cannot.
func CanAnswer(r apidoc.DrillRecipient) bool {
	return model.ParseRecipient(r.Recipient).ByMail()
}

// Outcome is the result of one call.
type Outcome int

// The outcomes. A webhook cannot do better than accept a call.
const (
	Waiting Outcome = iota
	Answered
	Taken // by the server of a webhook
	Returned
	Silent
)

// Of returns the outcome of a call by an instant.
func Of(r apidoc.DrillRecipient, now time.Time) Outcome {
	switch {
	case r.AnsweredAt != nil:
		return Answered
	case returned(r):
		return Returned
	case !CanAnswer(r) && r.Result == model.MailAccepted:
		return Taken
	case !now.Before(r.AnswerBy):
		return Silent
	}
	return Waiting
}

// sum counts the outcomes of the calls, also by policy.
func sum(doc *apidoc.DrillDocument) {
	policies := map[string]*apidoc.DrillPolicy{}
	var ids []string
	for _, r := range doc.Recipients {
		outcome := Of(r, doc.AsOf)
		doc.Summary.Asked += count(CanAnswer(r))
		doc.Summary.Answered += count(outcome == Answered)
		doc.Summary.Returned += count(outcome == Returned)
		doc.Summary.Silent += count(outcome == Silent)
		doc.Summary.Waiting += count(outcome == Waiting)
		for _, id := range r.Policies {
			if policies[id] == nil {
				policies[id], ids = &apidoc.DrillPolicy{ID: id}, append(ids, id)
			}
			policies[id].Asked += count(CanAnswer(r))
			policies[id].Answered += count(outcome == Answered)
		}
	}
	slices.Sort(ids)
	for _, id := range ids {
		doc.Policies = append(doc.Policies, *policies[id])
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Ends returns why a drill that is running, or waits for its start, is over now;
// empty: it is not over.
func Ends(doc apidoc.DrillDocument) string {
	switch {
	case doc.State == apidoc.DrillAsked && doc.AsOf.Sub(doc.AskedAt) > startWithin:
		return "nobody took it up within an hour"
	case doc.State != apidoc.DrillRunning || doc.Summary.Waiting > 0:
		return ""
	case doc.Passed():
		return "all have answered"
	case doc.Summary.Silent > 0:
		return "its time is over"
	}
	return "nobody is left who could answer"
}
