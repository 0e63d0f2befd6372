package relay

import (
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
	f, ok := failureOf(err)
	if !ok {
		return words
	}
	answer, found := strings.CutPrefix(words, f.step.String()+": ")
	if !found || steps[f.step] == "" {
		return words
	}
	answer, _, _ = strings.Cut(answer, ", affected ") // recipients and Message-ID are known
	return f.words(answer)
}

// words returns an answer, or the text of an error, with the command that it belongs to.
func (f failure) words(answer string) string {
	if f.code == 0 {
		answer = lostWords(answer)
	}
	return steps[f.step] + ": " + answer
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
