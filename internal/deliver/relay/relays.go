package relay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"supplierwatch/internal/ascii"
	"supplierwatch/internal/deliver"
	"supplierwatch/internal/envelope"
	"supplierwatch/internal/model"
)

// maxBroken is how many connections to one relay may break in a row, with no mail settled between them, before the relay counts as down for this
// batch.
const maxBroken = 3

// Patience bounds how long relays are waited for.
type Patience struct {
	Mail  time.Duration // for connecting and logging in, and again for each mail; default 30 s
	Batch time.Duration // for all mails given at once over one relay; default 3 min
}

// Channel sends over mail servers in order: the next one is used for what the
// one before could not settle because it is down. One that was found down is
// asked last for a while, so that it does not cost its patience each time.
type Channel struct {
	// OnChange is called when a relay is found down, with the reason, and when it works again, with an empty one; nil: nobody is notified.
	OnChange func(relay, why string)
	// OnPause is called when a relay with a rate answers that it takes no mail for now; nil: nobody is notified.
	OnPause func(relay, answer string)

	identity envelope.Identity
	relays   []Server
	patience Patience
	hello    string
	now      func() time.Time
	backoff  relayBackoff
}

// New checks the relays and reads their certificates. It is an error if
// there is none, if a setting cannot work, or if a password would cross the
// network in clear. The hello name is the host's if empty.
func New(identity envelope.Identity, relays []Server, hello string, patience Patience, now func() time.Time) (*Channel, error) {
	if len(relays) == 0 {
		return nil, errors.New("set up relays: there is none")
	}
	if patience.Mail <= 0 {
		patience.Mail = 30 * time.Second
	}
	if patience.Batch <= 0 {
		patience.Batch = 3 * time.Minute
	}
	s := &Channel{identity: identity, patience: patience, hello: hello, now: now}
	var errs []error
	for _, r := range relays {
		checked, err := r.checked()
		errs = append(errs, err)
		s.relays = append(s.relays, checked)
	}
	return s, errors.Join(errs...)
}

// delivery is one mail on its way with the result of its last try.
type delivery struct {
	msg     *gomail.Msg
	ascii   bool // all addresses are ASCII: SMTPUTF8 (RFC 6531) is not asked for
	unfit   int  // relays that do not offer it
	waits   bool // for the rate of a relay: it was not begun there
	attempt model.Attempt
	settled bool
}

// Send tries every mail and returns one attempt for each, in the order of mails.
// It returns when all are settled, when no relay is left, or when ctx ends;
// what is open then is queued.
func (s *Channel) Send(ctx context.Context, mails []model.Mail) []model.Attempt {
	deliveries := s.prepare(mails)
	for _, i := range s.backoff.order(len(s.relays), s.now()) {
		open := unsettled(deliveries)
		if len(open) == 0 || ctx.Err() != nil {
			break
		}
		if tried := s.sendOver(ctx, s.relays[i], open); tried && ctx.Err() == nil {
			s.recordUse(i, open)
		}
	}
	attempts := make([]model.Attempt, len(deliveries))
	for i, l := range deliveries {
		if !l.settled && l.unfit == len(s.relays) {
			l.settled, l.attempt.Result = true, model.MailRefused // trying again changes nothing
		}
		l.attempt.Untried = l.waits && !l.settled
		if !l.settled && ctx.Err() != nil && l.attempt.Detail == "" {
			l.attempt.Detail = "not tried: " + context.Cause(ctx).Error()
		}
		l.attempt.At = s.now()
		attempts[i] = l.attempt
	}
	return attempts
}

// recordUse records whether a relay settled any of the mails.
func (s *Channel) recordUse(i int, deliveries []*delivery) {
	down := !slices.ContainsFunc(deliveries, func(l *delivery) bool { return l.settled || l.unfit > 0 })
	if !s.backoff.record(i, down, s.now()) || s.OnChange == nil {
		return
	}
	why := ""
	if down {
		why = deliveries[0].attempt.Detail
	}
	s.OnChange(s.relays[i].address(), why)
}

// prepare builds the messages. A mail that cannot be built can never be sent.
func (s *Channel) prepare(mails []model.Mail) []*delivery {
	deliveries := make([]*delivery, len(mails))
	for i, m := range mails {
		l := &delivery{attempt: model.Attempt{Mail: m.ID, Result: model.MailQueued}}
		msg, err := deliver.Message(s.identity, m)
		if err != nil {
			l.settled, l.attempt.Result, l.attempt.Detail = true, model.MailRefused, envelope.Plain(err.Error())
		}
		from, answers := s.identity.Senders(m)
		to, _ := envelope.ASCIIDomain(m.To.Address) // a message could be built of it
		l.msg, l.ascii = msg, ascii.Only(to+from.Address+answers.Address)
		deliveries[i] = l
	}
	return deliveries
}

// settle records a relay's final answer about a mail.
func (l *delivery) settle(relay Server, v verdict) {
	l.settled = true
	l.attempt.Result, l.attempt.Code, l.attempt.Ambiguous = v.result, v.code, v.ambiguous
	l.attempt.Via = relay.address()
	l.attempt.Detail = relay.address() + ": " + relay.scrub(v.answer)
}

func unsettled(deliveries []*delivery) []*delivery {
	var open []*delivery
	for _, l := range deliveries {
		if !l.settled {
			open = append(open, l)
		}
	}
	return open
}

// sendOver sends mails over one relay, connection by connection, until all are settled, passed on to the next relay, or the relay counts as down.
// It reports whether the relay was tried: its rate may leave room for no mail.
func (s *Channel) sendOver(ctx context.Context, relay Server, open []*delivery) (tried bool) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.patience.Batch, fmt.Errorf("%s is too slow", relay.address()))
	defer cancel()
	for broken := 0; len(open) > 0 && broken < maxBroken && ctx.Err() == nil; {
		if relay.Limit != nil && relay.Limit.Room(s.now()) == 0 {
			waitForRate(open, relay)
			return tried
		}
		tried = true
		session, err := s.session(ctx, relay)
		if err != nil {
			s.loginFailed(relay, open, err)
			return true
		}
		before, plain := session.sent, false
		open, plain = s.drainOver(session, relay, open)
		switch {
		case session.sent > before:
			broken = 0
		case !plain:
			broken++
		}
	}
	switch {
	case ctx.Err() != nil:
		addDetails(open, relay, context.Cause(ctx).Error())
	case len(open) > 0:
		addDetails(open, relay, "not tried: the connection kept breaking")
	}
	return true
}

// addDetails records why one relay did not settle mails.
func addDetails(deliveries []*delivery, relay Server, words string) {
	for _, l := range deliveries {
		l.addDetail(relay, words)
	}
}

// addDetail adds a relay's answer to those of the relays before it.
func (l *delivery) addDetail(relay Server, words string) {
	note := relay.address() + ": " + relay.scrub(words)
	switch {
	case l.attempt.Detail == "":
		l.attempt.Detail = note
	case !strings.Contains(l.attempt.Detail, note):
		l.attempt.Detail = envelope.Shorten(l.attempt.Detail+"; "+note, 2*detailLimit)
	}
}

// session returns the connection that was kept since the last batch, or a new one.
func (s *Channel) session(ctx context.Context, relay Server) (*session, error) {
	if kept := relay.kept.take(ctx); kept != nil {
		return kept, nil
	}
	return relay.dial(ctx, s.hello, s.patience.Mail)
}

// drainOver sends mails over one connection, several commands at a time where the server takes that. Where there is a rate, nothing needs to be
// faster. Plain reports that from now on the library sends to this relay, because of how it answered.
func (s *Channel) drainOver(session *session, relay Server, open []*delivery) (left []*delivery, plain bool) {
	if relay.Limit != nil || !session.pipelines() || relay.kept.suspended(s.now()) {
		return s.drain(session, relay, open), false
	}
	if left, plain = s.drainTogether(session, relay, open); plain {
		relay.kept.suspend(s.now())
	}
	return left, plain
}

// drain sends mails over one connection and returns those that another connection to the same relay should try. A mail on which a fresh connection
// broke is not among them: it must not hold up the others.
func (s *Channel) drain(session *session, relay Server, open []*delivery) []*delivery {
	for i, l := range open {
		if !relay.Limit.Take(s.now()) {
			waitForRate(open[i:], relay)
			break
		}
		v := session.send(l)
		if relay.Limit != nil && v.overRate {
			session.drop()
			s.pause(relay, open[i:], v.answer)
			return nil
		}
		relay.Limit.Done(s.now())
		session.record(l, relay, v)
		if !v.dead {
			continue
		}
		session.drop()
		if v.untouched && session.sent > 0 {
			return open[i:]
		}
		return open[i+1:]
	}
	session.keep(relay)
	return nil
}

// record records at a mail what one try came to.
func (s *session) record(l *delivery, relay Server, v verdict) {
	if v.result != "" {
		l.settle(relay, v)
		s.sent++
		return
	}
	l.addDetail(relay, v.answer)
	if v.lacksUTF8 {
		l.unfit++
	}
}

// waitForRate records that mails wait until the rate of a relay leaves room for them.
func waitForRate(deliveries []*delivery, relay Server) {
	for _, l := range deliveries {
		l.waits = true
		l.addDetail(relay, "not tried yet: the relay takes "+relay.Limit.Rate().String())
	}
}

// pause leaves a relay alone that takes no mail for now. The first mail was refused by that answer. It waits like the others if the relay has
// taken mail since its last pause. If not, the relay fails, which must not pass unnoticed.
func (s *Channel) pause(relay Server, deliveries []*delivery, answer string) {
	refused := deliveries[0]
	if took := relay.Limit.Refused(s.now()); took {
		refused.waits = true
	}
	refused.addDetail(relay, answer)
	waitForRate(deliveries[1:], relay)
	if s.OnPause != nil {
		s.OnPause(relay.address(), relay.scrub(answer))
	}
}

// loginFailed records why no connection could be used. A relay with a rate may also refuse the connection because of it.
func (s *Channel) loginFailed(relay Server, open []*delivery, err error) {
	if relay.Limit != nil && overRate(err) && relay.Limit.Take(s.now()) {
		s.pause(relay, open, err.Error())
		return
	}
	addDetails(open, relay, err.Error())
}
