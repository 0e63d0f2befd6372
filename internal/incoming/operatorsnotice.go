package incoming

import (
	"fmt"
	"log/slog"
	"time"

	"supplierwatch/internal/compose"
	"supplierwatch/internal/model"
)

// operatorsNotices notify the operators of something that is not an alert, each by the channel that reaches them.
type operatorsNotices struct {
	composer  *compose.Composer
	operators func() []model.Recipient
	clock     func() time.Time
	log       *slog.Logger
}

// mails returns the mails of a notice, one for each operator. The id names the notice: whoever composes it again gets the same rows, so that it
// is sent once. An operator for whose channel no notice can be written is logged.
func (x operatorsNotices) mails(id, subject string, lines []string) []model.Mail {
	var all []model.Mail
	for i, to := range x.operators() {
		mail, err := x.composer.OperatorsNotice(fmt.Sprintf("%s-%d", id, i), to, subject, lines, x.clock())
		if err != nil {
			x.log.Error("An operator could not be notified.", "to", to.String(), "subject", subject, "error", err)
			continue
		}
		all = append(all, mail)
	}
	return all
}
