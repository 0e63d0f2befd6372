package incoming

import (
	"fmt"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// operatorsNotices are mails that notify the operators of something that is not an alert.
type operatorsNotices struct {
	identity  envelope.Identity // who sends them
	operators func() []model.Recipient
	clock     func() time.Time
}

// mails returns the mails of a notice, one for each operator. The id names the notice: whoever composes it again gets the same rows, so that it
// is sent once.
func (x operatorsNotices) mails(id, subject string, lines []string) []model.Mail {
	var all []model.Mail
	for i, to := range x.operators() {
		if !to.ByMail() {
			continue
		}
		all = append(all, compose.OperatorsNotice(x.identity, fmt.Sprintf("%s-%d", id, i), to, subject, lines, x.clock()))
	}
	return all
}
