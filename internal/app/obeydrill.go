package app

import (
	"context"
	"slices"
	"strings"

	"supplierwatch/internal/apidoc"
	"supplierwatch/internal/drill"
	"supplierwatch/internal/model"
	"supplierwatch/internal/replycmd"
)

// answerDrill takes an answer to the test alert of a drill. Only an ack counts, as it would for an alert.
func (y *answering) answerDrill(ctx context.Context) (*model.Mail, error) {
	err := y.mayCommand()
	if err == nil {
		err = y.mayAct(model.Alert{})
	}
	switch {
	case err != nil:
		y.say("NOT counted: " + sentence(err.Error()))
	case y.Verb != replycmd.Ack:
		y.say("NOT counted: this is a drill, and nothing is wrong. Answer with the one word ack as the first word.")
	default:
		if err := y.countDrill(ctx); err != nil {
			return nil, err
		}
	}
	return y.receipt(y.receiptID()), nil
}

// countDrill records the answer of whoever was called.
func (y *answering) countDrill(ctx context.Context) error {
	var doc apidoc.DrillDocument
	id := ""
	for _, about := range y.mail.About {
		id = strings.TrimPrefix(about.Subject, drill.Subject(""))
	}
	err := y.daemon.engine.WithFacts(ctx, func(known *model.Facts) { doc, _ = drill.Read(known, id, y.Arrived) })
	if err != nil {
		return err
	}
	i := slices.IndexFunc(doc.Recipients, func(r apidoc.DrillRecipient) bool { return r.Recipient == y.mail.To.String() })
	if i < 0 {
		y.say("NOT counted: nothing is known of that drill.")
		return nil
	}
	r := doc.Recipients[i]
	first := r.AnsweredAt
	y.drillCounted = true
	y.facts = append(y.facts, drill.Answer(id, r, y.Message.From, "mail", y.Arrived)...)
	switch {
	case first != nil:
		y.say("Thank you; " + r.AnsweredBy + " had answered the drill already. Nothing else has to be done.")
	case doc.State == apidoc.DrillOver:
		y.say("Thank you. The drill was over already, but your answer is kept. Nothing else has to be done.")
	default:
		y.say("Thank you: your answer to the drill counts. Nothing is wrong, and nothing else has to be done.")
	}
	return nil
}
