package engine

import "supplierwatch/internal/model"

// MailSource writes mails that no alert causes, such as those to suppliers, and the facts that they are.
type MailSource interface {
	// ExtraMails says what to send after a pass, by what was known in it. It may be asked again for the same after a pass that could not be written.
	ExtraMails(pass Evaluation, known *model.Facts) ([]model.Mail, []model.Fact, error)
}

// addExtraMails adds to a pass what no alert causes. Our own people must hear of everything even when this fails.
func (e *Engine) addExtraMails(pass Evaluation, change *model.Change) {
	for _, asker := range e.MailSources {
		mails, facts, err := asker.ExtraMails(pass, e.facts)
		if err != nil {
			e.Log.Error("write what no alert causes", "error", err)
			continue
		}
		change.Outbox = append(change.Outbox, mails...)
		change.Facts = append(change.Facts, facts...)
	}
}
