package replies

import (
	"context"
	"slices"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// answerDrill takes an answer to the test alert of a drill. Only an ack counts, as it would for an alert.
func (r *reply) answerDrill(ctx context.Context, verb replycmd.Verb) error {
	err := r.authorize(verb)
	if err == nil {
		err = r.authorizeAlert(model.Alert{})
	}
	switch {
	case err != nil:
		r.say("NOT counted: " + fullStop(err.Error()))
	case verb != replycmd.Ack:
		r.say("NOT counted: this is a drill, and nothing is wrong. Answer with the one word ack as the first word.")
	default:
		return r.countDrill(ctx)
	}
	return nil
}

// countDrill records the answer of whoever was called.
func (r *reply) countDrill(ctx context.Context) error {
	var doc apidoc.DrillDocument
	id := ""
	for _, about := range r.mail.About {
		id = about.Subject.ID
	}
	err := r.batch.Index.WithFacts(ctx, func(known *factindex.Index) { doc, _ = drill.Read(known, id, r.message.Arrived) })
	if err != nil {
		return err
	}
	i := slices.IndexFunc(doc.Recipients, func(x apidoc.DrillRecipient) bool { return x.Recipient == r.mail.To.String() })
	if i < 0 {
		r.say("NOT counted: no drill with that id is recorded.")
		return nil
	}
	called := doc.Recipients[i]
	r.drillCounted = true
	r.facts = append(r.facts, drill.Answer(id, called, r.message.Parsed.From, "mail", r.message.Arrived)...)
	switch {
	case called.AnsweredAt != nil:
		r.say("Thank you; " + called.AnsweredBy + " had answered the drill already. Nothing else has to be done.")
	case doc.State == apidoc.DrillOver:
		r.say("Thank you. The drill was over already, but your answer is kept. Nothing else has to be done.")
	default:
		r.say("Thank you: your answer to the drill counts. Nothing is wrong, and nothing else has to be done.")
	}
	return nil
}
