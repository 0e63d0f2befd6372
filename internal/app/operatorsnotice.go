package app

import (
	"fmt"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
	"supplierwatch/internal/wiring"
)

// operatorsNotice returns the mails that tell the operators of something that is not an alert, one for each of them. The id names the notice:
// whoever composes it again gets the same rows, so that it is sent once.
func (d *Daemon) operatorsNotice(id, subject string, lines []string) []model.Mail {
	var all []model.Mail
	for i, to := range wiring.Operators(d.settings, d.registry.Load()) {
		if !to.ByMail() {
			continue
		}
		all = append(all, compose.OperatorsNotice(d.intake.identity, fmt.Sprintf("%s-%d", id, i), to, subject, lines, d.clock()))
	}
	return all
}
