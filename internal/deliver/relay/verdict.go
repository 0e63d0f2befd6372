package relay

import (
	"errors"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/model"
)

// verdict is what one try to hand a mail to a relay came to.
type verdict struct {
	result    model.MailResult // empty: not settled, another connection or relay may take it
	code      int              // the server's answer about this mail or its recipient
	ambiguous bool
	untouched bool // the connection was dead before anything of the mail was handed over
	dead      bool // the connection must not be used again
	lacksUTF8 bool // the relay cannot carry the addresses; another one may
	overRate  bool // the relay takes no mail from us for now
	answer    string
}

// Reply codes that are about us and not about a recipient, wherever they come.
const (
	codeClosing      = 421 // RFC 5321, 3.8
	codeAuthRequired = 530 // RFC 4954, 6
	codeAuthFailed   = 535
)

// verdictOf returns what sending a mail came to. A relay that refuses to talk to us at all (no MAIL FROM, no login) refuses no recipient: that mail
// stays unsettled for the next relay.
func verdictOf(msg *gomail.Msg, err error) verdict {
	if err == nil || msg.IsDelivered() {
		return verdict{result: model.MailAccepted, code: 250, dead: err != nil}
	}
	var failure *gomail.SendError
	if !errors.As(err, &failure) {
		return verdict{dead: true}
	}
	code := failure.ErrorCode()
	if code >= 500 && refusesSender(err) {
		return verdict{dead: failure.Reason == gomail.ErrSMTPData} // the transaction is still open
	}
	switch failure.Reason {
	case gomail.ErrGetSender, gomail.ErrGetRcpts, gomail.ErrNoUnencoded:
		return verdict{result: model.MailRefused}
	case gomail.ErrSMTPMailFrom, gomail.ErrConnCheck:
		// A passing refusal may be about this connection: too many mails over it.
		return verdict{untouched: code < 500, dead: code < 500}
	case gomail.ErrSMTPRcptTo:
		return answered(code, false)
	case gomail.ErrSMTPData:
		return answered(code, true)
	case gomail.ErrSMTPDataClose:
		if code == 0 {
			return verdict{result: model.MailQueued, ambiguous: true, dead: true}
		}
		return answered(code, false)
	}
	return verdict{dead: true}
}

// answered reads a server's answer about one recipient. Spent reports that it leaves
// the transaction open, so that the connection cannot be used again.
func answered(code int, spent bool) verdict {
	switch {
	case code == 0, code == codeClosing:
		return verdict{dead: true}
	case code == codeAuthRequired, code == codeAuthFailed:
		return verdict{dead: true}
	case code >= 500:
		return verdict{result: model.MailRefused, code: code, dead: spent}
	}
	return verdict{result: model.MailQueued, code: code, dead: spent}
}
