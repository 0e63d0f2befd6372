package engine

import "supplierwatch/internal/model"

// Asker writes mails that no alert causes, such as those to suppliers, and the facts that they are.
type Asker interface {
	// Ask says what to send after a pass, by what was known in it. It may be asked again for the same after a pass that could not be written.
	Ask(pass Pass, known *model.Facts) ([]model.Mail, []model.Fact, error)
}

// ask adds to a pass what no alert causes. Our own people must hear of everything even when this fails.
func (e *Engine) ask(pass Pass, change *model.Change) {
	for _, asker := range e.Askers {
		mails, facts, err := asker.Ask(pass, e.facts)
		if err != nil {
			e.Log.Error("write what no alert causes", "error", err)
			continue
		}
		change.Outbox = append(change.Outbox, mails...)
		change.Facts = append(change.Facts, facts...)
	}
}
