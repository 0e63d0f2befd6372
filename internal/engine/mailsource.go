package engine

import (
	"supplierwatch/internal/factindex"
	"supplierwatch/internal/model"
)

// MailSource writes mails that no alert causes, such as those to suppliers, and the facts that follow from them.
type MailSource interface {
	// ExtraMails returns what to send after an evaluation, by what was known in it. It may be called again for the same evaluation if that
	// could not be stored.
	ExtraMails(evaluation Evaluation, known *factindex.Index) ([]model.Mail, []model.Fact, error)
}

// addExtraMails adds the mails that no alert causes. Alerts must be sent even when this fails.
func (e *Engine) addExtraMails(evaluation Evaluation, change *model.Change) {
	for _, source := range e.MailSources {
		mails, facts, err := source.ExtraMails(evaluation, e.facts)
		if err != nil {
			e.Log.Error("Mails that no alert causes could not be written.", "error", err)
			continue
		}
		change.Outbox = append(change.Outbox, mails...)
		change.Facts = append(change.Facts, facts...)
	}
}
