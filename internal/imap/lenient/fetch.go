package lenient

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// fetch is the response to a FETCH while it is read (RFC 3501, 7.4.2).
type fetch struct {
	at      segment
	message Message
	sized   bool // it has a size
	dated   bool // it has a date
	texted  bool // it has an item for a text, which may be NIL
	literal bool // its text came as a literal
}

// itemNames are the names by which a list of keywords that contains parentheses is
// known to have ended.
var itemNames = []string{"UID ", "FLAGS ", "INTERNALDATE ", "RFC822", "BODY", "MODSEQ ", "ENVELOPE ", "X-", "EMAILID ", "THREADID ", "SAVEDATE "}

// fetchResponse reads the response to a FETCH and hands the message over once the response has ended. One that makes no sense is left out, unless a
// text was read of it: then nobody knows where the text ends.
func (r *Reader) fetchResponse(number uint64, at segment) error {
	r.fetch = &fetch{at: at, message: Message{Number: uint32(number)}}
	sensible, err := r.fetchItems()
	if err != nil {
		return err
	}
	f := r.fetch
	switch {
	case sensible && (f.literal || !r.sent.isUpdate(f.texted, f.sized || f.dated)):
		r.collector.add(f.message)
	case !sensible && f.literal && f.message.UID != 0:
		return r.collector.fail(fmt.Errorf("the text of message %d does not end where the server announced", f.message.UID))
	}
	return r.discard(segment{literal: f.at.literal})
}

// fetchItems reads items to the end of the response, and reports whether it makes sense.
func (r *Reader) fetchItems() (sensible bool, err error) {
	for f := r.fetch; ; {
		f.at.text = strings.TrimLeft(f.at.text, " \t")
		if strings.HasPrefix(f.at.text, ")") {
			return true, nil
		}
		name, rest, ok := cutItem(f.at.text)
		if !ok {
			return false, nil
		}
		f.at.text = rest
		if ok, err := r.item(name); err != nil || !ok {
			return false, err
		}
	}
}

// cutItem returns the name of an item, in capitals, and what follows it. Spaces
// belong to a section, such as BODY[HEADER.FIELDS (DATE)].
func cutItem(text string) (name, rest string, ok bool) {
	end := strings.IndexAny(text, " ([")
	if end >= 0 && text[end] == '[' {
		closes := strings.IndexByte(text, ']')
		if closes < 0 {
			return "", "", false
		}
		end = closes + 1
		if strings.HasPrefix(text[end:], "<") {
			end += strings.IndexByte(text[end:], '>') + 1
		}
	}
	if end <= 0 {
		return "", "", false
	}
	name = strings.ToUpper(text[:end])
	return name, strings.TrimLeft(text[end:], " \t"), name[0] >= 'A' && name[0] <= 'Z'
}

// item reads the value of an item, and reports whether another one may follow.
func (r *Reader) item(name string) (sensible bool, err error) {
	f := r.fetch
	if isText(name) {
		return r.body()
	}
	if name == "FLAGS" && strings.HasPrefix(f.at.text, "(") {
		return true, r.flags()
	}
	value, err := r.value()
	if err != nil {
		return false, err
	}
	switch name {
	case "UID":
		if n, ok := number(value, 32); ok && n > 0 {
			f.message.UID = uint32(n)
		}
	case "RFC822.SIZE":
		if n, ok := number(value, 63); ok {
			f.message.Size, f.sized = int64(n), true
		}
	case "INTERNALDATE":
		if at, ok := internalDate(value); ok {
			f.message.Arrived, f.dated = at, true
		}
	}
	return true, nil
}

// isText reports whether an item is the text of a message or its header, which are all that our program asks for.
func isText(name string) bool {
	section, _, _ := strings.Cut(name, "<")
	return section == "BODY[]" || section == "BODY[HEADER]"
}

// value reads the value of an item: an atom, a string or a list, which is left out.
// The value is followed by another item in the segment that is then current.
func (r *Reader) value() (string, error) {
	f := r.fetch
	if f.at.text == "" && f.at.literal >= 0 {
		text, err := r.short(f.at.literal)
		if err == nil {
			f.at, err = r.next()
		}
		return text, err
	}
	if strings.HasPrefix(f.at.text, "(") {
		return "", r.skipList()
	}
	if inner, rest, ok := quoted(f.at.text); ok {
		f.at.text = rest
		return inner, nil
	}
	end := strings.IndexAny(f.at.text, " )")
	if end < 0 {
		end = len(f.at.text)
	}
	value := f.at.text[:end]
	f.at.text = f.at.text[end:]
	return value, nil
}

// skipList skips a list and the lists and literals within it.
func (r *Reader) skipList() error {
	f := r.fetch
	for depth := 0; ; {
		depth, f.at.text = skipParentheses(f.at.text, depth)
		if depth == 0 || f.at.literal < 0 {
			return nil
		}
		if err := r.skip(f.at.literal); err != nil {
			return err
		}
		var err error
		if f.at, err = r.next(); err != nil {
			return err
		}
	}
}

// skipParentheses skips a text until the parentheses that were open are closed, and
// returns how many are still open.
func skipParentheses(text string, depth int) (open int, rest string) {
	for text != "" {
		switch text[0] {
		case '"':
			_, after, closed := quoted(text)
			if !closed {
				return depth, ""
			}
			text = after
			continue
		case '(':
			depth++
		case ')':
			depth--
		}
		if text = text[1:]; depth == 0 {
			return 0, text
		}
	}
	return depth, ""
}

// flags reads the flags of a message. Only one counts.
func (r *Reader) flags() error {
	f := r.fetch
	f.at.text = f.at.text[1:]
	for seen := false; ; {
		end := endOfFlags(f.at.text)
		if end >= 0 {
			seen = seen || hasSeen(f.at.text[:end])
			f.at.text, f.message.Seen = f.at.text[end+1:], seen
			return nil
		}
		seen = seen || hasSeen(f.at.text)
		if f.at.text = ""; f.at.literal < 0 {
			return nil // the response ends within the list
		}
		if err := r.skip(f.at.literal); err != nil {
			return err
		}
		var err error
		if f.at, err = r.next(); err != nil {
			return err
		}
	}
}

// hasSeen reports whether \Seen is among flags, which servers also write in quotes.
func hasSeen(flags string) bool {
	return slices.ContainsFunc(strings.Fields(flags), func(flag string) bool {
		flag = strings.Trim(flag, `"`)
		return strings.HasPrefix(flag, `\`) && strings.EqualFold(strings.TrimLeft(flag, `\`), "Seen")
	})
}

// endOfFlags returns where a list of flags ends: at the first parenthesis after which
// the response ends or another item begins, else at the last one; -1 if there is none.
func endOfFlags(text string) int {
	text = strings.TrimRight(text, " ")
	for at := range len(text) {
		if text[at] == ')' && afterFlags(strings.TrimLeft(text[at+1:], " ")) {
			return at
		}
	}
	return strings.LastIndexByte(text, ')')
}

func afterFlags(rest string) bool {
	return rest == ")" || slices.ContainsFunc(itemNames, func(name string) bool {
		return len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name)
	})
}

// body reads the text of a message, and reports whether it ends as announced: with the response, or before another item.
func (r *Reader) body() (sensible bool, err error) {
	f := r.fetch
	f.texted = true
	if f.at.text != "" || f.at.literal < 0 {
		value, err := r.value()
		if err == nil && !strings.EqualFold(value, "NIL") {
			f.message.Text = []byte(printable(value))
		}
		return true, err
	}
	f.literal = true
	if f.message.Text, err = r.text(f.at.literal); err != nil {
		return false, err
	}
	if f.at, err = r.next(); err != nil {
		return false, err
	}
	return strings.HasPrefix(f.at.text, ")") || strings.HasPrefix(f.at.text, " "), nil
}

// text reads the literal that is the text of a message. Where nobody takes messages it is skipped.
func (r *Reader) text(size int64) ([]byte, error) {
	most := r.collector.limit()
	switch {
	case most == 0:
		return nil, r.skip(size)
	case size > most:
		return nil, r.collector.fail(fmt.Errorf("read message %d: the server announces %d bytes, asked for were %d", r.fetch.message.UID, size, most))
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(r.in, text); err != nil {
		return nil, r.collector.fail(fmt.Errorf("read message %d: its text is cut: %w", r.fetch.message.UID, err))
	}
	return text, nil
}

const dateLayout = "_2-Jan-2006 15:04:05 -0700"

// dateLayouts are how servers write the date of a message: that of RFC 3501, that
// without a zone, and those of other standards.
var dateLayouts = []string{
	dateLayout, "_2-Jan-2006 15:04:05 -07:00", "_2-Jan-2006 15:04:05 MST", "_2-Jan-2006 15:04:05", "_2-Jan-06 15:04:05 -0700",
	"Mon, _2 Jan 2006 15:04:05 -0700", "_2 Jan 2006 15:04:05 -0700", "Mon, _2 Jan 2006 15:04:05 MST", time.RFC3339, "2006-01-02 15:04:05 -0700",
}

// internalDate returns the time at which a message arrived.
func internalDate(text string) (time.Time, bool) {
	for _, layout := range dateLayouts {
		if at, err := time.Parse(layout, strings.TrimSpace(text)); err == nil && at.Year() > 0 {
			return at, true
		}
	}
	return time.Time{}, false
}
