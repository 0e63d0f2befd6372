package incoming

import (
	"fmt"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
)

// OperatorsNotice returns the mails that tell the operators of something that is not an alert, one for each of them. The id names the notice:
// whoever composes it again gets the same rows, so that it is sent once.
func (x *Reader) OperatorsNotice(id, subject string, lines []string) []model.Mail {
	var all []model.Mail
	for i, to := range x.Operators() {
		if !to.ByMail() {
			continue
		}
		all = append(all, compose.OperatorsNotice(x.Identity, fmt.Sprintf("%s-%d", id, i), to, subject, lines, x.Clock()))
	}
	return all
}
