package relay

import (
	"errors"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/neterror"
)

// steps are texts for the commands at which sending a mail can fail, in place of those of the library.
var steps = map[gomail.SendErrReason]string{
	gomail.ErrConnCheck:     "before MAIL FROM",
	gomail.ErrSMTPMailFrom:  "at MAIL FROM",
	gomail.ErrSMTPRcptTo:    "at RCPT TO",
	gomail.ErrSMTPData:      "at DATA",
	gomail.ErrWriteContent:  "while the mail was sent",
	gomail.ErrSMTPDataClose: "after the mail was sent",
	gomail.ErrSMTPReset:     "at RSET",
}

// answerWords returns why a mail was not sent: at which command, and what the server answered or what became of the connection.
func answerWords(err error) string {
	words := neterror.Words(err)
	var failure *gomail.SendError
	if !errors.As(err, &failure) {
		return words
	}
	answer, found := strings.CutPrefix(words, failure.Reason.String()+": ")
	step, known := steps[failure.Reason]
	if !found || !known {
		return words
	}
	answer, _, _ = strings.Cut(answer, ", affected ") // recipients and Message-ID are known
	if failure.ErrorCode() == 0 {
		answer = lostWords(answer)
	}
	return step + ": " + answer
}

// lost are the errors of connections as their texts end: the library keeps nothing else of them.
var lost = []struct{ text, words string }{
	{"i/o timeout", "no answer in time"},
	{"deadline exceeded", "no answer in time"},
	{"EOF", closed},
	{"connection reset by peer", closed},
	{"broken pipe", closed},
	{"use of closed network connection", closed},
}

const closed = "the server closed the connection"

// lostWords returns what became of a connection, by the text of its error.
func lostWords(text string) string {
	for _, l := range lost {
		if strings.HasSuffix(text, l.text) {
			return l.words
		}
	}
	return text
}
