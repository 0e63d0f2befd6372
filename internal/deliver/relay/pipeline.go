package relay

import (
	"errors"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/model"
)

// pipeline sends mails over one connection whose server offers PIPELINING (RFC 2920): the commands of a mail go together with the text of the
// one before it, so that a mail costs one round trip. The text of a mail is sent only once the server has asked for it.
type pipeline struct {
	session *session
	relay   Server
	rest    []*delivery // mails that are not packed yet
}

// drainTogether sends mails over one connection and returns those that another connection to the same relay should try, as drain does. Plain
// reports that the library should try them: the server answers as if it did not know what it offers.
func (s *Channel) drainTogether(session *session, relay Server, open []*delivery) (left []*delivery, plain bool) {
	p := &pipeline{session: session, relay: relay, rest: open}
	now := p.next()
	if now != nil {
		_, _ = p.send(nil, now) // that the connection is broken shows where the answers are read
	}
	for now != nil {
		got := p.readAnswers()
		if got.unexpected(session.proven) {
			session.drop()
			return p.from(now), true
		}
		session.proven = true
		following := p.next()
		v := p.proceed(now, got, following)
		session.record(now.delivery, relay, v)
		if v.dead {
			session.drop()
			if v.untouched && session.sent > 0 {
				return append([]*delivery{now.delivery}, p.from(following)...), false
			}
			return p.from(following), false
		}
		now = following
	}
	session.keep(relay)
	return nil, false
}

// next packs the next mail that this relay can carry, and settles those that nobody can; nil if there are no more.
func (p *pipeline) next() *parcel {
	for len(p.rest) > 0 {
		l := p.rest[0]
		p.rest = p.rest[1:]
		if !p.session.carries(l) {
			p.session.record(l, p.relay, unfit)
			continue
		}
		packed, err := p.session.pack(p.relay, l)
		if err == nil {
			return packed
		}
		p.session.record(l, p.relay, verdict{result: model.MailRefused, answer: err.Error()})
	}
	return nil
}

// from returns the mails from a packed one on; without it those that are not packed.
func (p *pipeline) from(first *parcel) []*delivery {
	if first == nil {
		return p.rest
	}
	return append([]*delivery{first.delivery}, p.rest...)
}

// readAnswers reads the answers to the commands of a mail, after that to RSET if it was sent before them.
func (p *pipeline) readAnswers() answers {
	in := p.session.smtp.Text
	if p.session.reset == resetSent {
		p.session.reset = resetDone
		if _, _, err := in.ReadResponse(codeDone); err != nil && replyCode(err) == 0 {
			return answers{mail: err, lost: true}
		}
	}
	return readAnswers(in)
}

// proceed sends what follows the answers to the commands of one mail, with the commands of the next one, and returns what the first came to.
func (p *pipeline) proceed(now *parcel, got answers, following *parcel) verdict {
	f, failed := got.failure()
	if !failed {
		return p.handOver(now, following)
	}
	v := f.told()
	v.dead = v.dead || got.lost || got.closing || got.asksForText() && !p.sendEmpty()
	if v.dead {
		return v
	}
	p.session.reset = resetNeeded
	if following != nil {
		_, _ = p.send(nil, following)
	}
	return v
}

// handOver sends the text of a mail, and returns what it came to.
func (p *pipeline) handOver(now, following *parcel) verdict {
	if written, err := p.send(now.text, following); err != nil && written < len(now.text) {
		return failure{step: gomail.ErrWriteContent, err: err}.told()
	}
	_, answer, err := p.session.smtp.Text.ReadResponse(codeDone)
	if err != nil {
		return failure{step: gomail.ErrSMTPDataClose, code: replyCode(err), err: err}.told()
	}
	return verdict{result: model.MailAccepted, code: codeDone, answer: answer}
}

// sendEmpty ends a text that the server asks for although it takes no recipient (RFC 2920, 3.1). It reports whether the connection still works.
func (p *pipeline) sendEmpty() bool {
	if _, err := p.send([]byte(".\r\n"), nil); err != nil {
		return false
	}
	_, _, err := p.session.smtp.Text.ReadResponse(codeDone)
	return err == nil || replyCode(err) != 0
}

// send sends the text of one mail, if any, and the commands of the next one, if any. It returns how many bytes were written.
func (p *pipeline) send(text []byte, next *parcel) (written int, err error) {
	if err := p.session.smtp.UpdateDeadline(p.session.patience); err != nil {
		return 0, err
	}
	if next != nil {
		if p.session.reset == resetNeeded {
			p.session.reset = resetSent
			text = append(text, "RSET\r\n"...)
		}
		text = append(text, next.commands...)
	}
	out := p.session.smtp.Text.W
	written, err = out.Write(text)
	return written, errors.Join(err, out.Flush())
}
