// Package lenient reads what IMAP servers send and passes on only what a strict
// client library reads without fail.
//
// Servers send keywords that RFC 3501 forbids, capabilities that are not atoms, dates
// without a zone, responses of extensions that nobody asked for. A library that
// fails on the first of them loses the connection, and with it the mailbox. So each
// response is read here first, literals included. What our program needs of it is
// written anew in the one form that the standard allows; what it does not need is
// left out: the keywords of a folder, all flags of a message but \Seen, response
// codes of other extensions.
//
// What is needed and cannot be read is passed on as it came, so that the library
// fails on it and the error names it: a UID of a search that is not a number, the rest
// of a message that is longer than its server announced.
package lenient

import (
	"bufio"
	"bytes"
	"io"
	"strings"
)

// Reader reads the responses of an IMAP server from another reader.
type Reader struct {
	in      *bufio.Reader
	sent    *Sent        // what the server is to answer; nil: anything
	greeted bool         // the server has sent a response: it speaks IMAP
	out     bytes.Buffer // what is passed on next
	fetch   *fetch       // the response to FETCH that is being read
	err     error        // of in, reported once all before it was passed on

	collector collector
}

// NewReader returns a reader of the responses that a server sends over in to what was sent.
func NewReader(in io.Reader, sent *Sent) *Reader { return &Reader{in: bufio.NewReader(in), sent: sent} }

// Read returns bytes of responses in the form that RFC 3501 allows.
func (r *Reader) Read(b []byte) (int, error) {
	for r.out.Len() == 0 {
		if r.err != nil {
			return 0, r.err
		}
		r.err = r.response()
	}
	return r.out.Read(b)
}

// segment is a part of a response: a line up to its end, or up to a literal.
type segment struct {
	text    string
	literal int64 // bytes of the literal that follows; -1: none, the response ends here
}

// line reads a line, without its end. Nothing is passed on of a line that is cut: the
// error says why it is, and half a line would hide that.
func (r *Reader) line() (string, error) {
	text, err := r.in.ReadString('\n')
	if err != nil {
		return "", err
	}
	return strings.TrimRight(text, "\r\n"), nil
}

// split returns the segment that a line makes. A literal is announced at its end,
// as {12} or {12+}, after a space, a parenthesis or a tilde (RFC 9051, 4.3).
func split(line string) segment {
	open := strings.LastIndexByte(line, '{')
	if open < 0 || !strings.HasSuffix(line, "}") || open > 0 && !strings.ContainsRune(" (~", rune(line[open-1])) {
		return segment{line, -1}
	}
	size, ok := number(strings.TrimSuffix(line[open+1:len(line)-1], "+"), 63)
	if !ok {
		return segment{line, -1}
	}
	return segment{strings.TrimSuffix(line[:open], "~"), int64(size)}
}

// next reads the segment after a literal.
func (r *Reader) next() (segment, error) {
	line, err := r.line()
	return split(line), err
}

// response reads one response and passes it on, or hands over the message that it is about.
func (r *Reader) response() error {
	line, err := r.line()
	if err != nil {
		return err
	}
	word, rest := cutWord(line)
	switch word {
	case "":
		return nil // servers separate responses by empty lines
	case "+":
		if r.sent.continues() {
			r.passOn("+ ", clean(rest))
		}
		return nil
	case "*":
		return r.untagged(line, rest)
	}
	if answers := r.sent.answers(word); r.greeted && !answers {
		return nil // to a command that nobody sent, or no response at all
	}
	if status, text := cutWord(rest); isAtom(word) && isStatus(status) {
		r.passOn(word, " ", statusResponse(status, text))
		return nil
	}
	r.passOn(line)
	return nil
}

// untagged reads a response that answers no command by its tag.
func (r *Reader) untagged(line, rest string) error {
	first := !r.greeted
	r.greeted = true
	word, args := cutWord(rest)
	if isStatus(word) {
		r.passOn("* ", statusResponse(word, args))
		if !first && strings.EqualFold(word, "BYE") && r.sent.ends(statusResponse(word, args)) {
			return io.EOF // some servers leave the connection open
		}
		return nil
	}
	if isNumber(word) {
		return r.numbered(line, word, args)
	}
	rewrite, needed := rewrites[strings.ToUpper(word)]
	if !needed {
		return r.discard(split(line))
	}
	whole, err := r.inline(split(line))
	if err != nil {
		return err
	}
	_, args, _ = strings.Cut(whole, word)
	if text, ok := rewrite(args); ok {
		r.passOn("* ", strings.ToUpper(word), text)
	} else {
		r.passOn(whole)
	}
	return nil
}

// numbered reads a response about a message, or about how many there are.
func (r *Reader) numbered(line, word, args string) error {
	n, readable := number(word, 32)
	about, items := cutWord(args)
	switch about = strings.ToUpper(about); {
	case about != "EXISTS" && about != "EXPUNGE" && about != "FETCH":
		return r.discard(split(line))
	case !readable:
		r.passOn(line)
		return nil
	case about != "FETCH":
		r.passOn("* ", decimal(n), " ", about)
		return nil
	case !strings.HasPrefix(items, "("):
		return r.discard(split(line))
	}
	return r.fetchResponse(n, split(items[1:]))
}

// passOn hands a line to whoever reads.
func (r *Reader) passOn(parts ...string) {
	for _, part := range parts {
		r.out.WriteString(part)
	}
	r.out.WriteString("\r\n")
}

// discard skips a response.
func (r *Reader) discard(s segment) error {
	for s.literal >= 0 {
		if err := r.skip(s.literal); err != nil {
			return err
		}
		var err error
		if s, err = r.next(); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) skip(n int64) error {
	_, err := io.CopyN(io.Discard, r.in, n)
	return err
}

// maxInline is how long a literal may be in place of a short text, such as the name
// of a folder.
const maxInline = 4 << 10

// inline returns a response as one line, with its literals as quoted strings. A
// longer literal is left out.
func (r *Reader) inline(s segment) (string, error) {
	var whole strings.Builder
	whole.WriteString(s.text)
	for s.literal >= 0 {
		text, err := r.short(s.literal)
		if err != nil {
			return "", err
		}
		whole.WriteString(quote(text))
		if s, err = r.next(); err != nil {
			return "", err
		}
		whole.WriteString(s.text)
	}
	return whole.String(), nil
}

// short reads a literal, and returns it unless it is long.
func (r *Reader) short(n int64) (string, error) {
	if n > maxInline {
		return "", r.skip(n)
	}
	text := make([]byte, n)
	_, err := io.ReadFull(r.in, text)
	return string(text), err
}
