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

// Reply codes of RFC 5321. Those that are about us are not about a recipient, wherever they come.
const (
	codeDone         = 250
	codeGoOn         = 354
	codeClosing      = 421 // RFC 5321, 3.8
	codeAuthRequired = 530 // RFC 4954, 6
	codeAuthFailed   = 535
	codeBadSequence  = 503
)

// failure is why a mail was not accepted: the step at which it failed, and the server's answer or what became of the connection.
type failure struct {
	step gomail.SendErrReason
	code int // of the server's answer; 0: there is none
	err  error
}

// failureOf returns the failure that the library reports; ok is false if it reports none of a mail.
func failureOf(err error) (f failure, ok bool) {
	var sending *gomail.SendError
	if !errors.As(err, &sending) {
		return failure{err: err}, false
	}
	return failure{step: sending.Reason, code: sending.ErrorCode(), err: err}, true
}

// verdictOf returns what sending a mail with the library came to.
func verdictOf(msg *gomail.Msg, err error) verdict {
	if err == nil || msg.IsDelivered() {
		return verdict{result: model.MailAccepted, code: codeDone, dead: err != nil}
	}
	f, ok := failureOf(err)
	if !ok {
		return verdict{dead: true}
	}
	return f.verdict()
}

// verdict returns what a failure means for the mail and for the connection. A relay that refuses to talk to us at all (no MAIL FROM, no login)
// refuses no recipient: that mail stays unsettled for the next relay.
func (f failure) verdict() verdict {
	if f.code >= 500 && refusesSender(f.err) {
		return verdict{dead: f.step == gomail.ErrSMTPData} // the transaction is still open
	}
	switch f.step {
	case gomail.ErrGetSender, gomail.ErrGetRcpts, gomail.ErrNoUnencoded:
		return verdict{result: model.MailRefused}
	case gomail.ErrSMTPMailFrom, gomail.ErrConnCheck:
		// A passing refusal may be about this connection: too many mails over it.
		return verdict{untouched: f.code < 500, dead: f.code < 500}
	case gomail.ErrSMTPRcptTo:
		return answered(f.code, false)
	case gomail.ErrSMTPData:
		return answered(f.code, true)
	case gomail.ErrSMTPDataClose:
		if f.code == 0 {
			return verdict{result: model.MailQueued, ambiguous: true, dead: true}
		}
		return answered(f.code, false)
	}
	return verdict{dead: true}
}

// told returns the verdict about a failure, with its reason.
func (f failure) told() verdict {
	v := f.verdict()
	v.overRate, v.answer = overRate(f.err), f.words(f.err.Error())
	return v
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
