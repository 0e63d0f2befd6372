package lenient

import (
	"io"
	"slices"
	"strings"
	"time"
)

// fetch is the response to a FETCH while it is read (RFC 3501, 7.4.2).
type fetch struct {
	number uint64 // of the message in its folder
	at     segment
	uid    string   // as an item; empty: not known yet
	items  []string // that are passed on next
	opened bool     // the beginning of the response was passed on

	inText  bool   // the segment at is still to be read: it follows the text of a message
	text    []byte // of a message whose UID is not known yet
	section string // what that is the text of; empty: none waits
}

// maxWaiting is how long a text may be that waits until the UID of its message is
// known. The library loses a message whose UID follows its text.
const maxWaiting = 1 << 20

// itemNames are the names by which a list of keywords that contains parentheses is
// known to have ended.
var itemNames = []string{"UID ", "FLAGS ", "INTERNALDATE ", "RFC822", "BODY", "MODSEQ ", "ENVELOPE ", "X-", "EMAILID ", "THREADID ", "SAVEDATE "}

// continueFetch goes on after the text of a message. What follows a text that does
// not end as announced is not an item.
func (r *Reader) continueFetch() error {
	f := r.fetch
	if f.inText {
		s, err := r.next()
		if err != nil {
			return err
		}
		if f.inText, f.at = false, s; !strings.HasPrefix(s.text, ")") && !strings.HasPrefix(s.text, " ") {
			return r.broken(s.text)
		}
	}
	return r.fetchItems()
}

// broken ends a response that makes no sense. It is left out, unless a text of it was
// passed on: then the library fails on the rest.
func (r *Reader) broken(rest string) error {
	f := r.fetch
	r.fetch = nil
	if f.opened {
		r.passOn("(", rest)
	}
	return r.discard(f.at)
}

// fetchItems reads items until the text of a message begins, or to the end.
func (r *Reader) fetchItems() error {
	for f := r.fetch; ; {
		f.at.text = strings.TrimLeft(f.at.text, " \t")
		if strings.HasPrefix(f.at.text, ")") {
			return r.endFetch()
		}
		name, rest, ok := cutItem(f.at.text)
		if !ok {
			return r.broken(f.at.text)
		}
		f.at.text = rest
		begins, err := r.item(name)
		if begins || err != nil {
			return err
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

// item reads the value of an item, and reports whether the text of a message begins.
func (r *Reader) item(name string) (begins bool, err error) {
	f := r.fetch
	if section := sectionOf(name); section != "" {
		return r.body(section)
	}
	if name == "FLAGS" && strings.HasPrefix(f.at.text, "(") {
		return false, r.flags()
	}
	value, err := r.value()
	if err != nil {
		return false, err
	}
	switch name {
	case "UID":
		if n, ok := number(value, 32); ok && n > 0 {
			f.uid = "UID " + decimal(n)
			r.add(f.uid)
		}
	case "RFC822.SIZE":
		if n, ok := number(value, 63); ok {
			r.add("RFC822.SIZE " + decimal(n))
		}
	case "INTERNALDATE":
		if at, ok := internalDate(value); ok {
			r.add("INTERNALDATE " + quote(at.Format(dateLayout)))
		}
	}
	return false, nil
}

// sectionOf returns what an item is the text of, as the library expects it; empty
// where our program never asks for it.
func sectionOf(name string) string {
	section, _, _ := strings.Cut(name, "<")
	switch section {
	case "BODY[]", "BODY[HEADER]":
		return section
	}
	return ""
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
			f.at.text = f.at.text[end+1:]
			r.add(map[bool]string{true: `FLAGS (\Seen)`, false: "FLAGS ()"}[seen])
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

// body reads the text of a message. One whose UID is known is passed on as it comes.
func (r *Reader) body(section string) (begins bool, err error) {
	f := r.fetch
	if f.at.text != "" || f.at.literal < 0 {
		value, err := r.value()
		switch {
		case err != nil || strings.EqualFold(value, "NIL"):
			r.add(section + " NIL")
		default:
			r.add(section + " " + quote(value))
		}
		return false, err
	}
	size := f.at.literal
	f.inText = true
	if f.uid == "" && f.section == "" && size <= maxWaiting {
		f.section, f.text = section, make([]byte, size)
		_, err = io.ReadFull(r.in, f.text)
		return true, err
	}
	r.add(section + " {" + decimal(uint64(size)) + "}\r\n")
	r.flush()
	r.literal = size
	return true, nil
}

// add adds an item to what is passed on.
func (r *Reader) add(item string) { r.fetch.items = append(r.fetch.items, item) }

// flush passes on the items that were read so far.
func (r *Reader) flush() {
	f := r.fetch
	if !f.opened {
		r.out.WriteString("* " + decimal(f.number) + " FETCH (")
	} else if len(f.items) > 0 {
		r.out.WriteByte(' ')
	}
	r.out.WriteString(strings.Join(f.items, " "))
	f.opened, f.items = true, nil
}

// endFetch ends the response. A text that waited comes last.
func (r *Reader) endFetch() error {
	f := r.fetch
	rest := f.at
	if !f.opened && f.section == "" && r.sent.isUpdate(f.items) {
		r.fetch = nil
		return r.discard(segment{literal: rest.literal})
	}
	if f.section != "" {
		r.add(f.section + " {" + decimal(uint64(len(f.text))) + "}\r\n" + string(f.text))
	}
	r.flush()
	r.fetch = nil
	r.passOn(")")
	return r.discard(segment{literal: rest.literal})
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
