package faultyserver

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"strings"
	"time"
)

// imapSession is one connection to an IMAP server.
type imapSession struct {
	server *IMAP
	conn   net.Conn
	in     *bufio.Reader
}

func newIMAPSession(s *IMAP, conn net.Conn) *imapSession {
	return &imapSession{server: s, conn: conn, in: bufio.NewReader(conn)}
}

// run greets and answers commands until one of the two has had enough.
func (s *imapSession) run() {
	if !s.say("", "* OK [CAPABILITY IMAP4rev1] bare\r\n") {
		return
	}
	for {
		line, err := s.in.ReadString('\n')
		if err != nil {
			return
		}
		tag, command, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		if !s.say(command, s.answer(tag, command)) || command == "LOGOUT" {
			return
		}
	}
}

// say sends an answer, or what a fault makes of it, and reports whether the
// session continues.
func (s *imapSession) say(command, answer string) bool {
	then := Continue
	if fault := s.server.note(command); fault != nil {
		answer, then = fault(command, answer)
	}
	if _, err := io.WriteString(s.conn, answer); err != nil {
		return false
	}
	if then == StopAnswering {
		_, _ = io.Copy(io.Discard, s.in)
	}
	return then == Continue
}

// answer executes one command.
func (s *imapSession) answer(tag, command string) string {
	mails, validity := s.server.Mails()
	words := strings.Fields(command)
	byUID := len(words) > 1 && strings.EqualFold(words[0], "UID")
	if byUID {
		words = words[1:]
	}
	done := tag + " OK done\r\n"
	switch verb := strings.ToUpper(append(words, "")[0]); {
	case verb == "CAPABILITY":
		return "* CAPABILITY IMAP4rev1\r\n" + done
	case verb == "LOGIN", verb == "NOOP":
		return done
	case verb == "LOGOUT":
		return "* BYE\r\n" + done
	case verb == "EXAMINE":
		return fmt.Sprintf("* %d EXISTS\r\n* OK [UIDVALIDITY %d] x\r\n%s", len(mails), validity, done)
	case verb == "SEARCH" && byUID:
		return "* SEARCH" + found(mails, words[1:]) + "\r\n" + done
	case verb == "FETCH" && len(words) > 2:
		return fetched(mails, byUID, words[1], command) + done
	}
	return tag + " BAD unknown command\r\n"
}

// found returns the UIDs of the messages that match all keys of a search.
func found(mails []IMAPMessage, keys []string) string {
	var uids strings.Builder
	for _, m := range mails {
		if fits(m, mails, keys) {
			fmt.Fprintf(&uids, " %d", m.UID)
		}
	}
	return uids.String()
}

// fits knows the keys ALL, UNSEEN, UID SET and SINCE "2-Jan-2006".
func fits(m IMAPMessage, mails []IMAPMessage, keys []string) bool {
	for i, key := range keys {
		switch {
		case key == "UNSEEN" && strings.Contains(m.Flags, `\Seen`):
			return false
		case key == "UID" && !inSet(m.UID, keys[i+1], highest(mails)):
			return false
		case key == "SINCE":
			if day, err := time.Parse("2-Jan-2006", strings.Trim(keys[i+1], `"`)); err != nil || m.Arrived.Before(day) {
				return false
			}
		}
	}
	return true
}

func highest(mails []IMAPMessage) uint32 {
	var uid uint32
	for _, m := range mails {
		uid = max(uid, m.UID)
	}
	return uid
}

// inSet reports whether a set such as 1,3:5,7:* contains a number.
func inSet(n uint32, set string, last uint32) bool {
	return slices.ContainsFunc(strings.Split(set, ","), func(part string) bool {
		from, to, isRange := strings.Cut(part, ":")
		if !isRange {
			to = from
		}
		a, b := setNumber(from, last), setNumber(to, last)
		return min(a, b) <= n && n <= max(a, b)
	})
}

func setNumber(text string, last uint32) uint32 {
	if text == "*" {
		return last
	}
	n, _ := strconv.ParseUint(text, 10, 32)
	return uint32(n)
}

// fetched returns the requested items of the messages in a set.
func fetched(mails []IMAPMessage, byUID bool, set, command string) string {
	var answer strings.Builder
	for i, m := range mails {
		number, last := uint32(i+1), uint32(len(mails))
		if byUID {
			number, last = m.UID, highest(mails)
		}
		if inSet(number, set, last) {
			fmt.Fprintf(&answer, "* %d FETCH (UID %d%s)\r\n", i+1, m.UID, m.items(command))
		}
	}
	return answer.String()
}

// items returns the items that a FETCH command asks for.
func (m IMAPMessage) items(command string) string {
	items := ""
	if strings.Contains(command, "FLAGS") {
		items += " FLAGS (" + m.Flags + ")"
	}
	if strings.Contains(command, "INTERNALDATE") {
		items += m.Arrived.Format(` INTERNALDATE "_2-Jan-2006 15:04:05 -0700"`)
	}
	if strings.Contains(command, "RFC822.SIZE") {
		size := m.Size
		if size == 0 {
			size = int64(len(m.Raw))
		}
		items += fmt.Sprintf(" RFC822.SIZE %d", size)
	}
	_, section, ok := strings.Cut(command, "BODY.PEEK[")
	if !ok {
		return items
	}
	name, rest, _ := strings.Cut(section, "]")
	text := m.Raw
	if name == "HEADER" {
		text = headerOf(text)
	}
	limit, _, _ := strings.Cut(strings.TrimPrefix(rest, "<0."), ">")
	if n, err := strconv.Atoi(limit); err == nil {
		text = text[:min(n, len(text))]
		name += "]<0>"
	} else {
		name += "]"
	}
	return fmt.Sprintf("%s BODY[%s {%d}\r\n%s", items, name, len(text), text)
}

// headerOf returns a message up to and including its first empty line.
func headerOf(raw []byte) []byte {
	head, _, found := strings.Cut(string(raw), "\r\n\r\n")
	if !found {
		return raw
	}
	return []byte(head + "\r\n\r\n")
}
