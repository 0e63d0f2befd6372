package faultyserver

import (
	"io"
	"slices"
	"sync"
	"time"
)

// Action is what an SMTP server does instead of its usual answer.
type Action func(*smtpSession) outcome

// outcome is how a step of a session ended.
type outcome struct {
	accepted bool // the command has its effect
	ended    bool // the connection is of no more use
}

// Reply answers with this line, for example "451 4.3.0 try again later". The
// command has its effect if the code is below 400. After 421 the server hangs
// up, as RFC 5321 requires.
func Reply(line string) Action {
	return func(s *smtpSession) outcome {
		if line < "4" {
			s.take()
		}
		err := s.write(line + "\r\n")
		return outcome{accepted: line < "4", ended: err != nil || line[:min(3, len(line))] == "421"}
	}
}

// ReplyAndHangUp answers with this line and closes the connection.
func ReplyAndHangUp(line string) Action {
	return func(s *smtpSession) outcome {
		o := Reply(line)(s)
		o.ended = true
		return o
	}
}

// Hang never answers and keeps the connection open until the client leaves.
func Hang() Action {
	return func(s *smtpSession) outcome {
		_, _ = io.Copy(io.Discard, s.conn)
		return outcome{ended: true}
	}
}

// HangUp closes the connection without an answer.
func HangUp() Action {
	return func(*smtpSession) outcome { return outcome{ended: true} }
}

// LoseReply lets the command have its effect and closes the connection before
// the client learns of it. At Body the message is kept.
func LoseReply() Action {
	return func(*smtpSession) outcome { return outcome{accepted: true, ended: true} }
}

// Withhold lets the command have its effect and never answers it: the other side
// waits, and does not know.
func Withhold() Action {
	return func(*smtpSession) outcome { return outcome{accepted: true} }
}

// Drip answers with this line, one byte each interval.
func Drip(line string, interval time.Duration) Action {
	return func(s *smtpSession) outcome {
		for _, b := range []byte(line + "\r\n") {
			time.Sleep(interval)
			if err := s.write(string(b)); err != nil {
				return outcome{ended: true}
			}
		}
		return outcome{accepted: line < "4"}
	}
}

// ReplyAndForget answers with this line and loses the commands that came together with this one.
func ReplyAndForget(line string) Action {
	return func(s *smtpSession) outcome {
		_, _ = s.in.Discard(s.in.Buffered())
		return Reply(line)(s)
	}
}

// RefuseTogether refuses a command if others came together with it.
func RefuseTogether(refusal, usual string) Action {
	return func(s *smtpSession) outcome {
		if s.in.Buffered() > 0 {
			return Reply(refusal)(s)
		}
		return Reply(usual)(s)
	}
}

// CutBody asks for the message, reads n bytes of it and resets the connection.
// It belongs to the step Data.
func CutBody(n int64) Action {
	return func(s *smtpSession) outcome {
		if err := s.write("354 go on\r\n"); err == nil {
			_, _ = io.CopyN(io.Discard, s.in, n)
		}
		resetOnClose(s.raw)
		return outcome{ended: true}
	}
}

// TakeAtMost takes so many mails in any window of a length, by a clock, and answers 4.3.2 beyond, as Exchange Online does. It belongs to one step only,
// such as From. Beyond is called for each answer.
func TakeAtMost(mails int, window time.Duration, clock func() time.Time, beyond func()) Action {
	var mu sync.Mutex
	var taken []time.Time
	return func(s *smtpSession) outcome {
		mu.Lock()
		defer mu.Unlock()
		now := clock()
		taken = slices.DeleteFunc(taken, func(at time.Time) bool { return now.Sub(at) >= window })
		if len(taken) >= mails {
			beyond()
			return Reply("432 4.3.2 Submission rate limit exceeded")(s)
		}
		taken = append(taken, now)
		return Reply("250 2.1.0 ok")(s)
	}
}
